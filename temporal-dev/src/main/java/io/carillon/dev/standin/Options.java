package io.carillon.dev.standin;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The words after a stand-in's name: {@code --name value} each. */
public final class Options {
    private final Map<String, String> given = new HashMap<>();

    /**
     * @throws IllegalArgumentException for a name that is not known or has no value
     */
    public Options(Set<String> known, String... words) {
        for (int i = 0; i < words.length; i += 2) {
            String name = words[i].startsWith("--") ? words[i].substring(2) : "";
            if (!known.contains(name) || i + 1 == words.length) {
                throw new IllegalArgumentException(
                        "do not understand "
                                + words[i]
                                + " (expected: --name value, with one of "
                                + known.stream().sorted().toList()
                                + ")");
            }
            given.put(name, words[i + 1]);
        }
    }

    public String text(String name, String otherwise) {
        return given.getOrDefault(name, otherwise);
    }

    public int whole(String name, int otherwise) {
        return Integer.parseInt(text(name, Integer.toString(otherwise)));
    }

    public double number(String name, double otherwise) {
        return Double.parseDouble(text(name, Double.toString(otherwise)));
    }

    public long seed(String name) {
        return Long.parseLong(text(name, Long.toString(System.nanoTime())));
    }

    /** What commas separate. */
    public List<String> list(String name, String otherwise) {
        return Stream.of(text(name, otherwise).split(",", -1))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
