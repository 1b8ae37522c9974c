package io.carillon.activities.carrier.simulator;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Which last two digits of a number called reach whom. Written as ranges: {@code {"00-39":"human",
 * "40":"fax"}}.
 *
 * @param byEnding hundred personas, by the last two digits
 */
public record Personas(List<Persona> byEnding) {
    private static final Pattern RANGE = Pattern.compile("([0-9]{2})(?:-([0-9]{2}))?");

    public Personas {
        byEnding = List.copyOf(byEnding);
        if (byEnding.size() != 100) {
            throw new IllegalArgumentException(
                    byEnding.size() + " personas (expected: one for each ending 00 to 99)");
        }
    }

    /** The table of the product's documentation. */
    public static Personas standard() {
        Map<String, Persona> table = new LinkedHashMap<>();
        table.put("00-39", Persona.HUMAN);
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
    public static Personas everyone(Persona persona) {
        return new Personas(Collections.nCopies(100, persona));
    }

    /** This table with some ranges taken by others. */
    public Personas with(Map<String, Persona> ranges) {
        Persona[] changed = byEnding.toArray(Persona[]::new);
        ranges.forEach(
                (range, persona) -> {
                    Matcher matcher = RANGE.matcher(range);
                    if (!matcher.matches()) {
                        throw new IllegalArgumentException(
                                "personas for " + range + " (expected: 00-39 or 94)");
                    }
                    int first = Integer.parseInt(matcher.group(1));
                    String end = matcher.group(2);
                    int last = end == null ? first : Integer.parseInt(end);
                    IntStream.rangeClosed(first, last).forEach(ending -> changed[ending] = persona);
                });
        return new Personas(List.of(changed));
    }

    Persona at(String number) {
        String digits = number.replaceAll("[^0-9]", "");
        if (digits.length() < 2) {
            return Persona.INVALID_NUMBER;
        }
        return byEnding.get(Integer.parseInt(digits.substring(digits.length() - 2)));
    }

    Map<String, Persona> ranges() {
        Map<String, Persona> ranges = new LinkedHashMap<>();
        int first = 0;
        for (int ending = 1; ending <= 100; ending++) {
            if (ending == 100 || byEnding.get(ending) != byEnding.get(first)) {
                String name =
                        ending - 1 == first
                                ? "%02d".formatted(first)
                                : "%02d-%02d".formatted(first, ending - 1);
                ranges.put(name, byEnding.get(first));
                first = ending;
            }
        }
        return ranges;
    }
}
