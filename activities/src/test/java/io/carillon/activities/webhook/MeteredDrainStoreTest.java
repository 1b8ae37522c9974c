package io.carillon.activities.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.webhook.DrainStore.Due;
import io.carillon.activities.webhook.DrainStore.Ended;
import io.carillon.activities.webhook.DrainStore.Round;
import io.carillon.workflows.ids.EndpointId;
import io.carillon.workflows.ids.OrganizationId;
import io.carillon.workflows.webhook.EndpointStart;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

class MeteredDrainStoreTest {
    private static final Due DUE = new Due(new UUID(1, 1), "evt_x", "call_x", 1, 0, "{}");

    @Test
    void countsTriesByTheirOutcome() {
        var registry = new SimpleMeterRegistry();
        var settled = new Settled();
        var round =
                new Round(
                        List.of(
                                new Ended.Delivered(DUE, 200),
                                new Ended.Delivered(DUE, 204),
                                new Ended.Failed(DUE, 500, "http_500", Duration.ofSeconds(5)),
                                new Ended.Failed(DUE, null, "timeout", null),
                                new Ended.Gone(DUE),
                                new Ended.NotTried(DUE)),
                        0,
                        Duration.ZERO);

        new MeteredDrainStore(settled, registry)
                .settle(
                        new EndpointStart(
                                new EndpointId(new UUID(1, 2)), new OrganizationId(new UUID(1, 3))),
                        round);

        assertThat(settled.rounds).containsExactly(round);
        assertThat(
                        registry.find("carillon.deliveries").counters().stream()
                                .collect(
                                        Collectors.toMap(
                                                counter -> counter.getId().getTag("outcome"),
                                                Counter::count)))
                .isEqualTo(Map.of("delivered", 2.0, "failed", 1.0, "dead", 1.0, "gone", 1.0));
    }

    private static final class Settled implements DrainStore {
        private final List<Round> rounds = new ArrayList<>();

        @Override
        public void settle(EndpointStart endpoint, Round round) {
            rounds.add(round);
        }

        @Override
        public Optional<Work> next(EndpointStart endpoint, int most) {
            throw new UnsupportedOperationException();
        }

        @Override
        public @Nullable Duration nextIn(EndpointStart endpoint) {
            throw new UnsupportedOperationException();
        }
    }
}
