package io.carillon.activities.carrier;

import java.util.Set;

/**
 * What a carrier can do. A flow that needs more is refused when its campaign starts, naming the
 * step.
 */
public record Capabilities(Set<Feature> features) {
    public Capabilities {
        features = Set.copyOf(features);
    }

    public enum Feature {
        SAY,
        PLAY,
        PAUSE,
        SEND_DIGITS,
        GATHER,
        FINISH_KEY,
        BARGE_IN,
        RECORD,
        TRANSFER,
        /** Holds a call by itself, and goes on where it was. Elsewhere hold music is a script. */
        HOLD,
        MACHINE_DETECTION,
        BEEP_DETECTION,
        /** Thresholds of its machine detection can be set for each call. */
        MACHINE_TUNING,
        LIVE_SCRIPT,
        /** A key that is pressed while another script is on its way is not lost. */
        KEEPS_KEYS,
        LOOK_UP_BY_REFERENCE,
        LIST_LIVE,
        /** Says what a call cost some time after its end. */
        RATED_LATER,
        /** Says whether an account may show a number as its caller id. */
        LISTS_NUMBERS,
        /** A gather of several digits ignores keys it was not told to take. */
        VALID_DIGITS,
        /** A gather of several digits waits another time for the first than between two. */
        INTER_DIGIT_TIMEOUT,
        /** More than one key ends a gather or a recording; all of them alike. */
        SEVERAL_FINISH_KEYS,
        /** Waits are kept finer than to the second. */
        FRACTIONS_OF_SECONDS,
        /** The keys A to D. */
        LETTER_DIGITS,
        /**
         * Takes a whole script at once, the first with the dial, hangs up behind its last word, and
         * says of which script a callback is. Without: one verb at a time, begun when the one
         * before was told to be over, the first when somebody answered.
         */
        WHOLE_SCRIPTS,
        /** Ends calls by itself at their ring timeout and maximum duration. */
        TIME_LIMITS,
        /** Can be asked what became of a call. */
        LOOK_UP,
        /** The prompt of a gather is made of several things, say of a text and of audio. */
        MIXED_PROMPT,
        /** Comes back to the person when a transfer is over, or was in vain. */
        RETURN_FROM_TRANSFER,
        /** Says how much money the account has left. */
        BALANCE
    }
}
