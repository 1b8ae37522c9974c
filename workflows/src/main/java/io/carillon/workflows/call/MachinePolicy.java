package io.carillon.workflows.call;

import com.fasterxml.jackson.annotation.JsonInclude;

import org.jspecify.annotations.Nullable;

/**
 * What to do by verdict.
 *
 * @param detect whether a verdict is asked of the carrier at all; without one an answered call
 *     counts as a person
 * @param tuning of the detection; null: the carrier's own, and not written, so that what is written
 *     without one looks as it did before there was any
 */
public record MachinePolicy(
        boolean detect,
        OnMachine onMachine,
        OnUnknown onUnknown,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable MachineTuning tuning) {
    /** With the carrier's own tuning. */
    public MachinePolicy(boolean detect, OnMachine onMachine, OnUnknown onUnknown) {
        this(detect, onMachine, onUnknown, null);
    }

    /** After the verdict machine (or fax, which is always hung up). */
    public enum OnMachine {
        HANG_UP,
        LEAVE_MESSAGE,
        CONTINUE
    }

    /** After the verdict unknown. */
    public enum OnUnknown {
        CONTINUE,
        HANG_UP
    }
}
