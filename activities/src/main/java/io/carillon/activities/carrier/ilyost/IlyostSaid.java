package io.carillon.activities.carrier.ilyost;

import io.carillon.activities.carrier.Callback;
import io.carillon.activities.carrier.CallbackRefused;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.math.BigDecimal;

/**
 * A callback's members: {@code {"state", "call_id", "timestamp", …}} (Ilyost docs, "Callback
 * Webhook Format").
 *
 * @param query of the address, ours
 */
record IlyostSaid(JsonNode body, String query) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    static IlyostSaid read(Callback callback) throws CallbackRefused {
        JsonNode body;
        try {
            body = JSON.readTree(callback.body());
        } catch (JacksonException other) {
            throw unreadable();
        }
        if (body == null || !body.isObject() || !body.path("state").isString()) {
            throw unreadable();
        }
        int query = callback.url().indexOf('?');
        return new IlyostSaid(body, query < 0 ? "" : callback.url().substring(query + 1));
    }

    private static CallbackRefused unreadable() {
        return new CallbackRefused("no callback of Ilyost's", false);
    }

    String state() {
        String state = body.path("state").asString("");
        return state.length() <= 64 ? state : state.substring(0, 64);
    }

    /** Null: it did not say. */
    @Nullable String call() {
        String id = body.path("call_id").asString("");
        return id.isBlank() ? null : id;
    }

    /** Empty: it did not say. */
    String text(String name) {
        String text = body.path(name).asString("");
        return text.length() <= 128 ? text : text.substring(0, 128);
    }

    boolean has(String name) {
        return body.has(name);
    }

    /** Null: it did not say, or no amount. */
    @Nullable BigDecimal amount(String name) {
        try {
            String text = text(name);
            return text.isBlank() ? null : new BigDecimal(text);
        } catch (NumberFormatException other) {
            return null;
        }
    }

    /** 0: it did not say. */
    long seconds(String name) {
        return Math.max(0, body.path(name).asLong(0));
    }

    /** We asked for it with the dial. */
    boolean asked(String what) {
        return ("&" + query + "&").contains("&" + what + "=1&");
    }

    /**
     * Tells callbacks of one call apart. They have no number; the time of day is all that differs
     * between two alike, and one that is told twice has the same.
     */
    String id() {
        return state() + " " + (has("control_id") ? text("control_id") : text("timestamp"));
    }
}
