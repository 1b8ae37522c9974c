package io.carillon.activities.lead;

import org.jspecify.annotations.Nullable;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Zones of states and provinces where a country has several, by the table in {@code states.txt}. A
 * state that lies in two zones gives both.
 */
final class StateZones {
    private static final Pattern NOT_PLAIN = Pattern.compile("[^\\p{L}\\p{N}]");

    /** Country and name, as {@code us:newyork}. */
    private static final Map<String, List<String>> ZONES = read();

    private StateZones() {}

    /** Empty: not known. */
    static List<String> of(String country, @Nullable String state) {
        if (state == null || state.isBlank()) {
            return List.of();
        }
        List<String> zones = ZONES.get(key(country, state));
        return zones == null
                ? ZONES.getOrDefault(key(country, withoutCountry(country, state)), List.of())
                : zones;
    }

    /** ISO 3166-2 has the country before the state: {@code US-NY}. */
    private static String withoutCountry(String country, String state) {
        String prefix = country + "-";
        String code = state.strip();
        return code.regionMatches(true, 0, prefix, 0, prefix.length())
                ? code.substring(prefix.length())
                : code;
    }

    private static Map<String, List<String>> read() {
        var zones = new HashMap<String, List<String>>();
        for (String[] line : Table.read("states.txt")) {
            for (String name : line[1].split(", ")) {
                zones.put(key(line[0], name), List.of(line[2].split(" ")));
            }
        }
        return Map.copyOf(zones);
    }

    /** "N.Y." and "ny" are the same state, "Québec" and "quebec" too. */
    private static String key(String country, String state) {
        String decomposed = Normalizer.normalize(state, Normalizer.Form.NFKD);
        return country
                + ":"
                + NOT_PLAIN.matcher(decomposed).replaceAll("").toLowerCase(Locale.ROOT);
    }
}
