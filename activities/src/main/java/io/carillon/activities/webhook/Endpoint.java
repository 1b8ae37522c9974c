package io.carillon.activities.webhook;

import io.carillon.workflows.ids.EndpointId;
import io.carillon.workflows.ids.OrganizationId;
import io.carillon.workflows.webhook.EndpointStart;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * Where an organization's events go.
 *
 * @param url as the user wrote it
 * @param events types, or {@code *} for all
 * @param reason why it is disabled or paused; null when active
 * @param failingSince the first failure after the last success; null when the last try succeeded
 * @param heldUntil until then nothing is tried, because it kept failing; null when not held
 */
public record Endpoint(
        EndpointId id,
        OrganizationId organization,
        String url,
        List<String> events,
        @Nullable String description,
        Status status,
        @Nullable String reason,
        @Nullable Instant failingSince,
        @Nullable Instant heldUntil,
        Instant createdAt) {
    public Endpoint {
        events = List.copyOf(events);
    }

    /**
     * Active: events are sent. Paused: they are kept until it is active again. Disabled: none are
     * made for it.
     */
    public enum Status {
        ACTIVE,
        PAUSED,
        DISABLED;

        public String wire() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        static Status of(String wire) {
            return valueOf(wire.toUpperCase(java.util.Locale.ROOT));
        }
    }

    public EndpointStart start() {
        return new EndpointStart(id, organization);
    }
}
