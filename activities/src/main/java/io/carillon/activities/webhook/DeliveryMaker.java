package io.carillon.activities.webhook;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.database.UuidV7;
import io.carillon.activities.event.EventRelay;
import io.carillon.activities.event.EventTypes;
import io.carillon.activities.event.PlacedEvent;
import io.carillon.workflows.ids.EndpointId;
import io.carillon.workflows.ids.OrganizationId;
import io.carillon.workflows.webhook.EndpointStart;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Makes a delivery for every endpoint that wants an event, in the transaction that places it, and
 * wakes the endpoints when that is committed.
 */
final class DeliveryMaker implements EventRelay.Listener {
    // A paused endpoint keeps what it will get; a disabled one gets nothing. Deliveries are listed
    // by their ids: these have the rising half of their event's new id, and random halves of their
    // own. An event that already has its row at the endpoint gets no second one.
    private static final String MAKE =
            """
            WITH wanted AS (
                SELECT p.id, p.organization_id, w.id AS endpoint_id, p.event_id, p.position, w.status
                FROM unnest(:ids::text[], :organizations::uuid[], :events::uuid[], :types::text[], :positions::bigint[])
                    AS p (id, organization_id, event_id, type, position)
                JOIN webhook_endpoints w ON w.organization_id = p.organization_id
                WHERE w.deleted_at IS NULL
                  AND w.status <> 'disabled'
                  AND (:all = ANY (w.events) OR p.type = ANY (w.events))
            ), made AS (
                INSERT INTO deliveries (id, organization_id, endpoint_id, event_id, position, redelivery, next_try_at, created_at)
                SELECT (left(id, 18) || right(gen_random_uuid()::text, 18))::uuid, organization_id, endpoint_id,
                       event_id, position, false, carillon_now(), carillon_now()
                FROM wanted
                ON CONFLICT DO NOTHING
            )
            SELECT DISTINCT endpoint_id, organization_id
            FROM wanted
            WHERE status = 'active'
            """;

    private final Transactions transactions;
    private final Consumer<EndpointStart> wake;

    DeliveryMaker(Transactions transactions, Consumer<EndpointStart> wake) {
        this.transactions = transactions;
        this.wake = wake;
    }

    @Override
    public void placed(List<PlacedEvent> events) {
        List<EndpointStart> toWake = make(events);
        transactions.afterCommit(() -> toWake.forEach(wake));
    }

    private List<EndpointStart> make(List<PlacedEvent> events) {
        return transactions
                .jdbc()
                .sql(MAKE)
                .param("ids", texts(events, placed -> UuidV7.next()))
                .param("organizations", texts(events, placed -> placed.event().organization()))
                .param("events", texts(events, placed -> placed.event().id()))
                .param("types", texts(events, placed -> placed.event().type()))
                .param("positions", events.stream().map(PlacedEvent::position).toArray(Long[]::new))
                .param("all", EventTypes.ALL)
                .query(DeliveryMaker::start)
                .list();
    }

    private static String[] texts(List<PlacedEvent> events, Function<PlacedEvent, Object> part) {
        return events.stream().map(part).map(Object::toString).toArray(String[]::new);
    }

    private static EndpointStart start(ResultSet row, int number) throws SQLException {
        return new EndpointStart(
                new EndpointId(row.getObject("endpoint_id", UUID.class)),
                new OrganizationId(row.getObject("organization_id", UUID.class)));
    }
}
