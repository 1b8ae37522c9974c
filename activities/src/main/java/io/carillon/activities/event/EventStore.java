package io.carillon.activities.event;

import io.carillon.activities.database.Transactions;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.EventId;
import io.carillon.workflows.ids.OrganizationId;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Reads events in commit order. An event without a position is not seen yet; one seen is never
 * followed by one with a lower position, so a reader that goes on behind its last one skips none.
 */
public interface EventStore {
    /** How long events are kept, and how far back readers see. */
    Duration KEPT = Duration.ofDays(30);

    /**
     * @param after position behind which to read; 0 for the oldest
     * @param limit 1..1000
     */
    List<StoredEvent> list(OrganizationId organization, Filter filter, long after, int limit);

    /**
     * Events of all organizations, for a process that fans them out; nobody else may see them.
     *
     * @param after position behind which to read
     */
    List<RecentEvent> recent(long after, int limit);

    /** The position of an event of this organization; empty when unknown, removed or not placed. */
    Optional<Long> position(OrganizationId organization, EventId event);

    /** The organization's newest event; empty when it has none. */
    Optional<StoredEvent> newest(OrganizationId organization);

    /** The position given last in the whole installation; 0 before the first. For polling. */
    long lastPosition();

    /**
     * Removes what is older than {@link #KEPT}, with its deliveries, a page at a time. The newest
     * event of a campaign or endpoint stays (unlisted), so that its sequence never begins anew.
     *
     * @return events removed; call again while it is not 0
     */
    int removeExpired();

    static EventStore over(Transactions transactions) {
        return new JdbcEventStore(transactions);
    }

    /** Null members do not restrict. */
    record Filter(
            @Nullable String type,
            @Nullable CampaignId campaign,
            @Nullable CallId call,
            @Nullable Instant since) {
        public static final Filter ALL = new Filter(null, null, null, null);
    }
}
