package io.carillon.dev.standin;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * What a stand-in answers.
 *
 * @param after waited for first, in real time
 * @param cut the connection is closed instead, without a word
 */
public record Answer(int status, String contentType, byte[] body, Duration after, boolean cut) {
    private static final String JSON = "application/json";

    public static Answer json(int status, Object value) {
        return of(status, JSON, Json.bytes(value));
    }

    public static Answer text(int status, String contentType, String text) {
        return of(status, contentType, text.getBytes(StandardCharsets.UTF_8));
    }

    public static Answer of(int status, String contentType, byte[] body) {
        return new Answer(status, contentType, body, Duration.ZERO, false);
    }

    /** 204, which has no body. */
    public static Answer nothing() {
        return of(204, JSON, new byte[0]);
    }

    public static Answer cutAfter(Duration time) {
        return new Answer(0, JSON, new byte[0], time, true);
    }
}
