package io.carillon.workflows.call;

import java.util.List;

/**
 * A script was given to the carrier.
 *
 * @param sequence of the script within the call, from 0; news about another sequence is old
 * @param steps steps the script walks, in order; the last one is where its end is decided. Empty
 *     for an operator's script and for the message to machines
 * @param awaits what the carrier will report about the last step
 */
public record Performed(int sequence, List<String> steps, Awaits awaits) {
    public Performed {
        steps = List.copyOf(steps);
    }

    public enum Awaits {
        /** Digits or their absence. */
        GATHER,
        /** The other leg's end, or that it could not be reached. */
        TRANSFER,
        RECORD,
        /** Speech is over and the next step needs a decision. */
        SPOKEN,
        /** The script hangs up by itself; only the call's end is left. */
        END,
        /** The carrier says the call is over; nothing was begun. */
        GONE
    }
}
