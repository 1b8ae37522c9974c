package io.carillon.activities.webhook;

import org.jspecify.annotations.Nullable;

/** How one request to a user's address ended. */
public sealed interface Answer {
    /**
     * There was an answer, of whatever status.
     *
     * @param retryAfter the header as sent; null when absent
     * @param body its first bytes, as many as were asked for
     * @param cut whether it went on
     */
    record Answered(
            int status,
            @Nullable String contentType,
            @Nullable String retryAfter,
            byte[] body,
            boolean cut)
            implements Answer {}

    /**
     * There was none.
     *
     * @param detail a sentence without the other side's words
     */
    record Failed(Cause cause, String detail) implements Answer {}

    enum Cause {
        ADDRESS_REFUSED,
        UNKNOWN_HOST,
        TLS_FAILED,
        CONNECTION_FAILED,
        TIMEOUT,
        INTERRUPTED
    }
}
