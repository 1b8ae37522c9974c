package io.carillon.api.webhook;

import io.carillon.activities.webhook.Delivery;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * One event on its way to the endpoint.
 *
 * @param status {@code pending}, {@code delivered} or {@code dead} (given up after ten tries, or
 *     answered 410)
 * @param tries made so far
 * @param nextTryAt null when there will be none
 * @param responseStatus of the last try; null when there was no answer
 * @param error of the last try; null when it succeeded
 * @param redelivery whether it was asked for again
 */
record DeliveryView(
        String eventId,
        String type,
        String status,
        int tries,
        @Nullable Instant nextTryAt,
        @Nullable Instant lastTryAt,
        @Nullable Integer responseStatus,
        @Nullable String error,
        @Nullable Instant deliveredAt,
        boolean redelivery,
        Instant createdAt) {
    static DeliveryView of(Delivery delivery) {
        return new DeliveryView(
                delivery.event().toString(),
                delivery.type(),
                delivery.status(),
                delivery.tries(),
                delivery.nextTryAt(),
                delivery.lastTryAt(),
                delivery.responseStatus(),
                delivery.error(),
                delivery.deliveredAt(),
                delivery.redelivery(),
                delivery.createdAt());
    }
}
