package io.carillon.api.webhook;

import io.carillon.activities.event.EventTypes;
import io.carillon.activities.webhook.Endpoint;
import io.carillon.activities.webhook.EndpointStore.Change;
import io.carillon.activities.webhook.GuardedHttp;
import io.carillon.activities.webhook.UrlRefused;
import io.carillon.api.http.JsonReader;
import io.carillon.workflows.ids.EventId;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;

/** Reads what clients send about endpoints. */
final class EndpointBodies {
    private static final int URL_MAX = 2048;
    private static final int DESCRIPTION_MAX = 500;
    private static final int TYPES_MAX = 50;

    private final GuardedHttp http;

    EndpointBodies(GuardedHttp http) {
        this.http = http;
    }

    record NewEndpoint(String url, List<String> events, @Nullable String description) {}

    /** Either one event or a time. */
    record Redeliver(
            @Nullable EventId event,
            @Nullable Instant since,
            @Nullable Instant until,
            boolean onlyUndelivered) {}

    /** Without {@code events} all are meant. */
    NewEndpoint create(JsonNode body) {
        JsonReader reader = JsonReader.of(body);
        String url = reader.requiredText("url", URL_MAX);
        checkUrl(reader, url.isEmpty() ? null : url);
        List<String> events = events(reader);
        String description = reader.text("description", DESCRIPTION_MAX);
        reader.end();
        return new NewEndpoint(
                url, Objects.requireNonNullElse(events, List.of(EventTypes.ALL)), description);
    }

    /** A description of null takes it away. */
    Change change(JsonNode body) {
        JsonReader reader = JsonReader.of(body);
        String url = reader.text("url", URL_MAX);
        checkUrl(reader, url);
        List<String> events = events(reader);
        String description = reader.text("description", DESCRIPTION_MAX);
        if (reader.has("description") && description == null) {
            description = "";
        }
        String status = reader.word("status", List.of("active", "paused"));
        reader.end();
        return new Change(
                url,
                events,
                description,
                status == null
                        ? null
                        : status.equals("active")
                                ? Endpoint.Status.ACTIVE
                                : Endpoint.Status.PAUSED);
    }

    Redeliver redeliver(JsonNode body) {
        JsonReader reader = JsonReader.of(body);
        EventId event = eventId(reader);
        Instant since = reader.instant("since");
        Instant until = reader.instant("until");
        Boolean onlyUndelivered = reader.flag("only_undelivered");
        if (reader.fine() && (event == null) == (since == null)) {
            reader.refuse("event_id", "REQUIRED", "name either event_id or since");
        }
        if (since != null && until != null && !until.isAfter(since)) {
            reader.refuse("until", "OUT_OF_RANGE", "is not after since");
        }
        reader.end();
        return new Redeliver(event, since, until, Boolean.TRUE.equals(onlyUndelivered));
    }

    private void checkUrl(JsonReader reader, @Nullable String url) {
        if (url == null) {
            return;
        }
        try {
            http.check(url);
        } catch (UrlRefused refused) {
            reader.refuse("url", refused.code(), String.valueOf(refused.getMessage()));
        }
    }

    private static @Nullable List<String> events(JsonReader reader) {
        List<String> events = reader.texts("events", TYPES_MAX, 100);
        if (events == null) {
            return null;
        }
        if (events.isEmpty()) {
            reader.refuse("events", "REQUIRED", "names no type of event (\"*\" means all)");
        }
        for (int i = 0; i < events.size(); i++) {
            String type = events.get(i);
            if (!type.equals(EventTypes.ALL) && !EventTypes.KNOWN.contains(type)) {
                reader.refuseAt(
                        "events/" + i,
                        "EVENT_TYPE_UNKNOWN",
                        "is no type of event (expected: * or one of "
                                + String.join(", ", EventTypes.KNOWN)
                                + ")");
            }
        }
        return List.copyOf(new LinkedHashSet<>(events));
    }

    private static @Nullable EventId eventId(JsonReader reader) {
        String written = reader.text("event_id", 100);
        if (written == null) {
            return null;
        }
        try {
            return EventId.parse(written);
        } catch (IllegalArgumentException other) {
            reader.refuse("event_id", "EVENT_UNKNOWN", "is no event of this organization");
            return null;
        }
    }
}
