package io.carillon.activities.call;

/** Failure types of call activities. */
final class CallFailures {
    /** Repeat it. */
    static final String CARRIER_SILENT = "CARRIER_SILENT";

    private CallFailures() {}
}
