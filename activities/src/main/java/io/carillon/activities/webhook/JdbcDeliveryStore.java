package io.carillon.activities.webhook;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.event.EventTypes;
import io.carillon.workflows.ids.EndpointId;
import io.carillon.workflows.ids.EventId;
import io.carillon.workflows.ids.OrganizationId;

import org.jspecify.annotations.Nullable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

final class JdbcDeliveryStore implements DeliveryStore {
    private static final String LIST =
            """
            SELECT d.id, d.event_id, e.type, d.status, d.tries, d.next_try_at, d.last_try_at, d.response_status, d.error,
                   d.delivered_at, d.redelivery, d.created_at
            FROM deliveries d
            JOIN events e ON e.id = d.event_id
            WHERE d.organization_id = :organization
              AND d.endpoint_id = :endpoint
              AND (:status::text IS NULL OR d.status = :status)
              AND (:before::uuid IS NULL OR d.id < :before)
            ORDER BY d.id DESC
            LIMIT :limit
            """;

    private static final String EVENT =
            """
            SELECT id, position
            FROM events
            WHERE organization_id = :organization
              AND id = :event
              AND position IS NOT NULL
              AND at > carillon_now() - interval '30 days'
            """;

    private static final String RANGE =
            """
            SELECT e.id, e.position
            FROM events e
            WHERE e.organization_id = :organization
              AND e.position > :after
              AND e.at >= :since
              AND e.at > carillon_now() - interval '30 days'
              AND (:until::timestamptz IS NULL OR e.at < :until)
              AND (:all OR e.type = ANY (:types::text[]))
              AND (NOT :undelivered OR NOT EXISTS (
                  SELECT 1
                  FROM deliveries d
                  WHERE d.endpoint_id = :endpoint
                    AND d.event_id = e.id
                    AND d.status IN ('delivered', 'pending')))
            ORDER BY e.position
            LIMIT :limit
            """;

    private static final int PAGE = 1000;

    private final Transactions transactions;
    private final Redeliveries redeliveries;

    JdbcDeliveryStore(Transactions transactions) {
        this.transactions = transactions;
        this.redeliveries = new Redeliveries(transactions);
    }

    @Override
    public List<Delivery> list(
            OrganizationId organization,
            EndpointId endpoint,
            @Nullable String status,
            @Nullable UUID before,
            int limit) {
        return transactions.within(
                organization,
                () ->
                        transactions
                                .jdbc()
                                .sql(LIST)
                                .param("organization", organization.value())
                                .param("endpoint", endpoint.value())
                                .param("status", status, Types.VARCHAR)
                                .param("before", before, Types.OTHER)
                                .param("limit", limit)
                                .query(JdbcDeliveryStore::delivery)
                                .list());
    }

    @Override
    public boolean redeliver(OrganizationId organization, EndpointId endpoint, EventId event) {
        return transactions.within(
                organization,
                () -> {
                    List<Redeliveries.Row> rows =
                            transactions
                                    .jdbc()
                                    .sql(EVENT)
                                    .param("organization", organization.value())
                                    .param("event", event.value())
                                    .query((row, n) -> row(organization, endpoint, row))
                                    .list();
                    redeliveries.insert(rows);
                    return !rows.isEmpty();
                });
    }

    /** Page by page, so that a long range holds no transaction open. */
    @Override
    public int redeliver(
            Endpoint endpoint, Instant since, @Nullable Instant until, boolean onlyUndelivered) {
        int count = 0;
        long after = 0;
        while (true) {
            List<Redeliveries.Row> page = page(endpoint, since, until, onlyUndelivered, after);
            count += page.size();
            if (page.size() < PAGE) {
                return count;
            }
            after = page.getLast().position();
        }
    }

    private List<Redeliveries.Row> page(
            Endpoint endpoint,
            Instant since,
            @Nullable Instant until,
            boolean onlyUndelivered,
            long after) {
        return transactions.within(
                endpoint.organization(),
                () -> {
                    List<Redeliveries.Row> rows =
                            transactions
                                    .jdbc()
                                    .sql(RANGE)
                                    .param("organization", endpoint.organization().value())
                                    .param("endpoint", endpoint.id().value())
                                    .param("after", after)
                                    .param("since", since.atOffset(ZoneOffset.UTC))
                                    .param(
                                            "until",
                                            until == null ? null : until.atOffset(ZoneOffset.UTC),
                                            Types.TIMESTAMP_WITH_TIMEZONE)
                                    .param("all", endpoint.events().contains(EventTypes.ALL))
                                    .param("types", endpoint.events().toArray(String[]::new))
                                    .param("undelivered", onlyUndelivered)
                                    .param("limit", PAGE)
                                    .query(
                                            (row, n) ->
                                                    row(
                                                            endpoint.organization(),
                                                            endpoint.id(),
                                                            row))
                                    .list();
                    redeliveries.insert(rows);
                    return rows;
                });
    }

    private static Redeliveries.Row row(
            OrganizationId organization, EndpointId endpoint, ResultSet row) throws SQLException {
        return new Redeliveries.Row(
                organization.value(),
                endpoint.value(),
                row.getObject("id", UUID.class),
                row.getLong("position"));
    }

    private static Delivery delivery(ResultSet row, int number) throws SQLException {
        return new Delivery(
                row.getObject("id", UUID.class),
                new EventId(row.getObject("event_id", UUID.class)),
                row.getString("type"),
                row.getString("status"),
                row.getInt("tries"),
                EndpointRow.instant(row, "next_try_at"),
                EndpointRow.instant(row, "last_try_at"),
                row.getObject("response_status", Integer.class),
                row.getString("error"),
                EndpointRow.instant(row, "delivered_at"),
                row.getBoolean("redelivery"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
