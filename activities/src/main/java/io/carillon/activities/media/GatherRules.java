package io.carillon.activities.media;

import java.time.Duration;

/**
 * How keys are collected.
 *
 * @param maxDigits 1 to 32; that many end the input
 * @param validDigits keys that count; others are ignored as if never pressed
 * @param finishOn keys that end the input and are no part of it; empty: none. Wins over {@code
 *     validDigits}
 * @param firstDigitTimeout from the end of the prompt to the first key
 * @param interDigitTimeout from one key to the next
 * @param tries how often the prompt is given when no key comes, at least 1
 * @param bargeIn a key during the prompt stops it and counts; otherwise keys during the prompt are
 *     ignored
 */
public record GatherRules(
        int maxDigits,
        String validDigits,
        String finishOn,
        Duration firstDigitTimeout,
        Duration interDigitTimeout,
        int tries,
        boolean bargeIn) {
    public GatherRules {
        if (maxDigits < 1 || maxDigits > 32) {
            throw new IllegalArgumentException(
                    "gather of " + maxDigits + " digits (expected: 1 to 32)");
        }
        if (tries < 1) {
            throw new IllegalArgumentException(
                    "gather of " + tries + " tries (expected: at least 1)");
        }
    }

    boolean finishes(char key) {
        return finishOn.indexOf(key) >= 0;
    }

    boolean counts(char key) {
        return validDigits.indexOf(key) >= 0;
    }
}
