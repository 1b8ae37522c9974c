package io.carillon.activities.testing;

import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;

/**
 * Draws what a port does to each request: 5 % time out undone, 5 % are done and time out all the
 * same, 5 % find it busy, 1 % get an answer that cannot be read, 1 % one that stalls. Safe for many
 * threads; the order of draws follows from the seed, which request meets which from the threads.
 */
public final class Lies {
    private static final Map<Lie, Integer> PERCENT =
            Map.of(
                    Lie.TIMEOUT, 5,
                    Lie.DONE_TIMEOUT, 5,
                    Lie.BUSY, 5,
                    Lie.MALFORMED, 1,
                    Lie.STALLED, 1);

    private final Random random;
    private final BooleanSupplier lying;
    private final Map<Lie, LongAdder> drawn = new EnumMap<>(Lie.class);

    /**
     * @param lying false: the truth, uncounted
     */
    public Lies(long seed, BooleanSupplier lying) {
        this.random = new Random(seed);
        this.lying = lying;
        for (Lie lie : Lie.values()) {
            drawn.put(lie, new LongAdder());
        }
    }

    /** For one request. */
    public Lie next() {
        if (!lying.getAsBoolean()) {
            return Lie.NONE;
        }
        Lie lie = draw();
        drawn.getOrDefault(lie, new LongAdder()).increment();
        return lie;
    }

    /** Which of several equally likely ways. */
    public int way(int ways) {
        synchronized (random) {
            return random.nextInt(ways);
        }
    }

    /** How often each was drawn. */
    public Map<Lie, Long> drawn() {
        var counts = new EnumMap<Lie, Long>(Lie.class);
        drawn.forEach((lie, count) -> counts.put(lie, count.sum()));
        return counts;
    }

    private Lie draw() {
        int left = way(100);
        for (Lie lie : Lie.values()) {
            left -= PERCENT.getOrDefault(lie, 0);
            if (left < 0) {
                return lie;
            }
        }
        return Lie.NONE;
    }
}
