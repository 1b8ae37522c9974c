package io.carillon.activities.law;

import io.carillon.workflows.schedule.CallingHours;
import io.carillon.workflows.schedule.CallingHours.Window;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When a phone may be called by law, in its local time, wherever it may be: what is open at every
 * place it could be at. Who must doubt does not call.
 */
public final class LawfulHours {
    private record Asked(Set<Place> places, int year) {}

    // A few hundred combinations of places at most, twice around New Year.
    private static final Map<Asked, Optional<CallingHours>> KNOWN = new ConcurrentHashMap<>();

    private LawfulHours() {}

    /**
     * @param places all the places where the phone may be; at least one
     * @param year from whose first day on the hours are used, for up to three years
     * @return empty when there are no rules for one of the places
     */
    public static Optional<CallingHours> of(Collection<Place> places, int year) {
        return KNOWN.computeIfAbsent(new Asked(Set.copyOf(places), year), LawfulHours::workOut);
    }

    private static Optional<CallingHours> workOut(Asked asked) {
        if (asked.places().isEmpty() || !asked.places().stream().allMatch(Laws::known)) {
            return Optional.empty();
        }
        List<Law> laws =
                asked.places().stream()
                        .flatMap(place -> Laws.at(place).stream())
                        .distinct()
                        .toList();
        return Optional.of(new CallingHours(windows(laws), closed(laws, asked.year())));
    }

    private static Map<DayOfWeek, List<Window>> windows(List<Law> laws) {
        var windows = new EnumMap<DayOfWeek, List<Window>>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            List<Window> open = List.of(new Window(0, 1440));
            for (Law law : laws) {
                open = common(open, law.hours().windows().getOrDefault(day, List.of()));
            }
            windows.put(day, open);
        }
        return windows;
    }

    private static List<Window> common(List<Window> some, List<Window> others) {
        var common = new ArrayList<Window>();
        for (Window one : some) {
            for (Window other : others) {
                int begin = Math.max(one.beginMinute(), other.beginMinute());
                int end = Math.min(one.endMinute(), other.endMinute());
                if (begin < end) {
                    common.add(new Window(begin, end));
                }
            }
        }
        return common;
    }

    /** A holiday of next year may be observed on the last day of this one. */
    private static Set<LocalDate> closed(List<Law> laws, int year) {
        var closed = new HashSet<LocalDate>();
        for (Law law : laws) {
            for (String region : law.holidays()) {
                for (int of = year; of <= year + 3; of++) {
                    closed.addAll(StatutoryDays.of(region, of));
                }
            }
        }
        return closed;
    }
}
