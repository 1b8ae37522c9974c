package io.carillon.dev.standin.ilyost;

import io.carillon.dev.standin.Answer;
import io.carillon.dev.standin.DialLog;
import io.carillon.dev.standin.Faults;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import tools.jackson.databind.JsonNode;

import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;

/** POST /v2/create-call: whose number may be shown is not asked (Ilyost server). */
final class CallRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(CallRoutes.class);

    private final IlyostCarrier carrier;
    private final DialLog log;

    CallRoutes(IlyostCarrier carrier, DialLog log) {
        this.carrier = carrier;
        this.log = log;
    }

    /** Every request is in the log before it is answered, and none rings before it is there. */
    Answer create(JsonNode body) {
        Instant at = carrier.time.wall();
        try {
            return attempted(at, body);
        } catch (Refusal no) {
            note(at, body, false);
            return no.answer();
        } catch (UncheckedIOException full) {
            LOG.atError().setCause(full).log("standin.log.stuck");
            return new Refusal(500, "Internal server error").answer();
        }
    }

    private Answer attempted(Instant at, JsonNode body) {
        Dial dial = Dial.read(body);
        Faults.Dial fault = carrier.dice.dial(dial.to());
        if (fault.refuses()) {
            note(at, body, false);
            return refused(fault);
        }
        carrier.check(dial, Dial.apiKey(body));
        LiveCall call = carrier.accept(dial);
        try {
            note(at, body, call.person.persona().reachable());
        } catch (UncheckedIOException full) {
            carrier.forget(call);
            throw full;
        }
        return accepted(fault, call);
    }

    private void note(Instant at, JsonNode body, boolean rang) {
        log.write(
                new DialLog.Line(
                        at,
                        body.path("to_").asString(""),
                        body.path("from_").asString(""),
                        Dial.reference(body.path("callbackurl").asString("")),
                        rang));
    }

    private Answer accepted(Faults.Dial fault, LiveCall call) {
        call.begin();
        try {
            carrier.tellInitiated(call);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return switch (fault) {
            case ACCEPT_THEN_500 -> new Refusal(500, "Failed to create call").answer();
            case ACCEPT_THEN_HANG -> Answer.cutAfter(carrier.dice.hanging());
            case ACCEPT_THEN_CUT -> Answer.cutAfter(java.time.Duration.ZERO);
            case ACCEPT_MALFORMED ->
                    Answer.text(200, "application/json", "{\"success\":true,\"call_i");
            default -> Answer.json(200, Map.of("success", true, "call_id", call.id));
        };
    }

    private static Answer refused(Faults.Dial fault) {
        return switch (fault) {
            case REFUSE_429 -> Limiter.refusal();
            default ->
                    Answer.text(
                            503,
                            "text/html",
                            "<html><body><h1>503 Service Temporarily Unavailable</h1></body></html>");
        };
    }
}
