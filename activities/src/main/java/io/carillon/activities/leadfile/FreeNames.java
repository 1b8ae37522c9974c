package io.carillon.activities.leadfile;

import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Names that are given once: a repeated one gets {@code _2}, {@code _3} … */
final class FreeNames {
    // The next number to try: a header line may repeat one name thirty thousand times.
    private final Map<String, Integer> taken = new HashMap<>();

    private final UnaryOperator<String> key;

    /**
     * @param key names of the same key are the same
     */
    FreeNames(UnaryOperator<String> key) {
        this.key = key;
    }

    String take(String wanted) {
        String name = wanted;
        int number = taken.getOrDefault(key.apply(wanted), 1);
        while (taken.containsKey(key.apply(name))) {
            number++;
            name = wanted + "_" + number;
        }
        taken.put(key.apply(wanted), number);
        taken.putIfAbsent(key.apply(name), 1);
        return name;
    }
}
