package io.carillon.activities.carrier.twilio;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Twilio's own error document: {@code {"code":21211,"message":"…","more_info":"…","status":400}}
 * (Twilio docs, "Twilio's response", exceptions). Only that proves that it was Twilio who answered,
 * and not something on the way.
 */
record TwilioError(int status, int code) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Null when it is not such a document, or says another status than it came with. */
    static @Nullable TwilioError read(int status, byte[] body) {
        JsonNode said;
        try {
            said = JSON.readTree(body);
        } catch (JacksonException other) {
            return null;
        }
        boolean whole =
                said != null
                        && said.path("code").isInt()
                        && said.path("message").isString()
                        && said.path("more_info").isString()
                        && said.path("status").isInt()
                        && said.path("status").asInt() == status;
        return whole ? new TwilioError(status, said.path("code").asInt()) : null;
    }

    /** As causes name it. */
    String cause() {
        return "twilio_" + code;
    }
}
