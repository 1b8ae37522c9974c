package io.carillon.workflows.lead;

import java.util.Locale;

/** Why a pending lead is not being called this instant. Worked out when asked, not stored. */
public enum WaitingFor {
    DUE,
    CALLING_HOURS,
    TIME_ZONE,
    RETRY_DELAY,
    NUMBER_IN_USE,
    PRE_DIAL_HOOK,
    CONCURRENCY,
    PACING,
    DAILY_CAP,
    NUMBER_CAP,
    CALLER_ID,
    SCHEDULED,
    CAMPAIGN_PAUSED,
    CAMPAIGN_DRAFT,
    CARRIER_DOWN,
    ACCOUNT_PROBLEM;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
