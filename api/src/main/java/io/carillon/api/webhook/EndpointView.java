package io.carillon.api.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.carillon.activities.webhook.Endpoint;
import io.carillon.activities.webhook.SigningSecret;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * A webhook endpoint.
 *
 * @param events types of events, or {@code *} for all
 * @param status {@code active}, {@code paused} (events are kept) or {@code disabled} (it answered
 *     410; events are not kept for it)
 * @param reason why it is not active; null when it is
 * @param failingSince the first failure after the last success; null when the last try succeeded
 * @param heldUntil until then nothing is tried, because it kept failing; null when not held
 * @param secret shown when it is made, and only then
 */
record EndpointView(
        String id,
        String url,
        List<String> events,
        @Nullable String description,
        String status,
        @Nullable String reason,
        @Nullable Instant failingSince,
        @Nullable Instant heldUntil,
        Instant createdAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String secret) {
    static EndpointView of(Endpoint endpoint) {
        return of(endpoint, null);
    }

    static EndpointView of(Endpoint endpoint, @Nullable SigningSecret secret) {
        return new EndpointView(
                endpoint.id().toString(),
                endpoint.url(),
                endpoint.events(),
                endpoint.description(),
                endpoint.status().wire(),
                endpoint.reason(),
                endpoint.failingSince(),
                endpoint.heldUntil(),
                endpoint.createdAt(),
                secret == null ? null : secret.written());
    }
}
