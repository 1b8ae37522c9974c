package io.carillon.workflows.call;

/** How one attempt ended; exactly one per call, final. The wire form is {@link #wire()}. */
public enum CallResult {
    HUMAN,
    MACHINE,
    FAX,
    NO_ANSWER,
    BUSY,
    REJECTED,
    INVALID_NUMBER,
    /** The network's answer for this number (SIP 503, Q.850 34 and 42). */
    CONGESTION,
    /** A refusal for policy on the way (SIP 607, 608). */
    BLOCKED,
    CARRIER_ERROR,
    /**
     * It may or may not have rung, or nobody could tell who answered. Never dialed again for the
     * same attempt.
     */
    UNKNOWN,
    CANCELED;

    /** Lower case, as in the API and the database: {@code no_answer}. */
    public String wire() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    public static CallResult ofWire(String wire) {
        return valueOf(wire.toUpperCase(java.util.Locale.ROOT));
    }
}
