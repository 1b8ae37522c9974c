package io.carillon.dev.standin;

import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** How long the application took to answer, to the millisecond. */
public final class Waits {
    private final ConcurrentSkipListMap<Long, LongAdder> byMillis = new ConcurrentSkipListMap<>();

    /**
     * @param count of requests
     * @param p50Ms half of them took no longer, in milliseconds; 0 of none
     * @param p99Ms 99 of a hundred took no longer
     * @param longestMs the slowest one
     */
    public record Told(long count, long p50Ms, long p99Ms, long longestMs) {}

    public void add(long nanos) {
        byMillis.computeIfAbsent(nanos / 1_000_000, ms -> new LongAdder()).increment();
    }

    public Told told() {
        long count = byMillis.values().stream().mapToLong(LongAdder::sum).sum();
        return new Told(
                count,
                within((count + 1) / 2),
                within((count * 99 + 99) / 100),
                byMillis.isEmpty() ? 0 : byMillis.lastKey());
    }

    private long within(long rank) {
        long seen = 0;
        for (var each : byMillis.entrySet()) {
            seen += each.getValue().sum();
            if (seen >= rank) {
                return each.getKey();
            }
        }
        return 0;
    }
}
