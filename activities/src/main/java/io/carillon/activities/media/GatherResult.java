package io.carillon.activities.media;

import java.util.Locale;

/**
 * How a gather ended.
 *
 * @param digits without the finish key; empty exactly when the reason is {@link Reason#NO_INPUT}
 * @param tries how often the prompt was given, from 1
 */
public record GatherResult(Reason reason, String digits, int tries) {
    public enum Reason {
        MAX_DIGITS,
        FINISH_KEY,
        INTER_DIGIT_TIMEOUT,
        NO_INPUT;

        /** {@code max_digits}. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
