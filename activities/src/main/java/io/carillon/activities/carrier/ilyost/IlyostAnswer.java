package io.carillon.activities.carrier.ilyost;

import io.carillon.activities.carrier.http.Sent;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What Ilyost answered: {@code {"success":true, …}}, or {@code {"success":false,"error":"…"}} with
 * an HTTP status (Ilyost docs, "Error Handling"). Only that proves that it was Ilyost who answered,
 * and not something on the way.
 *
 * @param error its words; empty when it did not say no
 */
record IlyostAnswer(int status, boolean yes, String error, JsonNode body) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** It took the request and answers when it is done with it. */
    static final IlyostAnswer HELD = new IlyostAnswer(200, true, "", JSON.createObjectNode());

    static IlyostAnswer of(Sent.Answered answered) {
        JsonNode body;
        try {
            body = JSON.readTree(answered.body());
        } catch (JacksonException other) {
            body = JSON.createObjectNode();
        }
        boolean said = body != null && body.path("success").isBoolean();
        boolean yes = said && body.path("success").asBoolean() && answered.status() == 200;
        String error = said && !yes ? body.path("error").asString("") : "";
        return new IlyostAnswer(
                answered.status(), yes, error, body == null ? JSON.createObjectNode() : body);
    }

    /** Ilyost itself said no. */
    boolean no() {
        return !error.isEmpty();
    }

    /** It does not have the call any more, in the words of play, gather and transfer. */
    boolean over() {
        return no()
                && (status == 404
                        || body.path("details").asString("").startsWith("Channel not found"));
    }
}
