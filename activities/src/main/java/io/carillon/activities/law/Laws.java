package io.carillon.activities.law;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.carillon.workflows.schedule.CallingHours;
import io.carillon.workflows.schedule.CallingHours.Window;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** The table of laws on calling hours, {@code laws.txt}. */
public final class Laws {
    private static final List<String> DAYS =
            List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");

    private static final List<Law> ROWS = read();

    private static final Map<Place, Law> BY_PLACE =
            ROWS.stream().collect(toUnmodifiableMap(Law::place, Function.identity()));

    /** Countries of ISO 3166 that go by another's row. */
    private static final Map<String, Place> RULED_AS =
            Map.ofEntries(
                    Map.entry("PR", new Place("US-PR")),
                    Map.entry("VI", new Place("US-VI")),
                    Map.entry("GU", new Place("US-GU")),
                    Map.entry("AS", new Place("US-AS")),
                    Map.entry("MP", new Place("US-MP")),
                    // They share +44, and nothing but the exchange tells them from Britain.
                    Map.entry("GG", new Place("GB")),
                    Map.entry("JE", new Place("GB")),
                    Map.entry("IM", new Place("GB")),
                    Map.entry("CX", new Place("AU")),
                    Map.entry("CC", new Place("AU")));

    private Laws() {}

    /** Every row, in the order of the file. */
    public static List<Law> rows() {
        return ROWS;
    }

    /** By what place's laws a country's people are called: mostly its own. */
    public static Place ruling(String country) {
        return RULED_AS.getOrDefault(country, new Place(country));
    }

    /** Whether the table has rules for the country. */
    public static boolean known(Place place) {
        return BY_PLACE.containsKey(place.country());
    }

    /**
     * The rows that hold at a place, all of them at once: its country's and its own; where nobody
     * knows the part of the country, those of every part. Empty: there are no rules to go by.
     */
    static List<Law> at(Place place) {
        Law country = BY_PLACE.get(place.country());
        if (country == null) {
            return List.of();
        }
        Stream<Law> parts =
                ROWS.stream()
                        .filter(law -> law.place().exact())
                        .filter(
                                law ->
                                        place.exact()
                                                ? law.place().equals(place)
                                                : law.place().country().equals(place));
        return Stream.concat(Stream.of(country), parts).toList();
    }

    private static List<Law> read() {
        try (InputStream table = Laws.class.getResourceAsStream("laws.txt")) {
            if (table == null) {
                throw new IllegalStateException("laws.txt is not on the class path");
            }
            return new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .map(Laws::row)
                    .toList();
        } catch (IOException broken) {
            throw new UncheckedIOException("laws.txt", broken);
        }
    }

    private static Law row(String line) {
        String[] cells = line.split(" \\| ");
        return new Law(
                new Place(cells[0]),
                hours(cells[1]),
                cells[2].equals("-") ? List.of() : List.of(cells[2].split(" ")),
                cells[3],
                cells[4],
                LocalDate.parse(cells[5]),
                cells[6]);
    }

    /** {@code Mon-Fri 09:00-18:00, Sat 10:00-17:00}: a day that is not named is closed. */
    private static CallingHours hours(String text) {
        var windows = new EnumMap<DayOfWeek, List<Window>>(DayOfWeek.class);
        for (String part : text.split(", ")) {
            String[] words = part.split(" ");
            List<Window> open = Arrays.stream(words).skip(1).map(Laws::window).toList();
            for (DayOfWeek day : days(words[0])) {
                windows.computeIfAbsent(day, any -> new ArrayList<>()).addAll(open);
            }
        }
        return new CallingHours(windows, Set.of());
    }

    private static List<DayOfWeek> days(String text) {
        String[] ends = text.split("-");
        int first = DAYS.indexOf(ends[0]);
        int last = DAYS.indexOf(ends[ends.length - 1]);
        return Arrays.asList(DayOfWeek.values()).subList(first, last + 1);
    }

    private static Window window(String text) {
        String[] ends = text.split("-");
        return new Window(minute(ends[0]), minute(ends[1]));
    }

    private static int minute(String clock) {
        return Integer.parseInt(clock.substring(0, 2)) * 60 + Integer.parseInt(clock.substring(3));
    }
}
