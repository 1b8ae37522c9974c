package io.carillon.activities.webhook;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.event.EventRelay;
import io.carillon.activities.event.PlacedEvent;
import io.carillon.workflows.webhook.EndpointStart;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Makes a delivery for every endpoint that wants an event, in the transaction that places it, and
 * wakes the endpoints when that is committed.
 */
final class DeliveryMaker implements EventRelay.Listener {
    /** A paused endpoint keeps what it will get; a disabled one gets nothing. */
    private static final String ENDPOINTS =
            """
            SELECT %s
            FROM webhook_endpoints
            WHERE organization_id = ANY (:organizations::uuid[])
              AND deleted_at IS NULL
              AND status <> 'disabled'
            """
                    .formatted(EndpointRow.COLUMNS);

    private final Transactions transactions;
    private final NewDeliveries newDeliveries;
    private final Consumer<EndpointStart> wake;

    DeliveryMaker(Transactions transactions, Consumer<EndpointStart> wake) {
        this.transactions = transactions;
        this.newDeliveries = new NewDeliveries(transactions);
        this.wake = wake;
    }

    @Override
    public void placed(List<PlacedEvent> events) {
        List<Endpoint> endpoints = endpoints(events);
        if (endpoints.isEmpty()) {
            return;
        }
        var rows = new ArrayList<NewDeliveries.Row>();
        Set<EndpointStart> toWake = new LinkedHashSet<>();
        for (PlacedEvent placed : events) {
            for (Endpoint endpoint : endpoints) {
                UUID organization = placed.event().organization();
                if (endpoint.organization().value().equals(organization)
                        && endpoint.wants(placed.event().type())) {
                    rows.add(
                            new NewDeliveries.Row(
                                    organization,
                                    endpoint.id().value(),
                                    placed.event().id(),
                                    placed.position()));
                    if (endpoint.status() == Endpoint.Status.ACTIVE) {
                        toWake.add(endpoint.start());
                    }
                }
            }
        }
        newDeliveries.insert(rows, false);
        transactions.afterCommit(() -> toWake.forEach(wake));
    }

    private List<Endpoint> endpoints(List<PlacedEvent> events) {
        return transactions
                .jdbc()
                .sql(ENDPOINTS)
                .param(
                        "organizations",
                        events.stream()
                                .map(placed -> placed.event().organization().toString())
                                .distinct()
                                .toArray(String[]::new))
                .query(EndpointRow::read)
                .list();
    }
}
