package io.carillon.workflows.call;

import org.jspecify.annotations.Nullable;

/**
 * The workflow's judgement, written by {@link CallActivities#conclude}.
 *
 * @param cause one of our codes; null when the result says it all
 * @param messageLeft the machine heard the message to its end
 */
public record CallEnding(
        CallResult result, @Nullable String cause, boolean answered, boolean messageLeft) {}
