package io.carillon.api.campaign;

import io.carillon.api.http.JsonReader;
import io.carillon.workflows.schedule.CallingHours.Window;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code hours}: per weekday a list of {@code ["09:00","20:00"]}. */
final class HoursReader {
    private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-4]):([0-5][0-9])");
    private static final int MIDNIGHT = 1440;
    private static final int WINDOWS_MAX = 24;

    private HoursReader() {}

    /** A weekday without windows is closed and left out. */
    static Map<DayOfWeek, List<Window>> read(JsonReader hours) {
        var windows = new EnumMap<DayOfWeek, List<Window>>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            String name = day.name().toLowerCase(Locale.ROOT);
            List<Window> open = day(hours, name);
            if (!open.isEmpty()) {
                windows.put(day, open);
            }
        }
        return windows;
    }

    private static List<Window> day(JsonReader hours, String day) {
        JsonNode list = hours.raw(day);
        if (list == null) {
            return List.of();
        }
        if (!list.isArray()) {
            hours.wrongType(day, "a list of windows like [\"09:00\",\"20:00\"]");
            return List.of();
        }
        if (list.size() > WINDOWS_MAX) {
            hours.refuse(day, "TOO_MANY", "has more than " + WINDOWS_MAX + " windows");
            return List.of();
        }
        var windows = new ArrayList<Window>();
        for (int i = 0; i < list.size(); i++) {
            Window window = window(hours, day + "/" + i, list.get(i));
            if (window != null) {
                windows.add(window);
            }
        }
        return windows;
    }

    private static @Nullable Window window(JsonReader hours, String at, JsonNode pair) {
        if (!pair.isArray() || !pair.path(0).isString() || !pair.path(1).isString()) {
            hours.wrongTypeAt(at, "two times like [\"09:00\",\"20:00\"]");
            return null;
        }
        if (pair.size() != 2) {
            hours.refuseAt(at, "HOURS_INVALID", "has not exactly two times");
            return null;
        }
        int begin = minutes(pair.get(0).stringValue());
        int end = minutes(pair.get(1).stringValue());
        if (begin < 0 || end < 0 || begin == MIDNIGHT) {
            hours.refuseAt(
                    at,
                    "HOURS_INVALID",
                    "is not two times from 00:00 to 24:00, the first before 24:00");
            return null;
        }
        if (begin == end) {
            hours.refuseAt(
                    at, "HOURS_EMPTY", "ends when it begins; all day is [\"00:00\",\"24:00\"]");
            return null;
        }
        // Midnight as an end is the end of the day.
        return new Window(begin, end == 0 ? MIDNIGHT : end);
    }

    private static int minutes(String text) {
        Matcher time = TIME.matcher(text);
        if (!time.matches()) {
            return -1;
        }
        int minutes = Integer.parseInt(time.group(1)) * 60 + Integer.parseInt(time.group(2));
        return minutes > MIDNIGHT ? -1 : minutes;
    }
}
