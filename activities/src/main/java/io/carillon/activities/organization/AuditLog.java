package io.carillon.activities.organization;

import io.carillon.workflows.ids.OrganizationId;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Who changed what. Append-only. */
public interface AuditLog {
    /**
     * Appends within the current transaction, so that a change and its entry are one.
     *
     * @param actor {@code key_…}, {@code operator} or {@code web-ui}
     * @param action dotted: {@code campaign.paused}
     * @param subject written id of what was changed; null: the organization itself
     * @param detail small, without secrets and without numbers of people
     */
    void append(
            OrganizationId organization,
            String actor,
            String action,
            @Nullable String subject,
            Map<String, ? extends @Nullable Object> detail);

    /** Newest first; {@code after} is the id of the last entry seen. */
    List<Entry> list(OrganizationId organization, @Nullable UUID after, int limit);

    /** One change. */
    record Entry(
            UUID id,
            Instant at,
            String actor,
            String action,
            @Nullable String subjectId,
            Map<String, Object> detail) {}
}
