package io.carillon.activities.carrier.twilio;

import io.carillon.activities.carrier.Callback;
import io.carillon.activities.carrier.CallbackRefused;
import io.carillon.activities.carrier.CarrierEvent;
import io.carillon.activities.carrier.Understood;
import io.carillon.workflows.call.AnsweredBy;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/**
 * Twilio's callbacks in our words. Which one it is stands in the address, which is signed; an id is
 * made of what cannot change when the same is told again, in whatever order.
 */
final class TwilioCallbacks {
    private final String sid;
    private final TwilioSaid said;

    private TwilioCallbacks(TwilioSaid said) throws CallbackRefused {
        this.said = said;
        this.sid = said.required("CallSid");
    }

    static Understood understand(@Nullable String authToken, Callback callback)
            throws CallbackRefused {
        try {
            Map<String, String> form = TwilioForm.form(callback);
            TwilioSignature.check(authToken, callback, form);
            var said =
                    new TwilioSaid(
                            callback.url(),
                            TwilioForm.query(callback.url()),
                            form == null ? TwilioForm.json(callback.body()) : form);
            return new TwilioCallbacks(said).understood();
        } catch (IllegalArgumentException malformed) {
            throw TwilioForm.unreadable();
        }
    }

    private Understood understood() throws CallbackRefused {
        String kind = said.address(TwilioAction.KIND, TwilioAction.STATUS);
        return switch (kind) {
            case TwilioAction.STATUS -> Understood.of(status());
            case TwilioAction.MACHINE -> Understood.of(verdict());
            case TwilioAction.WHOLE_RECORDING -> Understood.of(wholeRecording());
            case TwilioAction.DOCUMENT, TwilioAction.WAITING ->
                    new TwilioTurns(said, sid).asked(kind);
            case TwilioAction.GATHERED -> new TwilioTurns(said, sid).gathered();
            case TwilioAction.SCRIPT_ENDED -> new TwilioTurns(said, sid).scriptEnded();
            case TwilioAction.SPOKEN -> new TwilioTurns(said, sid).spoken();
            case TwilioAction.TRANSFERRED -> new TwilioTurns(said, sid).transferred();
            case TwilioAction.RECORDED -> new TwilioTurns(said, sid).recorded();
            default -> Understood.of(event(kind, new CarrierEvent.Unrecognised(kind)));
        };
    }

    private CarrierEvent event(String id, CarrierEvent.What what) {
        return new CarrierEvent(sid + ":" + id, sid, at(), what);
    }

    /** Each status is reached once. */
    private CarrierEvent status() throws CallbackRefused {
        String status = said.required("CallStatus");
        return event(
                status,
                TwilioStatus.told(
                        status, said.body("SipResponseCode"), said.seconds("CallDuration")));
    }

    /** RFC 2822, as in {@code Sun, 22 Nov 2026 21:00:00 +0000} (Twilio docs, Timestamp). */
    private @Nullable Instant at() {
        String timestamp = said.body("Timestamp");
        try {
            return timestamp == null
                    ? null
                    : DateTimeFormatter.RFC_1123_DATE_TIME.parse(timestamp, Instant::from);
        } catch (DateTimeException another) {
            return null;
        }
    }

    /** Twilio docs, Answering Machine Detection, AnsweredBy; it says nothing of how sure it is. */
    private CarrierEvent verdict() throws CallbackRefused {
        String by = said.required("AnsweredBy");
        Duration after = Duration.ofMillis(said.number("MachineDetectionDuration"));
        AnsweredBy answeredBy =
                switch (by) {
                    case "human" -> AnsweredBy.HUMAN;
                    case "fax" -> AnsweredBy.FAX;
                    case "unknown" -> AnsweredBy.UNKNOWN;
                    default -> by.startsWith("machine_") ? AnsweredBy.MACHINE : null;
                };
        return event(
                TwilioAction.MACHINE,
                answeredBy == null
                        ? new CarrierEvent.Unrecognised("answered by " + by)
                        : new CarrierEvent.Verdict(
                                answeredBy, by, answeredBy == AnsweredBy.UNKNOWN ? 0 : 1, after));
    }

    /** RecordingStatus: in-progress, completed, absent (Twilio docs, Recording status callback). */
    private CarrierEvent wholeRecording() throws CallbackRefused {
        String recording = said.required("RecordingSid");
        String status = said.required("RecordingStatus");
        return event(
                recording + ":" + status,
                status.equals("completed")
                        ? new CarrierEvent.Recorded(
                                0, null, recording, said.seconds("RecordingDuration"))
                        : new CarrierEvent.Unrecognised("recording " + status));
    }
}
