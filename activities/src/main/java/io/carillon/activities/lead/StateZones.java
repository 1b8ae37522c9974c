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

    /** What a line of the table says of a state: its code, and its zones. */
    private record Told(String code, List<String> zones) {}

    /** Country and name, as {@code us:newyork}. */
    private static final Map<String, Told> STATES = read();

    private StateZones() {}

    /** Empty: not known. */
    static List<String> of(String country, @Nullable String state) {
        Told told = told(country, state);
        return told == null ? List.of() : told.zones();
    }

    /** The state's own part of its ISO 3166-2 code, {@code NY}; null: not known. */
    static @Nullable String code(String country, @Nullable String state) {
        Told told = told(country, state);
        return told == null ? null : told.code();
    }

    private static @Nullable Told told(String country, @Nullable String state) {
        if (state == null || state.isBlank()) {
            return null;
        }
        Told told = STATES.get(key(country, state));
        return told == null ? STATES.get(key(country, withoutCountry(country, state))) : told;
    }

    /** ISO 3166-2 has the country before the state: {@code US-NY}. */
    private static String withoutCountry(String country, String state) {
        String prefix = country + "-";
        String code = state.strip();
        return code.regionMatches(true, 0, prefix, 0, prefix.length())
                ? code.substring(prefix.length())
                : code;
    }

    private static Map<String, Told> read() {
        var states = new HashMap<String, Told>();
        for (String[] line : Table.read("states.txt")) {
            String[] names = line[1].split(", ");
            var told = new Told(names[0], List.of(line[2].split(" ")));
            for (String name : names) {
                states.put(key(line[0], name), told);
            }
        }
        return Map.copyOf(states);
    }

    /** "N.Y." and "ny" are the same state, "Québec" and "quebec" too. */
    private static String key(String country, String state) {
        String decomposed = Normalizer.normalize(state, Normalizer.Form.NFKD);
        return country
                + ":"
                + NOT_PLAIN.matcher(decomposed).replaceAll("").toLowerCase(Locale.ROOT);
    }
}
