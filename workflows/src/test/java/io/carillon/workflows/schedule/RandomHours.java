package io.carillon.workflows.schedule;

import io.carillon.workflows.schedule.CallingHours.Window;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Hours nobody would write, most of whose windows begin or end within an hour and a half of given
 * times of the day: inside gaps and repeated hours, at their edges, over midnight.
 */
final class RandomHours {
    private static final int DAY = 1440;

    private final Random random;
    private final List<LocalDateTime> near;

    RandomHours(Random random, List<LocalDateTime> near) {
        this.random = random;
        this.near = near;
    }

    CallingHours next() {
        var days = new EnumMap<DayOfWeek, List<Window>>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            var windows = new ArrayList<Window>();
            for (int n = random.nextInt(3); n > 0; n--) {
                windows.add(window());
            }
            days.put(day, windows);
        }
        return new CallingHours(days, closedDates());
    }

    private Window window() {
        int begin = minute();
        int end = random.nextInt(5) == 0 ? DAY : minute();
        if (random.nextInt(4) == 0) {
            // Short enough to lie within a gap or a repeated hour.
            end = 1 + (begin + random.nextInt(40)) % DAY;
        }
        return new Window(begin, end == begin || end == 0 ? 1 + begin % DAY : end);
    }

    private int minute() {
        LocalDateTime time = near.get(random.nextInt(near.size()));
        return switch (random.nextInt(8)) {
            case 0 -> 0;
            case 1, 2 -> random.nextInt(DAY);
            case 3 -> time.getHour() * 60 + time.getMinute();
            default ->
                    Math.floorMod(
                            time.getHour() * 60 + time.getMinute() + random.nextInt(181) - 90, DAY);
        };
    }

    private Set<LocalDate> closedDates() {
        Set<LocalDate> closed = new HashSet<>();
        for (int n = random.nextInt(3); n > 0; n--) {
            LocalDate date = near.get(random.nextInt(near.size())).toLocalDate();
            closed.add(date.plusDays(random.nextInt(5) - 2));
        }
        return closed;
    }
}
