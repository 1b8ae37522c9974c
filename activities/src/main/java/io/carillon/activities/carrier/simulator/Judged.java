package io.carillon.activities.carrier.simulator;

import io.carillon.workflows.call.MachineTuning;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * What the machine detection makes of who answered. Thresholds mean what Twilio's mean, with its
 * defaults (Twilio docs, Answering Machine Detection).
 *
 * @param after milliseconds from the answer
 * @param confidence at least
 */
record Judged(long after, String who, String cause, double confidence) {
    private static final MachineTuning UNTUNED = new MachineTuning(null, null, null, null);
    private static final long TIMEOUT = 30_000;
    private static final long SPEECH = 2400;
    private static final long SPEECH_END = 1200;
    private static final long SILENCE = 5000;

    /** Null: of whom nothing is ever told. */
    static @Nullable Judged of(Persona persona, Chance chance, @Nullable MachineTuning asked) {
        MachineTuning tuning = asked == null ? UNTUNED : asked;
        long after = chance.between("verdict", 1500, 3000);
        Judged judged =
                switch (persona) {
                    case HUMAN, HANGS_UP, OPTS_OUT -> greeting(after - SPEECH_END, tuning);
                    case VOICEMAIL -> machine(after - SPEECH + speech(tuning));
                    case FAX -> new Judged(after, "fax", "cng_tone", 0.95);
                    case SILENT -> unknown(millis(tuning.silenceTimeout(), SILENCE), "silence");
                    default -> null;
                };
        return judged == null ? null : judged.within(millis(tuning.timeout(), TIMEOUT));
    }

    private static Judged greeting(long length, MachineTuning tuning) {
        return length > speech(tuning)
                ? machine(speech(tuning))
                : new Judged(
                        length + millis(tuning.speechEndThreshold(), SPEECH_END),
                        "human",
                        "short_greeting",
                        0.9);
    }

    private static Judged machine(long after) {
        return new Judged(after, "machine", "long_greeting", 0.9);
    }

    private static Judged unknown(long after, String cause) {
        return new Judged(after, "unknown", cause, 0.5);
    }

    private Judged within(long timeout) {
        return after > timeout ? unknown(timeout, "timeout") : this;
    }

    private static long speech(MachineTuning tuning) {
        return millis(tuning.speechThreshold(), SPEECH);
    }

    private static long millis(@Nullable Duration given, long otherwise) {
        return given == null ? otherwise : given.toMillis();
    }
}
