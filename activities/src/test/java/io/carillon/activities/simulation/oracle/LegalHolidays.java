package io.carillon.activities.simulation.oracle;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.SUNDAY;
import static java.time.DayOfWeek.THURSDAY;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.Set;

/** Days of rest by the words of the laws that name them, worked out by hand. */
final class LegalHolidays {
    private static final Set<MonthDay> UNITED_STATES =
            Set.of(day(1, 1), day(6, 19), day(7, 4), day(11, 11), day(12, 25));
    private static final Set<MonthDay> BRITAIN =
            Set.of(
                    day(1, 1),
                    day(1, 2),
                    day(3, 17),
                    day(7, 12),
                    day(11, 30),
                    day(12, 25),
                    day(12, 26));
    private static final Set<MonthDay> FRANCE =
            Set.of(
                    day(1, 1),
                    day(5, 1),
                    day(5, 8),
                    day(7, 14),
                    day(8, 15),
                    day(11, 1),
                    day(11, 11),
                    day(12, 25));

    private LegalHolidays() {}

    /** Ala. Code 1-3-8. */
    static boolean alabama(LocalDate date) {
        return unitedStates(date) || nth(date, 4, MONDAY, 4) || nth(date, 6, MONDAY, 1);
    }

    /** Utah Code 63G-1-301 (2025; Good Friday from 2027). */
    static boolean utah(LocalDate date) {
        return unitedStates(date)
                || observed(date, Set.of(day(7, 24)))
                || juneteenthMonday(date)
                || (date.getYear() >= 2027 && date.equals(easter(date.getYear()).minusDays(2)));
    }

    /** Those of England, Wales, Scotland and Northern Ireland. */
    static boolean britain(LocalDate date) {
        LocalDate easter = easter(date.getYear());
        return BRITAIN.contains(MonthDay.from(date))
                || inLieu(date)
                || date.equals(easter.minusDays(2))
                || date.equals(easter.plusDays(1))
                || nth(date, 5, MONDAY, 1)
                || last(date, 5, MONDAY)
                || nth(date, 8, MONDAY, 1)
                || last(date, 8, MONDAY);
    }

    /** Code du travail, art. L3133-1. */
    static boolean france(LocalDate date) {
        LocalDate easter = easter(date.getYear());
        return FRANCE.contains(MonthDay.from(date))
                || date.equals(easter.plusDays(1))
                || date.equals(easter.plusDays(39))
                || date.equals(easter.plusDays(50));
    }

    /** 5 U.S.C. 6103. */
    private static boolean unitedStates(LocalDate date) {
        return observed(date, UNITED_STATES)
                || nth(date, 1, MONDAY, 3)
                || nth(date, 2, MONDAY, 3)
                || last(date, 5, MONDAY)
                || nth(date, 9, MONDAY, 1)
                || nth(date, 10, MONDAY, 2)
                || nth(date, 11, THURSDAY, 4);
    }

    /** The day, the Friday before a Saturday, the Monday after a Sunday. */
    private static boolean observed(LocalDate date, Set<MonthDay> days) {
        return days.contains(MonthDay.from(date))
                || (is(date, FRIDAY) && days.contains(MonthDay.from(date.plusDays(1))))
                || (is(date, MONDAY) && days.contains(MonthDay.from(date.minusDays(1))));
    }

    /** On Tuesdays to Fridays the Monday before it, on weekends the one after it. */
    private static boolean juneteenthMonday(LocalDate date) {
        LocalDate juneteenth = LocalDate.of(date.getYear(), 6, 19);
        boolean weekend = is(juneteenth, SATURDAY) || is(juneteenth, SUNDAY);
        LocalDate first = weekend ? juneteenth.plusDays(1) : juneteenth.minusDays(6);
        return is(date, MONDAY) && !date.isBefore(first) && date.isBefore(first.plusDays(7));
    }

    /** A day on a weekend is kept on the first weekday that is none of them itself. */
    private static boolean inLieu(LocalDate date) {
        if (is(date, MONDAY)) {
            return BRITAIN.contains(MonthDay.from(date.minusDays(2)))
                    || BRITAIN.contains(MonthDay.from(date.minusDays(1)));
        }
        return is(date, DayOfWeek.TUESDAY)
                && BRITAIN.contains(MonthDay.from(date.minusDays(2)))
                && BRITAIN.contains(MonthDay.from(date.minusDays(3)));
    }

    private static boolean nth(LocalDate date, int month, DayOfWeek weekday, int which) {
        return date.getMonthValue() == month
                && is(date, weekday)
                && (date.getDayOfMonth() + 6) / 7 == which;
    }

    private static boolean last(LocalDate date, int month, DayOfWeek weekday) {
        return date.getMonthValue() == month
                && is(date, weekday)
                && date.plusDays(7).getMonthValue() != month;
    }

    /** Of the Gregorian calendar, by J.-M. Oudin's arithmetic (Explanatory Supplement, 1992). */
    private static LocalDate easter(int year) {
        int century = year / 100;
        int golden = year % 19;
        int moon = century - century / 4 - (century - (century - 17) / 25) / 3 + 19 * golden + 15;
        int full = moon % 30;
        full -= (full / 28) * (1 - (full / 28) * (29 / (full + 1)) * ((21 - golden) / 11));
        int weekday = (year + year / 4 + full + 2 - century + century / 4) % 7;
        return LocalDate.of(year, 3, 28).plusDays(full - weekday);
    }

    private static boolean is(LocalDate date, DayOfWeek weekday) {
        return date.getDayOfWeek() == weekday;
    }

    private static MonthDay day(int month, int day) {
        return MonthDay.of(month, day);
    }
}
