package io.carillon.activities.law;

import io.carillon.activities.holiday.Holidays;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.temporal.TemporalAdjusters;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Holidays of a law: those of the calendar in use, and what it lacks of the law's own words. */
final class StatutoryDays {
    private static final MonthDay JUNETEENTH = MonthDay.of(6, 19);
    private static final MonthDay PIONEERS = MonthDay.of(7, 24);
    private static final int GOOD_FRIDAY_IN_UTAH_SINCE = 2027;

    private record Asked(String region, int year) {}

    // Some dozens of regions in a few years; each is worked out anew by the calendar in use.
    private static final Map<Asked, Set<LocalDate>> KNOWN = new ConcurrentHashMap<>();

    private StatutoryDays() {}

    static Set<LocalDate> of(String region, int year) {
        return KNOWN.computeIfAbsent(
                new Asked(region, year), asked -> workOut(asked.region(), asked.year()));
    }

    private static Set<LocalDate> workOut(String region, int year) {
        var days = new TreeSet<>(Holidays.all(region, year));
        if (region.equals("US-UT")) {
            addUtahs(days, year);
        }
        return Set.copyOf(days);
    }

    /**
     * Utah Code 63G-1-301 as effective 2026-05-06 and 2027-01-01 (read at self-law.org,
     * 2026-11-21): the weekday beside a Saturday or Sunday, the Monday for June 19, Good Friday.
     */
    private static void addUtahs(Set<LocalDate> days, int year) {
        LocalDate pioneers = PIONEERS.atYear(year);
        switch (pioneers.getDayOfWeek()) {
            case SATURDAY -> days.add(pioneers.minusDays(1));
            case SUNDAY -> days.add(pioneers.plusDays(1));
            default -> {}
        }
        LocalDate juneteenth = JUNETEENTH.atYear(year);
        boolean weekend = juneteenth.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0;
        days.add(
                juneteenth.with(
                        weekend
                                ? TemporalAdjusters.next(DayOfWeek.MONDAY)
                                : TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)));
        if (year >= GOOD_FRIDAY_IN_UTAH_SINCE) {
            days.addAll(goodFriday(year));
        }
    }

    /** Between March 20 and April 23; the only one of Britain's holidays that ever is. */
    private static Set<LocalDate> goodFriday(int year) {
        return Holidays.all("GB", year).stream()
                .filter(day -> day.isAfter(LocalDate.of(year, 3, 19)))
                .filter(day -> day.isBefore(LocalDate.of(year, 4, 24)))
                .collect(Collectors.toUnmodifiableSet());
    }
}
