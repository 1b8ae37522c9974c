package io.carillon.api.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Cursors: opaque to clients, so that what they hold may change. */
final class Cursor {
    private static final String MARK = "c1:";

    private Cursor() {}

    static String write(Object key) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((MARK + key).getBytes(StandardCharsets.UTF_8));
    }

    static String read(String cursor) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            if (text.startsWith(MARK)) {
                return text.substring(MARK.length());
            }
        } catch (IllegalArgumentException notBase64) {
            throw refused();
        }
        throw refused();
    }

    static ApiProblem refused() {
        return ApiProblem.malformed(
                "query:after",
                "CURSOR_INVALID",
                "not a cursor (expected: next of an earlier page)");
    }
}
