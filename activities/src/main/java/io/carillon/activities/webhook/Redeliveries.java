package io.carillon.activities.webhook;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.database.UuidV7;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Makes rows of deliveries that somebody asked for again, due at once. */
final class Redeliveries {
    private static final String INSERT =
            """
            INSERT INTO deliveries (id, organization_id, endpoint_id, event_id, position, redelivery, next_try_at, created_at)
            SELECT fresh.id, fresh.organization_id, fresh.endpoint_id, fresh.event_id, fresh.position, true,
                   carillon_now(), carillon_now()
            FROM unnest(:ids::uuid[], :organizations::uuid[], :endpoints::uuid[], :events::uuid[], :positions::bigint[])
                AS fresh (id, organization_id, endpoint_id, event_id, position)
            """;

    private final Transactions transactions;

    Redeliveries(Transactions transactions) {
        this.transactions = transactions;
    }

    record Row(UUID organization, UUID endpoint, UUID event, long position) {}

    /** Within the current transaction. */
    void insert(List<Row> rows) {
        if (rows.isEmpty()) {
            return;
        }
        transactions
                .jdbc()
                .sql(INSERT)
                .param("ids", risingIds(rows.size()))
                .param(
                        "organizations",
                        rows.stream().map(r -> r.organization().toString()).toArray(String[]::new))
                .param(
                        "endpoints",
                        rows.stream().map(r -> r.endpoint().toString()).toArray(String[]::new))
                .param(
                        "events",
                        rows.stream().map(r -> r.event().toString()).toArray(String[]::new))
                .param("positions", rows.stream().map(Row::position).toArray(Long[]::new))
                .update();
    }

    /** Lists are ordered by id; those made together keep their order. */
    private static String[] risingIds(int count) {
        return Stream.generate(UuidV7::next)
                .limit(count)
                .map(UUID::toString)
                .sorted()
                .toArray(String[]::new);
    }
}
