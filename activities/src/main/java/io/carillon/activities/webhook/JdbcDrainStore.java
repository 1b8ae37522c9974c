package io.carillon.activities.webhook;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.event.EventBody;
import io.carillon.activities.event.Outbox;
import io.carillon.activities.event.StoredEvent;
import io.carillon.activities.organization.Sealer;
import io.carillon.workflows.ids.EventId;
import io.carillon.workflows.ids.OrganizationId;
import io.carillon.workflows.webhook.EndpointStart;

import org.jspecify.annotations.Nullable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

final class JdbcDrainStore implements DrainStore {
    /**
     * Where to, on every row, and what is due; one row without a delivery when nothing is. The
     * order follows the index; rows made together have rising times in commit order.
     */
    private static final String TAKE =
            """
            WITH target AS (
                SELECT url, failed_rounds, secret_sealed,
                    CASE WHEN previous_secret_until > carillon_now() THEN previous_secret_sealed END AS previous,
                    greatest(0, extract(epoch FROM held_until - carillon_now()) * 1000)::bigint AS held_millis
                FROM webhook_endpoints
                WHERE id = :endpoint
                  AND organization_id = :organization
                  AND deleted_at IS NULL
                  AND status = 'active'
            ), due AS (
                SELECT id
                FROM deliveries
                WHERE endpoint_id = :endpoint
                  AND status = 'pending'
                  AND next_try_at <= carillon_now()
                  AND EXISTS (SELECT FROM target WHERE held_millis = 0)
                ORDER BY next_try_at, position
                LIMIT (SELECT CASE WHEN failed_rounds > 0 THEN 1 ELSE :limit END FROM target)
                FOR UPDATE SKIP LOCKED
            ), taken AS (
                UPDATE deliveries d
                SET next_try_at = carillon_now() + interval '60 seconds'
                FROM due
                JOIN deliveries o ON o.id = due.id
                JOIN events e ON e.id = o.event_id
                WHERE d.id = due.id
                RETURNING d.id AS delivery, d.tries, e.id, e.organization_id, e.type, e.subject_id, e.sequence, e.at,
                          e.data::text AS data, e.position
            )
            SELECT target.*, taken.*
            FROM target
            LEFT JOIN taken ON true
            ORDER BY taken.position
            """;

    /** The endpoint's row is written only when it failed before. */
    private static final String DELIVERED =
            """
            WITH healthy AS (
                UPDATE webhook_endpoints
                SET failed_rounds = 0, failing_since = NULL, held_until = NULL
                WHERE id = :endpoint
                  AND :healthy
                  AND (failed_rounds > 0 OR failing_since IS NOT NULL OR held_until IS NOT NULL)
            )
            UPDATE deliveries d
            SET status = 'delivered', tries = d.tries + 1, next_try_at = NULL, last_try_at = clock.now,
                delivered_at = clock.now, response_status = v.status, error = NULL
            FROM unnest(:deliveries::uuid[], :statuses::int[]) AS v (id, status), (SELECT carillon_now() AS now) clock
            WHERE d.id = v.id
              AND d.status <> 'delivered'
            """;

    /** A round that is settled again has counted its tries. */
    private static final String FAILED =
            """
            UPDATE deliveries
            SET status = CASE WHEN :next::bigint IS NULL THEN 'dead' ELSE 'pending' END, tries = tries + 1,
                next_try_at = carillon_now() + :next::bigint * interval '1 millisecond', last_try_at = carillon_now(),
                response_status = :status, error = :error
            WHERE id = :delivery
              AND status = 'pending'
              AND tries = :tries
            """;

    private static final String GIVE_BACK =
            "UPDATE deliveries SET next_try_at = carillon_now() WHERE id = :delivery AND status = 'pending'";

    private static final String KEPT_FAILING =
            """
            UPDATE webhook_endpoints
            SET failed_rounds = :rounds, failing_since = coalesce(failing_since, carillon_now()),
                held_until = CASE WHEN :hold > 0 THEN carillon_now() + :hold * interval '1 millisecond' END
            WHERE id = :endpoint
            """;

    /** Locks the row of the event's subject, as every appender does. */
    private static final String DISABLE =
            """
            UPDATE webhook_endpoints
            SET status = 'disabled', reason = 'answered 410 Gone'
            WHERE id = :endpoint
              AND status <> 'disabled'
            RETURNING carillon_now()
            """;

    /** greatest() would answer 0 for nothing at all. */
    private static final String NEXT =
            """
            SELECT CASE WHEN min(next_try_at) IS NOT NULL
                THEN greatest(0, extract(epoch FROM min(next_try_at) - carillon_now()) * 1000)::bigint END
            FROM deliveries
            WHERE endpoint_id = :endpoint
              AND status = 'pending'
            """;

    private final Transactions transactions;
    private final SealedSecrets secrets;
    private final Outbox outbox;

    JdbcDrainStore(Transactions transactions, Sealer sealer, Outbox outbox) {
        this.transactions = transactions;
        this.secrets = new SealedSecrets(sealer);
        this.outbox = outbox;
    }

    @Override
    public Optional<Work> next(EndpointStart endpoint, int most) {
        return transactions.system(() -> take(endpoint, most));
    }

    private Optional<Work> take(EndpointStart endpoint, int most) {
        var targets = new ArrayList<Target>();
        var due = new ArrayList<Due>();
        transactions
                .jdbc()
                .sql(TAKE)
                .param("endpoint", endpoint.endpoint().value())
                .param("organization", endpoint.organization().value())
                .param("limit", most)
                .query(
                        row -> {
                            if (targets.isEmpty()) {
                                targets.add(target(row));
                            }
                            if (row.getObject("delivery") != null) {
                                due.add(due(row));
                            }
                        });
        return targets.stream().findFirst().map(target -> new Work(target, due));
    }

    private Target target(ResultSet row) throws SQLException {
        return new Target(
                row.getString("url"),
                secrets.inForce(row.getBytes("secret_sealed"), row.getBytes("previous")),
                row.getInt("failed_rounds"),
                Duration.ofMillis(row.getLong("held_millis")));
    }

    private static Due due(ResultSet row) throws SQLException {
        var event =
                new StoredEvent(
                        new EventId(row.getObject("id", UUID.class)),
                        new OrganizationId(row.getObject("organization_id", UUID.class)),
                        row.getString("type"),
                        row.getString("subject_id"),
                        row.getInt("sequence"),
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getString("data"),
                        row.getLong("position"));
        return new Due(
                row.getObject("delivery", UUID.class),
                event.id().toString(),
                event.subject(),
                event.position(),
                row.getInt("tries"),
                EventBody.of(event).json());
    }

    @Override
    public void settle(EndpointStart endpoint, Round round) {
        transactions.system(
                () -> {
                    storeDelivered(endpoint, round);
                    round.ended().forEach(this::store);
                    if (round.ended().stream().anyMatch(Ended.Gone.class::isInstance)) {
                        disable(endpoint);
                    }
                    storeHealth(endpoint, round);
                });
    }

    /** In one statement: mostly all of a round were taken. */
    private void storeDelivered(EndpointStart endpoint, Round round) {
        List<Ended.Delivered> delivered =
                round.ended().stream()
                        .filter(Ended.Delivered.class::isInstance)
                        .map(Ended.Delivered.class::cast)
                        .toList();
        if (!delivered.isEmpty()) {
            transactions
                    .jdbc()
                    .sql(DELIVERED)
                    .param("endpoint", endpoint.endpoint().value())
                    .param("healthy", round.failedRounds() == 0)
                    .param(
                            "deliveries",
                            delivered.stream()
                                    .map(one -> one.due().delivery())
                                    .toArray(UUID[]::new))
                    .param(
                            "statuses",
                            delivered.stream().map(Ended.Delivered::status).toArray(Integer[]::new))
                    .update();
        }
    }

    private void store(Ended ended) {
        switch (ended) {
            case Ended.Delivered delivered -> {}
            case Ended.Failed failed -> storeFailure(failed);
            case Ended.Gone gone ->
                    storeFailure(new Ended.Failed(gone.due(), 410, "http_410", null));
            case Ended.NotTried untried -> statement(GIVE_BACK, untried.due()).update();
        }
    }

    private void storeFailure(Ended.Failed failed) {
        Duration next = failed.next();
        statement(FAILED, failed.due())
                .param("tries", failed.due().tries())
                .param("next", next == null ? null : next.toMillis(), Types.BIGINT)
                .param("status", failed.status(), Types.INTEGER)
                .param("error", failed.error())
                .update();
    }

    private org.springframework.jdbc.core.simple.JdbcClient.StatementSpec statement(
            String sql, Due due) {
        return transactions.jdbc().sql(sql).param("delivery", due.delivery());
    }

    private void disable(EndpointStart endpoint) {
        transactions
                .jdbc()
                .sql(DISABLE)
                .param("endpoint", endpoint.endpoint().value())
                .query(OffsetDateTime.class)
                .optional()
                .ifPresent(
                        now ->
                                outbox.append(
                                        new Outbox.Event(
                                                endpoint.organization(),
                                                "endpoint.disabled",
                                                endpoint.endpoint().toString(),
                                                now.toInstant(),
                                                null,
                                                null,
                                                Map.of("reason", "answered 410 Gone"))));
    }

    private void storeHealth(EndpointStart endpoint, Round round) {
        if (round.failedRounds() > 0) {
            transactions
                    .jdbc()
                    .sql(KEPT_FAILING)
                    .param("endpoint", endpoint.endpoint().value())
                    .param("rounds", round.failedRounds())
                    .param("hold", round.hold().toMillis())
                    .update();
        }
    }

    @Override
    public @Nullable Duration nextIn(EndpointStart endpoint) {
        Long millis =
                transactions
                        .system(
                                () ->
                                        Optional.ofNullable(
                                                transactions
                                                        .jdbc()
                                                        .sql(NEXT)
                                                        .param(
                                                                "endpoint",
                                                                endpoint.endpoint().value())
                                                        .query(
                                                                (row, number) ->
                                                                        row.getObject(
                                                                                1, Long.class))
                                                        .list()
                                                        .getFirst()))
                        .orElse(null);
        return millis == null ? null : Duration.ofMillis(millis);
    }
}
