package io.carillon.activities.webhook;

import io.carillon.activities.database.RowGauges;
import io.carillon.activities.database.Transactions;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * What waits on its way out of the installation: events for the relay, deliveries for their
 * endpoints.
 */
final class BacklogMeters implements MeterBinder {
    private static final String LOOK =
            """
            SELECT e.waiting AS events, e.oldest AS event_age, d.waiting AS deliveries, d.oldest AS delivery_age,
                (SELECT count(*) FROM webhook_endpoints WHERE status = 'disabled' AND deleted_at IS NULL) AS disabled
            FROM (SELECT count(*) AS waiting, extract(epoch FROM carillon_now() - min(at)) AS oldest
                  FROM events WHERE position IS NULL) e
            CROSS JOIN (SELECT count(*) AS waiting, extract(epoch FROM carillon_now() - min(created_at)) AS oldest
                  FROM deliveries WHERE status = 'pending') d
            """;

    private final Transactions transactions;

    BacklogMeters(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        new RowGauges(transactions, LOOK)
                .count(
                        registry,
                        "carillon.events.waiting",
                        "Events the relay has not placed",
                        "events")
                .seconds(
                        registry,
                        "carillon.events.oldest.age",
                        "Of the oldest of them",
                        "event_age")
                .count(
                        registry,
                        "carillon.deliveries.waiting",
                        "Deliveries neither made nor given up",
                        "deliveries")
                .seconds(
                        registry,
                        "carillon.deliveries.oldest.age",
                        "Of the oldest of them",
                        "delivery_age")
                .count(
                        registry,
                        "carillon.webhook.endpoints.disabled",
                        "Endpoints that failed for too long",
                        "disabled");
    }
}
