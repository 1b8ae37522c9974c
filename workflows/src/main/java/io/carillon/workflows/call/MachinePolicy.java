package io.carillon.workflows.call;

/**
 * What to do by verdict.
 *
 * @param detect whether a verdict is asked of the carrier at all; without one an answered call
 *     counts as a person
 */
public record MachinePolicy(boolean detect, OnMachine onMachine, OnUnknown onUnknown) {
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
