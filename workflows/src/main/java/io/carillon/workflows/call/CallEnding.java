package io.carillon.workflows.call;

import org.jspecify.annotations.Nullable;

/**
 * The workflow's judgement, written by {@link CallActivities#conclude}.
 *
 * @param cause one of our codes; null when the result says it all
 * @param messageLeft the machine heard the message to its end
 * @param untold no callback told of the end: the carrier was asked, or nobody knows
 */
public record CallEnding(
        CallResult result,
        @Nullable String cause,
        boolean answered,
        boolean messageLeft,
        boolean untold) {
    /** One that was told. */
    public CallEnding(
            CallResult result, @Nullable String cause, boolean answered, boolean messageLeft) {
        this(result, cause, answered, messageLeft, false);
    }

    /** The same, of which no callback told. */
    CallEnding withoutCallback() {
        return new CallEnding(result, cause, answered, messageLeft, true);
    }
}
