package io.carillon.activities.webhook;

import io.carillon.workflows.webhook.EndpointStart;
import io.micrometer.core.instrument.MeterRegistry;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Counts how tries end, in {@code carillon.deliveries} by {@code outcome}. */
final class MeteredDrainStore implements DrainStore {
    private static final String NAME = "carillon.deliveries";
    private static final List<String> OUTCOMES = List.of("delivered", "failed", "dead", "gone");

    private final DrainStore store;
    private final MeterRegistry meters;

    MeteredDrainStore(DrainStore store, MeterRegistry meters) {
        this.store = store;
        this.meters = meters;
        // There from the first scrape, so that the first of each is a rise.
        OUTCOMES.forEach(outcome -> meters.counter(NAME, "outcome", outcome));
    }

    @Override
    public void settle(EndpointStart endpoint, Round round) {
        store.settle(endpoint, round);
        for (Ended ended : round.ended()) {
            switch (ended) {
                case Ended.Delivered delivered -> count("delivered");
                case Ended.Failed failed -> count(failed.next() == null ? "dead" : "failed");
                case Ended.Gone gone -> count("gone");
                case Ended.NotTried waits -> {}
            }
        }
    }

    private void count(String outcome) {
        meters.counter(NAME, "outcome", outcome).increment();
    }

    @Override
    public Optional<Work> next(EndpointStart endpoint, int most) {
        return store.next(endpoint, most);
    }

    @Override
    public @Nullable Duration nextIn(EndpointStart endpoint) {
        return store.nextIn(endpoint);
    }
}
