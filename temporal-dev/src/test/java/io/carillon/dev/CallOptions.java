package io.carillon.dev;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What {@code temporal-dev/bench calls} was asked for: {@code [seconds] [--seed N] [--only PART,…]
 * [--open N]}.
 *
 * @param seconds of a turn
 * @param open calls on the line at once, for the heap
 */
record CallOptions(int seconds, long seed, Set<Part> parts, int open) {
    private static final int SECONDS = 20;
    private static final int OPEN = 5_000;

    /** The parts of a run, in their order. */
    enum Part {
        TURNS,
        STATEMENTS,
        LATENCY,
        GROWTH,
        /** Alone, since thousands of calls stay in the way of whatever comes next. */
        HEAP
    }

    static CallOptions of(String[] words) {
        int seconds = SECONDS;
        long seed = System.nanoTime() % 1_000_000;
        int open = OPEN;
        Set<Part> parts = EnumSet.complementOf(EnumSet.of(Part.HEAP));
        for (int i = 0; i < words.length; i++) {
            switch (words[i]) {
                case "--seed" -> seed = Long.parseLong(words[++i]);
                case "--open" -> open = Integer.parseInt(words[++i]);
                case "--only" -> parts = parts(words[++i]);
                default -> seconds = Integer.parseInt(words[i]);
            }
        }
        if (parts.contains(Part.HEAP) && parts.size() > 1) {
            throw new IllegalArgumentException("heap is measured alone: --only heap");
        }
        return new CallOptions(seconds, seed, parts, open);
    }

    private static Set<Part> parts(String names) {
        return Arrays.stream(names.split(",", -1))
                .map(name -> Part.valueOf(name.toUpperCase(Locale.ROOT)))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Part.class)));
    }

    /**
     * Of the carrier's clock, and of the limits of a call with it: the heap wants calls that stay.
     */
    String speed() {
        return asks(Part.HEAP) ? "0.5" : "20";
    }

    boolean asks(Part part) {
        return parts.contains(part);
    }
}
