package io.carillon.dev.standin.ilyost;

/**
 * Texts of Q.850 causes (Ilyost server, hangupCauseDescriptions), as Asterisk makes causes of SIP
 * answers: 486 is 17, 503 is 42, 404 is 1, which has no text.
 */
final class Causes {
    static final String NORMAL = "Normal Clearing";
    static final String BUSY = "User Busy";
    static final String NO_ANSWER = "No Answer";
    static final String CONGESTION = "Switching Equipment Congestion";
    static final String UNALLOCATED = "Unknown cause (1)";

    private Causes() {}
}
