package io.carillon.activities.simulation;

import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;

/** Simulated time: jumps from event to event; what falls on one instant comes in any order. */
final class Clock {
    private record Event(Instant at, long order, Runnable happens) {}

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparing(Event::at).thenComparingLong(Event::order));
    private final Random random;
    private Instant now;

    Clock(Random random, Instant start) {
        this.random = random;
        this.now = start;
    }

    Instant now() {
        return now;
    }

    void at(Instant at, Runnable happens) {
        events.add(new Event(at.isBefore(now) ? now : at, random.nextLong(), happens));
    }

    void runUntil(Instant end) {
        for (Event next = events.peek(); next != null && next.at().isBefore(end); ) {
            events.remove(next);
            now = next.at();
            next.happens().run();
            next = events.peek();
        }
        now = end;
    }
}
