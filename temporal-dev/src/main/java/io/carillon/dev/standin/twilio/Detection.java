package io.carillon.dev.standin.twilio;

import io.carillon.dev.standin.Chance;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Answering-machine detection: says who is there, as twilio.com/docs/voice/answering-machine-
 * detection describes it. A machine is told of at the threshold of its speech, or with
 * DetectMessageEnd at its beep; a person when the silence behind a greeting has lasted long enough,
 * and as a machine where the greeting passed the threshold; silence at first and whatever takes too
 * long are unknown.
 */
final class Detection {
    private enum Timer {
        VERDICT
    }

    /** Between the sound that decides and the verdict. */
    private static final long DECIDES_MILLIS = 200;

    // How long people greet is of our own: with Twilio's thresholds they are told of 1.5 to 3 s
    // after
    // they answered.
    private static final int GREETING_LEAST = 300;
    private static final int GREETING_MOST = 1800;

    private record Verdict(long after, String who) {}

    private final LiveCall call;
    private final Detect asked;
    private long began;

    Detection(LiveCall call, Detect asked) {
        this.call = call;
        this.asked = asked;
    }

    void begin() {
        began = call.timers.now();
        Verdict verdict = verdict(call.person.chance());
        long limit = asked.timeoutSeconds() * 1000L;
        if (verdict.after() > limit) {
            call.timers.in(limit, Timer.VERDICT, () -> decide("unknown"));
        } else {
            call.timers.in(verdict.after(), Timer.VERDICT, () -> decide(verdict.who()));
        }
    }

    private Verdict verdict(Chance chance) {
        return switch (call.person.persona()) {
            case VOICEMAIL -> machine();
            case FAX -> new Verdict(chance.between("fax tone", 1500, 3000), "fax");
            case SILENT, VANISHES -> new Verdict(asked.silenceMillis(), "unknown");
            default -> person(chance.between("short greeting", GREETING_LEAST, GREETING_MOST));
        };
    }

    private Verdict person(long greeting) {
        long over = greeting + asked.speechEndMillis();
        if (greeting <= asked.speechMillis()) {
            return new Verdict(over, "human");
        }
        return asked.atEnd()
                ? new Verdict(over, "machine_end_silence")
                : new Verdict(asked.speechMillis() + DECIDES_MILLIS, "machine_start");
    }

    private Verdict machine() {
        return asked.atEnd()
                ? new Verdict(call.far.beepIn() + DECIDES_MILLIS, "machine_end_beep")
                : new Verdict(asked.speechMillis() + DECIDES_MILLIS, "machine_start");
    }

    private void decide(String who) {
        call.record.judged(who, call.carrier.time.wall());
        if (!asked.inBackground()) {
            call.beginDocument();
            return;
        }
        Hook hook = asked.callback();
        if (hook != null) {
            Map<String, String> fields = new LinkedHashMap<>();
            fields.put("CallSid", call.record.sid);
            fields.put("AccountSid", call.record.accountSid);
            fields.put("AnsweredBy", who);
            long real = call.carrier.time.lasting(call.timers.now() - began).toMillis();
            fields.put("MachineDetectionDuration", Long.toString(real));
            call.tell("amd", hook, fields);
        }
    }
}
