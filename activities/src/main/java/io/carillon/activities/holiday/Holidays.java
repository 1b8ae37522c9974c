package io.carillon.activities.holiday;

import de.focus_shift.jollyday.core.CalendarHierarchy;
import de.focus_shift.jollyday.core.Holiday;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.HolidayType;
import de.focus_shift.jollyday.core.ManagerParameters;

import java.time.LocalDate;
import java.time.Year;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Holidays of countries and their parts. A region is written as ISO 3166 writes it: {@code US},
 * {@code US-NY}, {@code GB-SCT}; a part has its country's holidays too. Both the day itself and the
 * day it is observed on are holidays.
 */
public final class Holidays {
    private static final Pattern REGION = Pattern.compile("[A-Z]{2}(-[A-Z0-9]{1,3})*");

    /** Calendars of exchanges and banks are no regions. */
    private static final Set<String> COUNTRIES =
            HolidayManager.getSupportedCalendarCodes().stream()
                    .filter(code -> code.matches("[A-Z]{2}"))
                    .collect(Collectors.toUnmodifiableSet());

    private static final Map<String, HolidayManager> MANAGERS = new ConcurrentHashMap<>();

    private Holidays() {}

    /** Whether there are holidays for this region, written like {@code US-NY}. */
    public static boolean known(String region) {
        if (!REGION.matcher(region).matches() || !COUNTRIES.contains(country(region))) {
            return false;
        }
        CalendarHierarchy place = manager(region).getCalendarHierarchy();
        for (String part : parts(region)) {
            place = place.getChildren().get(part);
            if (place == null) {
                return false;
            }
        }
        return true;
    }

    /**
     * Days on which public life rests, by law or by custom of the banks.
     *
     * @param region a known one
     */
    public static Set<LocalDate> rests(String region, int year) {
        return dates(region, year, false);
    }

    /** As {@link #rests}, and the days that are marked without rest, as some state holidays are. */
    public static Set<LocalDate> all(String region, int year) {
        return dates(region, year, true);
    }

    private static Set<LocalDate> dates(String region, int year, boolean observances) {
        if (!known(region)) {
            throw new IllegalArgumentException("no holidays are known for region " + region);
        }
        var dates = new TreeSet<LocalDate>();
        for (Holiday holiday : manager(region).getHolidays(Year.of(year), parts(region))) {
            if (observances || holiday.getType() != HolidayType.OBSERVANCE) {
                dates.add(holiday.getActualDate());
                holiday.getObservedDate().ifPresent(dates::add);
            }
        }
        return dates;
    }

    private static HolidayManager manager(String region) {
        return MANAGERS.computeIfAbsent(country(region), Holidays::read);
    }

    // One at a time: whoever asks while Jollyday looks for its reader of calendars for the first
    // time is told that there is none (LazyServiceLoaderCache shows its list before it fills it).
    private static synchronized HolidayManager read(String country) {
        return HolidayManager.getInstance(
                ManagerParameters.create(country.toLowerCase(Locale.ROOT)));
    }

    private static String country(String region) {
        return region.substring(0, 2);
    }

    private static String[] parts(String region) {
        String[] all = region.toLowerCase(Locale.ROOT).split("-");
        return Arrays.copyOfRange(all, 1, all.length);
    }
}
