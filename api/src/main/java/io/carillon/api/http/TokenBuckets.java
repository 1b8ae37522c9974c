package io.carillon.api.http;

import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** One bucket of tokens per asker: filled at a rate, holding a burst, each request takes one. */
final class TokenBuckets {
    /** Beyond this many askers the full buckets, which say nothing, are dropped. */
    private static final int MANY = 10_000;

    private final double perNano;
    private final int burst;
    private final LongSupplier clock;
    private final ConcurrentHashMap<String, State> states = new ConcurrentHashMap<>();

    private record State(double tokens, long at) {}

    /**
     * @param remaining whole tokens left
     * @param waitNanos until the next token, 0 when one was taken
     * @param fullNanos until the bucket is full again
     */
    record Taken(boolean taken, long remaining, long waitNanos, long fullNanos) {}

    TokenBuckets(int perSecond, int burst, LongSupplier nanoClock) {
        this.perNano = perSecond / 1e9;
        this.burst = burst;
        this.clock = nanoClock;
    }

    Taken take(String asker) {
        if (states.size() > MANY) {
            long now = clock.getAsLong();
            states.values().removeIf(state -> filled(state, now) >= burst);
        }
        var taken = new boolean[1];
        State after =
                states.compute(
                        asker,
                        (name, before) -> {
                            long now = clock.getAsLong();
                            double tokens = before == null ? burst : filled(before, now);
                            taken[0] = tokens >= 1;
                            return new State(taken[0] ? tokens - 1 : tokens, now);
                        });
        double tokens = after.tokens();
        long wait = taken[0] ? 0 : (long) Math.ceil((1 - tokens) / perNano);
        return new Taken(
                taken[0],
                (long) Math.floor(tokens),
                wait,
                (long) Math.ceil((burst - tokens) / perNano));
    }

    private double filled(State state, long now) {
        return Math.min(burst, state.tokens() + (now - state.at()) * perNano);
    }
}
