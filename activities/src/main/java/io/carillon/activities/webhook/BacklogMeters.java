package io.carillon.activities.webhook;

import io.carillon.activities.database.Transactions;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * What waits on its way out of the installation: events for the relay, deliveries for their
 * endpoints. Not a number while the database does not answer.
 */
final class BacklogMeters implements MeterBinder {
    private static final Logger LOG = LoggerFactory.getLogger(BacklogMeters.class);

    /** Several gauges are read for one scrape, and several scrapers may read at once. */
    private static final Duration FRESH = Duration.ofSeconds(5);

    private static final String LOOK =
            """
            SELECT e.waiting AS events, e.oldest AS event_age, d.waiting AS deliveries, d.oldest AS delivery_age,
                (SELECT count(*) FROM webhook_endpoints WHERE status = 'disabled' AND deleted_at IS NULL) AS disabled
            FROM (SELECT count(*) AS waiting, extract(epoch FROM carillon_now() - min(at)) AS oldest
                  FROM events WHERE position IS NULL) e
            CROSS JOIN (SELECT count(*) AS waiting, extract(epoch FROM carillon_now() - min(created_at)) AS oldest
                  FROM deliveries WHERE status = 'pending') d
            """;

    private static final Backlog UNKNOWN =
            new Backlog(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);

    private record Backlog(
            double events,
            double eventSeconds,
            double deliveries,
            double deliverySeconds,
            double disabled) {}

    private final Transactions transactions;
    private Backlog last = UNKNOWN;
    private long lastLook = System.nanoTime() - FRESH.toNanos();

    BacklogMeters(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        count(
                registry,
                "carillon.events.waiting",
                "Events the relay has not placed",
                b -> b.events);
        age(registry, "carillon.events.oldest.age", "Of the oldest of them", b -> b.eventSeconds);
        count(
                registry,
                "carillon.deliveries.waiting",
                "Deliveries neither made nor given up",
                b -> b.deliveries);
        age(
                registry,
                "carillon.deliveries.oldest.age",
                "Of the oldest of them",
                b -> b.deliverySeconds);
        count(
                registry,
                "carillon.webhook.endpoints.disabled",
                "Endpoints that failed for too long",
                b -> b.disabled);
    }

    private void count(
            MeterRegistry registry, String name, String text, ToDoubleFunction<Backlog> value) {
        Gauge.builder(name, this, self -> value.applyAsDouble(self.look()))
                .description(text)
                .register(registry);
    }

    private void age(
            MeterRegistry registry, String name, String text, ToDoubleFunction<Backlog> value) {
        TimeGauge.builder(name, this, TimeUnit.SECONDS, self -> value.applyAsDouble(self.look()))
                .description(text)
                .register(registry);
    }

    private synchronized Backlog look() {
        if (System.nanoTime() - lastLook >= FRESH.toNanos()) {
            last = counted();
            lastLook = System.nanoTime();
        }
        return last;
    }

    private Backlog counted() {
        try {
            return transactions.system(
                    () ->
                            transactions
                                    .jdbc()
                                    .sql(LOOK)
                                    .query(
                                            (row, n) ->
                                                    new Backlog(
                                                            row.getLong("events"),
                                                            row.getDouble("event_age"),
                                                            row.getLong("deliveries"),
                                                            row.getDouble("delivery_age"),
                                                            row.getLong("disabled")))
                                    .single());
        } catch (RuntimeException down) {
            LOG.atWarn().addKeyValue("cause", down.toString()).log("backlog.unknown");
            return UNKNOWN;
        }
    }
}
