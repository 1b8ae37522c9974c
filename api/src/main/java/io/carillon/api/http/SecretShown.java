package io.carillon.api.http;

import jakarta.servlet.ServletRequest;

import org.jspecify.annotations.Nullable;

/**
 * Marks an answer that shows a secret: it is not stored for its Idempotency-Key, and a repeat is
 * refused naming what was made.
 */
public final class SecretShown {
    private static final String ATTRIBUTE = SecretShown.class.getName();

    private SecretShown() {}

    /**
     * @param made written id of what was made
     */
    public static void mark(ServletRequest request, String made) {
        request.setAttribute(ATTRIBUTE, made);
    }

    static @Nullable String in(ServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof String made ? made : null;
    }
}
