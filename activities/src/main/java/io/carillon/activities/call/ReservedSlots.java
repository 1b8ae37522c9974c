package io.carillon.activities.call;

/**
 * Slots of a carrier account that campaigns leave free, so that a single call finds one although
 * campaigns would take them all.
 */
public final class ReservedSlots {
    /** An account this small is used whole: one slot would be too large a part of it. */
    private static final int SMALL = 10;

    /** One in twenty is left free. */
    private static final int PART = 20;

    private ReservedSlots() {}

    /**
     * How many calls at once campaigns may have on an account.
     *
     * @param maxConcurrent the account's own limit, which single calls may fill
     */
    public static int forCampaigns(int maxConcurrent) {
        return maxConcurrent < SMALL
                ? maxConcurrent
                : maxConcurrent - Math.max(1, maxConcurrent / PART);
    }
}
