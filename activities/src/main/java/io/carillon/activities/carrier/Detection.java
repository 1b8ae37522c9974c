package io.carillon.activities.carrier;

/** What is asked of a carrier that tells machines from people. */
public enum Detection {
    NONE,
    /** A verdict as soon as there is one. */
    VERDICT,
    /** A machine's verdict when its greeting has ended: a message is to be left then. */
    MESSAGE_END
}
