package io.carillon.activities.simulation.oracle;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** What held when: each value from its instant until the next one's. */
public final class History<T> {
    private final TreeMap<Instant, T> values = new TreeMap<>();

    public void from(Instant at, T value) {
        values.put(at, value);
    }

    public T at(Instant at) {
        Map.Entry<Instant, T> entry = values.floorEntry(at);
        if (entry == null) {
            throw new IllegalStateException("nothing held yet at " + at);
        }
        return entry.getValue();
    }

    public boolean begun(Instant at) {
        return values.floorEntry(at) != null;
    }

    /** The same value throughout, ends included. */
    public boolean unchanged(Instant from, Instant to) {
        return begun(from) && values.subMap(from, false, to, true).isEmpty();
    }
}
