package io.carillon.workflows.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What fake activities did, in order; tests wait for a deed instead of for time to pass. */
public final class Deeds {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final List<String> deeds = new ArrayList<>();

    public synchronized void add(String deed) {
        deeds.add(deed);
        notifyAll();
    }

    public synchronized List<String> all() {
        return List.copyOf(deeds);
    }

    public synchronized void await(int count) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (deeds.size() < count) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited for " + count + " deeds, saw " + deeds);
            }
            try {
                wait(100);
            } catch (InterruptedException stopped) {
                throw new AssertionError(stopped);
            }
        }
    }
}
