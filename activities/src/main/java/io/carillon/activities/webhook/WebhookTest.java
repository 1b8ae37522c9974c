package io.carillon.activities.webhook;

import io.carillon.activities.database.UuidV7;
import io.carillon.activities.event.EventBody;
import io.carillon.workflows.ids.EventId;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/**
 * Sends one signed message of type {@code endpoint.test} to an endpoint, whatever its status, once
 * and now, so that users see what their system answers. It is not an event: it is in no list.
 */
public final class WebhookTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final WebhookSender sender;
    private final EndpointStore endpoints;

    WebhookTest(WebhookSender sender, EndpointStore endpoints) {
        this.sender = sender;
        this.endpoints = endpoints;
    }

    /**
     * @param responseStatus null when there was no answer
     * @param error null when it was accepted
     */
    public record Result(
            String id,
            boolean accepted,
            @Nullable Integer responseStatus,
            @Nullable String error,
            Duration took) {}

    public Result send(Endpoint endpoint) {
        long begin = System.nanoTime();
        String id = new EventId(UuidV7.next()).toString();
        var body =
                new EventBody(
                        id,
                        "endpoint.test",
                        Instant.now().toString(),
                        endpoint.organization().toString(),
                        endpoint.id().toString(),
                        0,
                        JSON.valueToTree(Map.of()));
        Answer answer =
                sender.send(
                        endpoint.url(),
                        endpoints.secrets(endpoint.organization(), endpoint.id()),
                        id,
                        body.json());
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        return switch (answer) {
            case Answer.Answered got when got.status() / 100 == 2 ->
                    new Result(id, true, got.status(), null, took);
            case Answer.Answered got ->
                    new Result(id, false, got.status(), "http_" + got.status(), took);
            case Answer.Failed none ->
                    new Result(id, false, null, none.cause().name().toLowerCase(Locale.ROOT), took);
        };
    }
}
