package io.carillon.activities.event;

import io.carillon.activities.database.Transactions;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.OrganizationId;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Writes events in the transaction of what they report, so that none is lost and none is invented.
 */
public interface Outbox {
    /**
     * Appends within the current transaction. The caller holds the lock of the subject's row, which
     * makes the sequence gap-free.
     */
    void append(Event event);

    /** As {@link #append}, of one or many subjects; those of one in this order. */
    default void appendAll(List<Event> events) {
        events.forEach(this::append);
    }

    /** The outbox of this database; for wiring and for tests. */
    static Outbox over(Transactions transactions) {
        return new JdbcOutbox(transactions);
    }

    /**
     * @param type as in the contract: {@code call.completed}
     * @param subject written id of the call, lead, import or campaign the sequence counts for
     * @param campaign for filters; null for none
     * @param call for filters; null for none
     * @param data the body's {@code data}, in snake_case; instants as RFC 3339 strings
     */
    record Event(
            OrganizationId organization,
            String type,
            String subject,
            Instant at,
            @Nullable CampaignId campaign,
            @Nullable CallId call,
            Map<String, @Nullable Object> data) {}
}
