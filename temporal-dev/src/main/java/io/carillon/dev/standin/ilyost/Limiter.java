package io.carillon.dev.standin.ilyost;

import com.fasterxml.jackson.annotation.JsonCreator;

import io.carillon.dev.standin.Answer;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;

/**
 * What stands before everything else: so many requests from one address in a window, answered in
 * plain words and not in JSON (Ilyost server, rateLimit: 100 in 15 minutes; Ilyost docs, "Rate
 * Limits": ten a second). Real time, whatever the speed.
 */
final class Limiter {
    /**
     * @param requests 0: as many as come
     */
    record Limit(int requests, int windowSeconds) {
        static final Limit NONE = new Limit(0, 900);

        @JsonCreator
        static Limit of(@Nullable Integer requests, @Nullable Integer windowSeconds) {
            return new Limit(
                    requests == null ? 0 : requests, windowSeconds == null ? 900 : windowSeconds);
        }
    }

    private static final String WORDS = "Too many requests from this IP, please try again later.";

    private Limit limit = Limit.NONE;
    private Instant windowEnds = Instant.MIN;
    private int used;

    synchronized Limit limit() {
        return limit;
    }

    synchronized void limit(Limit changed) {
        limit = changed;
        windowEnds = Instant.MIN;
    }

    synchronized boolean admits(Instant now) {
        if (!now.isBefore(windowEnds)) {
            windowEnds = now.plus(Duration.ofSeconds(limit.windowSeconds()));
            used = 0;
        }
        return limit.requests() == 0 || ++used <= limit.requests();
    }

    static Answer refusal() {
        return Answer.text(429, "text/html; charset=utf-8", WORDS);
    }
}
