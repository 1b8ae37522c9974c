package io.carillon.api.http;

import io.carillon.activities.database.UuidV7;

import jakarta.servlet.ServletRequest;

import org.jspecify.annotations.Nullable;

/** Names a request in its answer, its problem and the logs: {@code req_} and 32 hex digits. */
public final class RequestIds {
    /** Answer header. */
    public static final String HEADER = "X-Request-Id";

    private static final String ATTRIBUTE = RequestIds.class.getName();

    private RequestIds() {}

    /** The request's id; given on the first ask. */
    public static String of(ServletRequest request) {
        @Nullable Object known = request.getAttribute(ATTRIBUTE);
        if (known instanceof String id) {
            return id;
        }
        String fresh = "req_" + UuidV7.next().toString().replace("-", "");
        request.setAttribute(ATTRIBUTE, fresh);
        return fresh;
    }
}
