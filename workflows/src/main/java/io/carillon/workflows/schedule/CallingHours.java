package io.carillon.workflows.schedule;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * When a phone may ring, in local time. A weekday without windows is closed. A window whose end is
 * before its begin crosses midnight. On a closed date nothing is open: neither the tail of
 * yesterday's window nor, on the day after, the tail of a window opened on it.
 *
 * @param closedDates as they were told
 * @param holidaysOf regions whose holidays are closed, too: {@code US, GB-SCT}
 * @param holidays their dates, as they were worked out when the campaign was written
 */
public record CallingHours(
        Map<DayOfWeek, List<Window>> windows,
        Set<LocalDate> closedDates,
        List<String> holidaysOf,
        Set<LocalDate> holidays) {
    public CallingHours {
        windows = Map.copyOf(windows);
        closedDates = Set.copyOf(closedDates);
        // Hours that were stored before there were holidays have none.
        holidaysOf = holidaysOf == null ? List.of() : List.copyOf(holidaysOf);
        holidays = holidays == null ? Set.of() : Set.copyOf(holidays);
    }

    public CallingHours(Map<DayOfWeek, List<Window>> windows, Set<LocalDate> closedDates) {
        this(windows, closedDates, List.of(), Set.of());
    }

    /** These, closed on those holidays as well. */
    public CallingHours keeping(Set<LocalDate> dates) {
        return new CallingHours(windows, closedDates, holidaysOf, dates);
    }

    /** Nothing is open on that date. */
    boolean closedOn(LocalDate date) {
        return closedDates.contains(date) || holidays.contains(date);
    }

    /** Every day 09:00 to 20:00: what holds for a campaign that says nothing. */
    public static CallingHours standard() {
        return everyDay(new Window(9 * 60, 20 * 60));
    }

    /** Every day around the clock. */
    public static CallingHours allDay() {
        return everyDay(new Window(0, 1440));
    }

    /** The same window on every weekday, no closed dates. */
    public static CallingHours everyDay(Window window) {
        var windows = new EnumMap<DayOfWeek, List<Window>>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            windows.put(day, List.of(window));
        }
        return new CallingHours(windows, Set.of());
    }

    /**
     * No weekday has a closed minute, so the zone matters on closed dates only. Windows that make
     * up the day in pieces do not count: nobody writes them who means all day.
     */
    public boolean roundTheClock() {
        return Arrays.stream(DayOfWeek.values())
                .allMatch(
                        day -> windows.getOrDefault(day, List.of()).contains(new Window(0, 1440)));
    }

    /**
     * Minutes of the day: begin inclusive 0..1439, end exclusive 1..1440 (1440 is 24:00). Begin
     * equal to end is refused.
     */
    public record Window(int beginMinute, int endMinute) {
        public Window {
            if (beginMinute < 0
                    || beginMinute > 1439
                    || endMinute < 1
                    || endMinute > 1440
                    || beginMinute == endMinute) {
                throw new IllegalArgumentException(
                        "window from minute " + beginMinute + " to " + endMinute);
            }
        }
    }
}
