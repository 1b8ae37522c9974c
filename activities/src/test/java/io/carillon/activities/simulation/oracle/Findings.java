package io.carillon.activities.simulation.oracle;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** How many rows each invariant was asked of, and the rows that broke it. */
public final class Findings {
    private static final int KEPT = 20;

    private final Map<Invariant, Integer> examined = new EnumMap<>(Invariant.class);
    private final Map<Invariant, Integer> broken = new EnumMap<>(Invariant.class);
    private final List<String> said = new ArrayList<>();

    void examine(Invariant invariant, boolean holds, Object row) {
        examined.merge(invariant, 1, Integer::sum);
        if (!holds) {
            broken.merge(invariant, 1, Integer::sum);
            if (said.size() < KEPT) {
                said.add(invariant + ": " + row);
            }
        }
    }

    public int examined(Invariant invariant) {
        return examined.getOrDefault(invariant, 0);
    }

    public int broken(Invariant invariant) {
        return broken.getOrDefault(invariant, 0);
    }

    /** The first rows that broke an invariant; empty: none did. */
    public List<String> said() {
        return List.copyOf(said);
    }

    public void add(Findings other) {
        other.examined.forEach((invariant, rows) -> examined.merge(invariant, rows, Integer::sum));
        other.broken.forEach((invariant, rows) -> broken.merge(invariant, rows, Integer::sum));
        other.said.stream().limit(KEPT - said.size()).forEach(said::add);
    }
}
