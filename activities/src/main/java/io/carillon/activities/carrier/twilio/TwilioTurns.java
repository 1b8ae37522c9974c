package io.carillon.activities.carrier.twilio;

import io.carillon.activities.carrier.CallbackAddress;
import io.carillon.activities.carrier.CarrierEvent;
import io.carillon.activities.carrier.Document;
import io.carillon.activities.carrier.Understood;
import io.carillon.activities.carrier.Understood.Wanted;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Twilio asks what comes next, with somebody on the line. It is answered with a pause it comes back
 * from, and what the call's workflow decides meanwhile replaces that (Twilio docs, Update a Call
 * resource). What cannot be kept at once is told again, with what was told in its address.
 */
final class TwilioTurns {
    // A pause is cut by the next script; until then Twilio asks so often whether to go on waiting.
    private static final String WAIT_SECONDS = "10";

    private static final Pattern DIGITS = Pattern.compile("[0-9*#A-D]{0,64}");

    private final TwilioSaid said;
    private final String sid;
    private final int script;
    private final String step;

    TwilioTurns(TwilioSaid said, String sid) {
        this.said = said;
        this.sid = sid;
        this.script = said.number(TwilioAction.SCRIPT, 0);
        this.step = said.address(TwilioAction.STEP, "");
    }

    Understood asked(String kind) {
        Wanted wanted =
                kind.equals(TwilioAction.DOCUMENT)
                        ? new Wanted(
                                script,
                                said.number(TwilioAction.VERB, 0),
                                said.number(TwilioAction.TRY, 0))
                        : null;
        return new Understood(List.of(), waiting(), null, wanted);
    }

    Understood gathered() {
        String digits = said.told("Digits", TwilioAction.DIGITS);
        if (!DIGITS.matcher(digits).matches()) {
            throw new IllegalArgumentException("digits that are none");
        }
        int number = said.number(TwilioAction.TRY, 1);
        if (refused(digits)) {
            return new Understood(
                    List.of(), redirect(unlimited(number)), null, new Wanted(script, 0, number));
        }
        String finished = said.told("FinishedOnKey", TwilioAction.FINISHED_ON);
        var gathered =
                new CarrierEvent.Gathered(script, step, digits, reason(digits, finished), number);
        boolean hidden = !said.address(TwilioAction.HIDDEN, "").isEmpty();
        return told(TwilioAction.GATHERED, gathered, hidden ? null : again(digits, finished));
    }

    /** A key that is to be ignored: what was asked is asked again. */
    private boolean refused(String digits) {
        String valid = said.address(TwilioAction.VALID, "");
        return !valid.isEmpty() && digits.chars().anyMatch(key -> valid.indexOf(key) < 0);
    }

    /** Should the script not be at hand, any key is told. */
    private String unlimited(int number) {
        return said.own()
                .with(TwilioAction.KIND, TwilioAction.GATHERED)
                .with(TwilioAction.SCRIPT, Integer.toString(script))
                .with(TwilioAction.STEP, step)
                .with(TwilioAction.TRY, Integer.toString(number))
                .with(TwilioAction.MOST, "1")
                .url();
    }

    private String reason(String digits, String finishedOn) {
        if (digits.isEmpty()) {
            return "no_input";
        }
        if (!finishedOn.isEmpty()) {
            return "finish_key";
        }
        boolean full = digits.length() >= said.number(TwilioAction.MOST, Integer.MAX_VALUE);
        return full ? "max_digits" : "inter_digit_timeout";
    }

    private String again(String digits, String finished) {
        CallbackAddress again = once(new CallbackAddress(said.url()), TwilioAction.DIGITS, digits);
        return once(again, TwilioAction.FINISHED_ON, finished).url();
    }

    private CallbackAddress once(CallbackAddress address, String name, String value) {
        return value.isEmpty() || said.query().containsKey(name)
                ? address
                : address.with(name, value);
    }

    Understood scriptEnded() {
        return told(TwilioAction.SCRIPT_ENDED, new CarrierEvent.ScriptEnded(script), said.url());
    }

    /** Whoever is on the line has heard the message; the call ends when that is kept. */
    Understood spoken() {
        return new Understood(
                List.of(event(TwilioAction.SPOKEN, new CarrierEvent.Spoken(script))),
                new TwimlWriter().empty("Hangup").document(),
                comeBack(said.url()),
                null);
    }

    /**
     * DialCallStatus: completed, answered, busy, no-answer, failed, canceled (Twilio docs, Dial).
     */
    Understood transferred() {
        String status = said.told("DialCallStatus", TwilioAction.REACHED);
        boolean reached = status.equals("completed") || status.equals("answered");
        Duration talked = seconds("DialCallDuration");
        CallbackAddress again = once(new CallbackAddress(said.url()), TwilioAction.REACHED, status);
        again = once(again, TwilioAction.SECONDS, Long.toString(talked.toSeconds()));
        return told(
                TwilioAction.TRANSFERRED,
                new CarrierEvent.Transferred(script, step, reached, talked),
                again.url());
    }

    /** RecordingUrl ends with the recording's id (Twilio docs, Record, action). */
    Understood recorded() {
        String url = said.told("RecordingUrl", TwilioAction.RECORDING);
        String recording = url.substring(url.lastIndexOf('/') + 1);
        if (recording.isBlank()) {
            return scriptEnded();
        }
        Duration length = seconds("RecordingDuration");
        CallbackAddress again =
                once(new CallbackAddress(said.url()), TwilioAction.RECORDING, recording);
        again = once(again, TwilioAction.SECONDS, Long.toString(length.toSeconds()));
        return told(
                TwilioAction.RECORDED,
                new CarrierEvent.Recorded(script, step, recording, length),
                again.url());
    }

    private Duration seconds(String name) {
        return said.body(name) == null
                ? Duration.ofSeconds(said.number(TwilioAction.SECONDS, 0))
                : said.seconds(name);
    }

    /**
     * @param again null: it is not to stand in an address, so Twilio waits
     */
    private Understood told(String kind, CarrierEvent.What what, @Nullable String again) {
        return new Understood(
                List.of(event(kind, what)),
                waiting(),
                again == null ? null : comeBack(again),
                null);
    }

    /** A script ends once, however often and in whatever words it is told. */
    private CarrierEvent event(String kind, CarrierEvent.What what) {
        return new CarrierEvent(sid + ":" + kind + ":" + script, sid, null, what);
    }

    private Document waiting() {
        String back = said.own().with(TwilioAction.KIND, TwilioAction.WAITING).url();
        return new TwimlWriter()
                .empty("Pause", "length", WAIT_SECONDS)
                .text("Redirect", back)
                .document();
    }

    private static Document comeBack(String url) {
        return new TwimlWriter().empty("Pause", "length", "1").text("Redirect", url).document();
    }

    private static Document redirect(String url) {
        return new TwimlWriter().text("Redirect", url).document();
    }
}
