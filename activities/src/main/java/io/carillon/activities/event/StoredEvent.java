package io.carillon.activities.event;

import io.carillon.workflows.ids.EventId;
import io.carillon.workflows.ids.OrganizationId;

import java.time.Instant;

/**
 * An event with its place in commit order.
 *
 * @param data JSON object
 * @param position rises in commit order over the whole installation; not shown to users
 */
public record StoredEvent(
        EventId id,
        OrganizationId organization,
        String type,
        String subject,
        int sequence,
        Instant at,
        String data,
        long position) {}
