package io.carillon.dev;

import io.carillon.dev.wire.Proxy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/** Bad networks, one pair of processes and one kind at a time, until every pair had every kind. */
final class ChaosFaults {
    private static final Duration SLOW = Duration.ofMillis(250);

    /** What is done to the connections between two processes. */
    enum Kind {
        RESET("reset"),
        HALF_OPEN("half-open"),
        LATENCY("%d ms later".formatted(SLOW.toMillis()));

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    private record Fault(Proxy proxy, Kind kind) {
        @Override
        public String toString() {
            return proxy + " " + kind.words;
        }
    }

    private final ChaosNetwork network;
    private final Random random;
    private final Map<Fault, Integer> done = new HashMap<>();

    ChaosFaults(ChaosNetwork network, Random random) {
        this.network = network;
        this.random = random;
    }

    /** Begins the one that was done least, ends the one before, and says what. */
    Optional<String> begin() {
        return begin(possible());
    }

    /** One that was not done yet; empty: all were, or nobody is connected who lacks one. */
    Optional<String> next() {
        return begin(left());
    }

    private Optional<String> begin(List<Fault> faults) {
        heal();
        var open = new ArrayList<>(faults.stream().filter(one -> one.proxy.busy()).toList());
        if (open.isEmpty()) {
            return Optional.empty();
        }
        Collections.shuffle(open, random);
        Fault fault = Collections.min(open, Comparator.comparingInt(this::times));
        switch (fault.kind) {
            case RESET -> fault.proxy.reset();
            case HALF_OPEN -> fault.proxy.swallow();
            case LATENCY -> fault.proxy.latency(SLOW);
        }
        done.merge(fault, 1, Integer::sum);
        return Optional.of(fault.toString());
    }

    private int times(Fault fault) {
        return done.getOrDefault(fault, 0);
    }

    /** Lost connections stay lost; nothing is slow any more. */
    void heal() {
        network.proxies().forEach(proxy -> proxy.latency(Duration.ZERO));
    }

    /** Of pairs that ever spoke to each other. */
    private List<Fault> possible() {
        return network.proxies().stream()
                .filter(Proxy::used)
                .flatMap(proxy -> Stream.of(Kind.values()).map(kind -> new Fault(proxy, kind)))
                .toList();
    }

    private List<Fault> left() {
        return possible().stream().filter(one -> times(one) == 0).toList();
    }

    int count() {
        return possible().size();
    }

    boolean all() {
        return left().isEmpty();
    }

    String told() {
        int times = done.values().stream().mapToInt(Integer::intValue).sum();
        return "bad networks: %d; of %d pairs and kinds, these are missing: %s"
                .formatted(times, count(), left().isEmpty() ? "none" : left());
    }
}
