package io.carillon.api.http;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * JSON can write what PostgreSQL's text cannot hold: NUL and halves of surrogate pairs. Both need
 * an escape, so only bodies with one are looked through.
 */
final class StorableText {
    private static final JsonFactory JSON = new JsonFactory();

    private StorableText() {}

    static void check(byte[] body) {
        if (!hasEscape(body)) {
            return;
        }
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), body)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if ((token == JsonToken.VALUE_STRING || token == JsonToken.PROPERTY_NAME)
                        && !storable(parser.getString())) {
                    throw ApiProblem.malformed(
                            parser.streamReadContext().pathAsPointer().toString(),
                            "TEXT_INVALID",
                            "has a NUL character or half a surrogate pair");
                }
            }
        } catch (JacksonException broken) {
            throw JsonProblems.of(broken);
        }
    }

    /** True when the text can be kept as it is. */
    static boolean storable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isLowSurrogate(c)) {
                return false;
            }
            if (Character.isHighSurrogate(c)) {
                i++;
                if (i == text.length() || !Character.isLowSurrogate(text.charAt(i))) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean hasEscape(byte[] body) {
        for (int i = 0; i + 1 < body.length; i++) {
            if (body[i] == '\\' && body[i + 1] == 'u') {
                return true;
            }
        }
        return false;
    }
}
