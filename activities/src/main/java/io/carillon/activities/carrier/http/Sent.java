package io.carillon.activities.carrier.http;

import java.nio.charset.StandardCharsets;

/** What is known of a request that was to be sent exactly once. */
public sealed interface Sent {
    /** Not a byte left us: {@code late} by the last check, or nobody could be connected. */
    record Not(String cause) implements Sent {
        public static final String LATE = "late";
    }

    /** Bytes left us; no whole answer came. */
    record Unanswered(String cause) implements Sent {}

    record Answered(int status, byte[] body) implements Sent {
        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }
}
