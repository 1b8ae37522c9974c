package io.carillon.activities.webhook;

import io.carillon.workflows.ids.EventId;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.UUID;

/**
 * One event on its way to one endpoint, as users see it.
 *
 * @param status {@code pending}, {@code delivered} or {@code dead}
 * @param tries made so far
 * @param nextTryAt null when there will be none
 * @param responseStatus of the last try; null when it got no answer or none was made
 * @param error of the last try; null when it succeeded or none was made
 * @param redelivery asked for by the user again
 */
public record Delivery(
        UUID id,
        EventId event,
        String type,
        String status,
        int tries,
        @Nullable Instant nextTryAt,
        @Nullable Instant lastTryAt,
        @Nullable Integer responseStatus,
        @Nullable String error,
        @Nullable Instant deliveredAt,
        boolean redelivery,
        Instant createdAt) {}
