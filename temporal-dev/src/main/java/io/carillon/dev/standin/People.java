package io.carillon.dev.standin;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who is at the other end, by the last two digits of the number.
 *
 * @param byEnding 100 personas, for the endings 00 to 99
 */
public record People(List<Persona> byEnding) {
    private static final Pattern RANGE = Pattern.compile("([0-9]{2})(?:-([0-9]{2}))?");

    public People {
        byEnding = List.copyOf(byEnding);
        if (byEnding.size() != 100) {
            throw new IllegalArgumentException(
                    byEnding.size() + " personas (expected: one for each ending 00 to 99)");
        }
    }

    /** The table of the product's documentation. */
    public static People standard() {
        Map<String, Persona> table = new LinkedHashMap<>();
        table.put("40-59", Persona.VOICEMAIL);
        table.put("60-79", Persona.NO_ANSWER);
        table.put("80-89", Persona.BUSY);
        table.put("90-93", Persona.HANGS_UP);
        table.put("94", Persona.OPTS_OUT);
        table.put("95", Persona.INVALID_NUMBER);
        table.put("96", Persona.CONGESTION);
        table.put("97", Persona.FAX);
        table.put("98", Persona.SILENT);
        table.put("99", Persona.VANISHES);
        return everyone(Persona.HUMAN).with(table);
    }

    /** The same persona whatever the number. */
    public static People everyone(Persona persona) {
        return new People(Collections.nCopies(100, persona));
    }

    /**
     * This table with some ranges taken by others.
     *
     * @param ranges by {@code 00-39} or {@code 94}
     */
    public People with(Map<String, Persona> ranges) {
        List<Persona> changed = new ArrayList<>(byEnding);
        ranges.forEach((range, persona) -> fill(changed, range, persona));
        return new People(changed);
    }

    private static void fill(List<Persona> table, String range, Persona persona) {
        Matcher matcher = RANGE.matcher(range);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "personas for " + range + " (expected: 00-39 or 94)");
        }
        int first = Integer.parseInt(matcher.group(1));
        String end = matcher.group(2);
        int last = end == null ? first : Integer.parseInt(end);
        for (int ending = first; ending <= last; ending++) {
            table.set(ending, persona);
        }
    }

    /** A number of fewer than two digits is nobody's. */
    public Persona at(String number) {
        String digits = number.replaceAll("[^0-9]", "");
        if (digits.length() < 2) {
            return Persona.INVALID_NUMBER;
        }
        return byEnding.get(Integer.parseInt(digits.substring(digits.length() - 2)));
    }

    /** The table as {@link #with} takes it. */
    public Map<String, Persona> ranges() {
        Map<String, Persona> ranges = new LinkedHashMap<>();
        int first = 0;
        for (int ending = 1; ending <= 100; ending++) {
            if (ending == 100 || byEnding.get(ending) != byEnding.get(first)) {
                ranges.put(named(first, ending - 1), byEnding.get(first));
                first = ending;
            }
        }
        return ranges;
    }

    private static String named(int first, int last) {
        return first == last ? "%02d".formatted(first) : "%02d-%02d".formatted(first, last);
    }
}
