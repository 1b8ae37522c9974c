package io.carillon.dev.standin;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Carrier time that a test moves; the world's goes with it, slower by the speed. */
public final class MovedTime implements CarrierTime {
    private static final Instant START = Instant.parse("2026-11-23T15:00:00Z");

    private record Wake(long due, long order, Runnable action) {}

    private final PriorityQueue<Wake> wakes =
            new PriorityQueue<>(Comparator.comparingLong(Wake::due).thenComparingLong(Wake::order));
    private final double speed;
    private final Runnable afterwards;
    private long now;
    private long given;

    /**
     * @param afterwards run after each thing that happens, say to deliver what was sent
     */
    public MovedTime(double speed, Runnable afterwards) {
        this.speed = speed;
        this.afterwards = afterwards;
    }

    @Override
    public long now() {
        return now;
    }

    @Override
    public Instant wall() {
        return START.plusMillis((long) (now / speed));
    }

    @Override
    public double speed() {
        return speed;
    }

    @Override
    public void wakeAt(long due, Runnable action) {
        wakes.add(new Wake(due, given++, action));
    }

    /** Carrier time passes, and all that falls into it happens in its order. */
    public void pass(Duration time) {
        long until = now + time.toMillis();
        afterwards.run();
        for (Wake next = wakes.peek(); next != null && next.due() <= until; next = wakes.peek()) {
            wakes.remove(next);
            now = Math.max(now, next.due());
            next.action().run();
            afterwards.run();
        }
        now = until;
    }
}
