package io.carillon.dev;

import io.carillon.dev.wire.Proxy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

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

    private record Fault(Proxy proxy, Kind kind) {}

    private final ChaosNetwork network;
    private final Random random;
    private final List<Fault> left = new ArrayList<>();
    private int done;

    ChaosFaults(ChaosNetwork network, Random random) {
        this.network = network;
        this.random = random;
    }

    /** Begins one, and says what. */
    String begin() {
        if (left.isEmpty()) {
            for (Proxy proxy : network.proxies()) {
                for (Kind kind : Kind.values()) {
                    left.add(new Fault(proxy, kind));
                }
            }
            Collections.shuffle(left, random);
        }
        Fault fault = left.removeLast();
        switch (fault.kind) {
            case RESET -> fault.proxy.reset();
            case HALF_OPEN -> fault.proxy.swallow();
            case LATENCY -> fault.proxy.latency(SLOW);
        }
        done++;
        return fault.proxy + " " + fault.kind.words;
    }

    /** Lost connections stay lost; nothing is slow any more. */
    void heal() {
        network.proxies().forEach(proxy -> proxy.latency(Duration.ZERO));
    }

    int done() {
        return done;
    }

    int possible() {
        return network.proxies().size() * Kind.values().length;
    }
}
