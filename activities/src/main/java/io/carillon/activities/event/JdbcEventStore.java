package io.carillon.activities.event;

import io.carillon.activities.database.Transactions;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.EventId;
import io.carillon.workflows.ids.OrganizationId;

import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

final class JdbcEventStore implements EventStore {
    private static final String COLUMNS =
            "id, organization_id, type, subject_id, sequence, at, data::text AS data, position";

    /** Clauses are added only for what is asked, so that each shape finds its index. */
    private static final String LIST =
            """
            SELECT %s
            FROM events
            WHERE organization_id = :organization
              AND position > :after
              AND at > carillon_now() - interval '30 days'
              %s
            ORDER BY position
            LIMIT :limit
            """;

    private static final String RECENT =
            """
            SELECT %s, campaign_id, call_id
            FROM events
            WHERE position > :after
            ORDER BY position
            LIMIT :limit
            """
                    .formatted(COLUMNS);

    private static final String POSITION =
            """
            SELECT position
            FROM events
            WHERE organization_id = :organization
              AND id = :id
              AND position IS NOT NULL
            """;

    private static final String NEWEST =
            """
            SELECT %s
            FROM events
            WHERE organization_id = :organization
              AND position IS NOT NULL
            ORDER BY position DESC
            LIMIT 1
            """
                    .formatted(COLUMNS);

    private static final String LAST_POSITION = "SELECT last_position FROM relay_position";

    /** Ids begin with the time they were made, so the primary key finds the old ones. */
    private static final String REMOVE =
            """
            DELETE FROM events
            WHERE id IN (
                SELECT e.id
                FROM events e
                WHERE e.id < :cutoff
                  AND e.position IS NOT NULL
                  AND (split_part(e.subject_id, '_', 1) NOT IN ('camp', 'whe')
                       OR EXISTS (SELECT 1 FROM events n WHERE n.subject_id = e.subject_id AND n.sequence > e.sequence))
                ORDER BY e.id
                LIMIT 2000)
            """;

    private final Transactions transactions;

    JdbcEventStore(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public List<StoredEvent> list(
            OrganizationId organization, Filter filter, long after, int limit) {
        return transactions.within(
                organization,
                () ->
                        filtered(transactions.jdbc().sql(statement(filter)), filter)
                                .param("organization", organization.value())
                                .param("after", after)
                                .param("limit", limit)
                                .query(JdbcEventStore::event)
                                .list());
    }

    private static String statement(Filter filter) {
        var clauses = new StringBuilder();
        if (filter.type() != null) {
            clauses.append("AND type = :type ");
        }
        if (filter.campaign() != null) {
            clauses.append("AND campaign_id = :campaign ");
        }
        if (filter.call() != null) {
            clauses.append("AND call_id = :call ");
        }
        if (filter.since() != null) {
            clauses.append("AND at >= :since ");
        }
        return LIST.formatted(COLUMNS, clauses);
    }

    private static StatementSpec filtered(StatementSpec statement, Filter filter) {
        StatementSpec filled = statement;
        if (filter.type() != null) {
            filled = filled.param("type", filter.type());
        }
        if (filter.campaign() != null) {
            filled = filled.param("campaign", filter.campaign().value());
        }
        if (filter.call() != null) {
            filled = filled.param("call", filter.call().value());
        }
        if (filter.since() != null) {
            filled = filled.param("since", filter.since().atOffset(ZoneOffset.UTC));
        }
        return filled;
    }

    @Override
    public List<RecentEvent> recent(long after, int limit) {
        return transactions.system(
                () ->
                        transactions
                                .jdbc()
                                .sql(RECENT)
                                .param("after", after)
                                .param("limit", limit)
                                .query(JdbcEventStore::recent)
                                .list());
    }

    @Override
    public Optional<Long> position(OrganizationId organization, EventId event) {
        return transactions.within(
                organization,
                () ->
                        transactions
                                .jdbc()
                                .sql(POSITION)
                                .param("organization", organization.value())
                                .param("id", event.value())
                                .query(Long.class)
                                .optional());
    }

    @Override
    public Optional<StoredEvent> newest(OrganizationId organization) {
        return transactions.within(
                organization,
                () ->
                        transactions
                                .jdbc()
                                .sql(NEWEST)
                                .param("organization", organization.value())
                                .query(JdbcEventStore::event)
                                .optional());
    }

    @Override
    public long lastPosition() {
        return transactions.system(
                () -> transactions.jdbc().sql(LAST_POSITION).query(Long.class).single());
    }

    @Override
    public int removeExpired() {
        return transactions.system(
                () -> {
                    Instant now = transactions.now();
                    return transactions
                            .jdbc()
                            .sql(REMOVE)
                            .param("cutoff", firstIdOf(now.minus(KEPT)))
                            .update();
                });
    }

    /** The lowest UUIDv7 of that millisecond. */
    private static UUID firstIdOf(Instant instant) {
        return new UUID((instant.toEpochMilli() << 16) | 0x7000L, 0x8000_0000_0000_0000L);
    }

    private static RecentEvent recent(ResultSet row, int number) throws SQLException {
        UUID campaign = row.getObject("campaign_id", UUID.class);
        UUID call = row.getObject("call_id", UUID.class);
        return new RecentEvent(
                event(row, number),
                campaign == null ? null : new CampaignId(campaign),
                call == null ? null : new CallId(call));
    }

    private static StoredEvent event(ResultSet row, int number) throws SQLException {
        return new StoredEvent(
                new EventId(row.getObject("id", UUID.class)),
                new OrganizationId(row.getObject("organization_id", UUID.class)),
                row.getString("type"),
                row.getString("subject_id"),
                row.getInt("sequence"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("data"),
                row.getLong("position"));
    }
}
