package io.carillon.activities.testing;

/** What a port can do instead of answering truthfully. */
public enum Lie {
    NONE,
    /** Nothing was done, and there is no answer. */
    TIMEOUT,
    /** It was done, and there is no answer. */
    DONE_TIMEOUT,
    /** Nothing was done: too much to do, or not there just now. */
    BUSY,
    /** It was done, and the answer cannot be read. */
    MALFORMED,
    /** It is done, and the answer comes late or stops in the middle. */
    STALLED
}
