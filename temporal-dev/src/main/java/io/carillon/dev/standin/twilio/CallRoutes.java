package io.carillon.dev.standin.twilio;

import io.carillon.dev.standin.Answer;
import io.carillon.dev.standin.DialLog;
import io.carillon.dev.standin.Faults;
import io.carillon.dev.standin.Form;
import io.carillon.dev.standin.Request;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/** The Calls resource. */
final class CallRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(CallRoutes.class);

    private final TwilioCarrier carrier;
    private final DialLog log;

    CallRoutes(TwilioCarrier carrier, DialLog log) {
        this.carrier = carrier;
        this.log = log;
    }

    // ------------------------------------------------------------ create

    /** Every request is in the log before it is answered, and none rings before it is there. */
    Answer create(Request request) {
        try {
            return attempted(carrier.time.wall(), form(request));
        } catch (UncheckedIOException full) {
            LOG.atError().setCause(full).log("standin.log.stuck");
            return TwilioError.UNAVAILABLE.refuse("").answer();
        }
    }

    private Answer attempted(Instant at, Fields fields) {
        try {
            DialRequest dial = DialRequest.read(fields);
            Faults.Dial fault = carrier.dice.dial(dial.to());
            if (fault.refuses()) {
                note(at, fields, false);
                return refused(fault);
            }
            carrier.check(dial);
            Duration queued = carrier.pace.admit(carrier.account().callsPerSecond(), at);
            return placed(fault, carrier.accept(dial, queued), queued, at, fields);
        } catch (Refusal no) {
            note(at, fields, false);
            return no.answer();
        }
    }

    private Answer placed(
            Faults.Dial fault, LiveCall call, Duration queued, Instant at, Fields fields) {
        try {
            note(at, fields, call.person.persona().reachable());
        } catch (UncheckedIOException full) {
            carrier.calls.remove(call);
            throw full;
        }
        return accepted(fault, call, queued);
    }

    private void note(Instant at, Fields fields, boolean rang) {
        String address = fields.text("StatusCallback");
        String reference = DialRequest.reference(address == null ? fields.text("Url") : address);
        log.write(
                new DialLog.Line(
                        at, fields.text("To", ""), fields.text("From", ""), reference, rang));
    }

    /** The resource is shown as it was before anything happened: the call is queued. */
    private Answer accepted(Faults.Dial fault, LiveCall call, Duration queued) {
        Answer created = Answer.json(201, call.record.resource());
        call.begin(queued);
        return switch (fault) {
            case ACCEPT_THEN_500 -> TwilioError.INTERNAL.refuse("").answer();
            case ACCEPT_THEN_HANG -> Answer.cutAfter(carrier.dice.hanging());
            case ACCEPT_THEN_CUT -> Answer.cutAfter(Duration.ZERO);
            case ACCEPT_MALFORMED -> Answer.text(201, "application/json", "{\"sid\": \"CA");
            default -> created;
        };
    }

    private static Answer refused(Faults.Dial fault) {
        return switch (fault) {
            case REFUSE_429 -> TwilioError.TOO_MANY_REQUESTS.refuse("").answer();
            case REFUSE_503 -> TwilioError.UNAVAILABLE.refuse("").answer();
            default ->
                    Answer.text(
                            503,
                            "text/html",
                            "<html><body><h1>503 Service Temporarily Unavailable</h1></body></html>");
        };
    }

    private static Fields form(Request request) {
        return new Fields(Form.read(new String(request.body(), StandardCharsets.UTF_8)));
    }

    // ------------------------------------------------------------ read

    Answer list(Request request) {
        Fields query = new Fields(request.query());
        Answer page =
                Page.of(
                        request,
                        "calls",
                        carrier.calls.matching(CallFilter.of(query)),
                        call -> call.sid,
                        CallRecord::resource);
        return looked(query.text("To", "list"), page);
    }

    Answer fetch(Request request, String sid) {
        CallRecord call = carrier.calls.find(sid);
        if (call == null) {
            throw TwilioError.NOT_FOUND.refuse(request.path());
        }
        LiveCall placed = carrier.calls.placed(sid);
        if (placed != null) {
            placed.enter(() -> {});
        }
        return looked(sid, Answer.json(200, call.resource()));
    }

    private Answer looked(String about, Answer otherwise) {
        if (carrier.dice.hits(Faults.Control.FETCH_500, about)) {
            return TwilioError.INTERNAL.refuse("").answer();
        }
        return carrier.dice.hits(Faults.Control.FETCH_HANG, about)
                ? Answer.cutAfter(carrier.dice.hanging())
                : otherwise;
    }

    // ------------------------------------------------------------ update

    Answer update(Request request, String sid) {
        LiveCall call = carrier.calls.placed(sid);
        if (call == null) {
            throw TwilioError.NOT_FOUND.refuse(request.path());
        }
        change(call, form(request));
        if (carrier.dice.hits(Faults.Control.UPDATE_500, sid)) {
            return TwilioError.INTERNAL.refuse("").answer();
        }
        return carrier.dice.hits(Faults.Control.UPDATE_HANG, sid)
                ? Answer.cutAfter(carrier.dice.hanging())
                : Answer.json(200, call.record.resource());
    }

    private static void change(LiveCall call, Fields fields) {
        String status = fields.text("Status");
        if (status != null) {
            call.finish(fields.oneOf("Status", status, "canceled", "completed"));
            return;
        }
        Hook url = fields.hook("Url", "Method", TwilioError.URL_INVALID);
        @Nullable String twiml = url == null ? DialRequest.twiml(fields) : null;
        call.redirect(url, twiml);
    }
}
