package io.carillon.workflows.lead;

import java.util.Locale;

/** How a lead ended; exactly one, final. */
public enum LeadOutcome {
    REACHED,
    VOICEMAIL,
    EXHAUSTED,
    OPTED_OUT,
    SUPPRESSED,
    INVALID_NUMBER,
    EXPIRED,
    CANCELED,
    FAILED;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static LeadOutcome ofWire(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
