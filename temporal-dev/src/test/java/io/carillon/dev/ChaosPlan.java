package io.carillon.dev;

import io.carillon.dev.wire.Mark;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Which state the next kill aims at: the one that was hit least, so that all get their share. */
final class ChaosPlan {
    /** A kill at no moment in particular. */
    static final String RANDOM = "at random";

    /** Of all kills, for every state. */
    private static final double SHARE = 0.03;

    private final Random random;
    private final Map<String, Integer> hits = new LinkedHashMap<>();

    ChaosPlan(Random random) {
        this.random = random;
        for (Mark mark : Mark.values()) {
            hits.put(mark.words(), 0);
        }
        hits.put(RANDOM, 0);
    }

    /**
     * @param reachable moments that can be met now
     * @return null: at random
     */
    @Nullable Mark next(List<Mark> reachable) {
        var open = new ArrayList<@Nullable Mark>(reachable);
        open.add(null);
        Collections.shuffle(open, random);
        return Collections.min(open, (a, b) -> Integer.compare(hits(a), hits(b)));
    }

    int hits(@Nullable Mark mark) {
        return hits.getOrDefault(mark == null ? RANDOM : mark.words(), 0);
    }

    void hit(String state) {
        hits.merge(state, 1, Integer::sum);
    }

    int kills() {
        return hits.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Whether it has so many of the kills as every state is to have. */
    boolean enough(int hits) {
        return hits >= SHARE * kills();
    }

    /** Every state was hit often enough. */
    boolean even() {
        return hits.values().stream().allMatch(this::enough);
    }

    Map<String, Integer> hits() {
        return Collections.unmodifiableMap(hits);
    }
}
