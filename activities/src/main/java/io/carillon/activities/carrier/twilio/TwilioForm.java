package io.carillon.activities.carrier.twilio;

import io.carillon.activities.carrier.Callback;
import io.carillon.activities.carrier.CallbackRefused;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Parameters of a callback: of its address, of a form, or of a JSON object. */
final class TwilioForm {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private TwilioForm() {}

    static Map<String, String> query(String url) throws CallbackRefused {
        int question = url.indexOf('?');
        return question < 0 ? Map.of() : read(url.substring(question + 1));
    }

    /** Null when the body is no form. */
    static @Nullable Map<String, String> form(Callback callback) throws CallbackRefused {
        String type = callback.headers().getOrDefault("content-type", "").toLowerCase(Locale.ROOT);
        return type.startsWith("application/json")
                ? null
                : read(new String(callback.body(), StandardCharsets.UTF_8));
    }

    /** The members of an object, one level deep. */
    static Map<String, String> json(byte[] body) throws CallbackRefused {
        try {
            JsonNode read = JSON.readTree(body);
            var members = new LinkedHashMap<String, String>();
            read.properties()
                    .forEach(
                            member -> {
                                JsonNode value = member.getValue();
                                if (value.isValueNode() && !value.isNull()) {
                                    members.put(member.getKey(), value.asString());
                                }
                            });
            return members;
        } catch (JacksonException malformed) {
            throw unreadable();
        }
    }

    /** A name given twice cannot be what was signed, whose values stand under their names. */
    private static Map<String, String> read(String encoded) throws CallbackRefused {
        var parameters = new LinkedHashMap<String, String>();
        for (String pair : encoded.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
                String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
                String before = parameters.put(name, value);
                if (before != null && !before.equals(value)) {
                    throw unreadable();
                }
            }
        }
        return parameters;
    }

    private static String decoded(String text) throws CallbackRefused {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw unreadable();
        }
    }

    static CallbackRefused unreadable() {
        return new CallbackRefused("a callback of Twilio cannot be read", false);
    }
}
