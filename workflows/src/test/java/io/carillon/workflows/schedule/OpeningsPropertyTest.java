package io.carillon.workflows.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.workflows.schedule.CallingHours.Window;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;

/** Random hours around the clock changes of odd zones, against a walk minute by minute. */
class OpeningsPropertyTest {
    private static final int CASES = 300;

    private static final Duration WALK = Duration.ofDays(9);

    private static final List<String> ZONES =
            List.of(
                    "America/New_York",
                    "Africa/Cairo",
                    "Asia/Beirut",
                    "Australia/Lord_Howe",
                    "Asia/Kathmandu",
                    "America/St_Johns",
                    "Pacific/Kiritimati",
                    "UTC");

    private static final List<String> NEAR =
            List.of(
                    "2027-03-14T07:00:00Z",
                    "2026-11-01T06:00:00Z",
                    "2026-04-23T22:00:00Z",
                    "2026-10-29T21:00:00Z",
                    "2026-03-28T22:00:00Z",
                    "2026-10-24T21:00:00Z",
                    "2026-10-03T15:30:00Z",
                    "2026-04-04T15:00:00Z");

    @Test
    void agreesWithAWalkMinuteByMinute() {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("OpeningsPropertyTest -Dseed=" + seed);
        var random = new Random(seed);
        for (int i = 0; i < CASES; i++) {
            List<ZoneId> zones = zones(random);
            Instant from = from(random);
            CallingHours hours = hours(random, from);
            var openings = new Openings(hours);
            String said = "case %d of seed %d: %s %s %s".formatted(i, seed, hours, zones, from);

            Optional<Instant> walked = walk(hours, zones, from, true);

            assertThat(openings.nextOpening(from, zones).filter(within(from)))
                    .as(said)
                    .isEqualTo(walked);
            if (walked.isPresent()) {
                assertThat(openings.closesAt(walked.get(), zones).filter(within(walked.get())))
                        .as(said)
                        .isEqualTo(walk(hours, zones, walked.get(), false));
            }
        }
    }

    private static Predicate<Instant> within(Instant from) {
        return found -> found.isBefore(from.plus(WALK));
    }

    /** Every rule as the contract words it, asked of one minute after the other. */
    private static Optional<Instant> walk(
            CallingHours hours, List<ZoneId> zones, Instant from, boolean wanted) {
        for (Instant at = from; at.isBefore(from.plus(WALK)); at = nextMinute(at)) {
            Instant asked = at;
            if (zones.stream().allMatch(zone -> open(hours, zone, asked)) == wanted) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }

    private static Instant nextMinute(Instant at) {
        return Instant.ofEpochSecond((at.getEpochSecond() / 60 + 1) * 60);
    }

    private static boolean open(CallingHours hours, ZoneId zone, Instant at) {
        LocalDateTime local = LocalDateTime.ofInstant(at, zone);
        LocalDate today = local.toLocalDate();
        int minute = local.getHour() * 60 + local.getMinute();
        return opened(hours, today, minute, today)
                || opened(hours, today.minusDays(1), minute + 1440, today);
    }

    /** Whether a window opened on {@code date} holds that minute, counted from its midnight. */
    private static boolean opened(CallingHours hours, LocalDate date, int minute, LocalDate today) {
        if (hours.closedDates().contains(date) || hours.closedDates().contains(today)) {
            return false;
        }
        for (Window window : hours.windows().getOrDefault(date.getDayOfWeek(), List.of())) {
            int end = window.endMinute() + (window.endMinute() < window.beginMinute() ? 1440 : 0);
            if (window.beginMinute() <= minute && minute < end) {
                return true;
            }
        }
        return false;
    }

    private static List<ZoneId> zones(Random random) {
        var zones = new ArrayList<ZoneId>();
        for (int n = 1 + random.nextInt(2); n > 0; n--) {
            zones.add(ZoneId.of(ZONES.get(random.nextInt(ZONES.size()))));
        }
        return zones;
    }

    private static Instant from(Random random) {
        return Instant.parse(NEAR.get(random.nextInt(NEAR.size())))
                .plusSeconds(random.nextInt(3 * 86_400) - 2 * 86_400L);
    }

    private static CallingHours hours(Random random, Instant near) {
        var days = new EnumMap<DayOfWeek, List<Window>>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            var windows = new ArrayList<Window>();
            for (int n = random.nextInt(3); n > 0; n--) {
                Window window = window(random);
                if (window != null) {
                    windows.add(window);
                }
            }
            days.put(day, windows);
        }
        Set<LocalDate> closed = new HashSet<>();
        LocalDate date = LocalDate.ofInstant(near, ZoneId.of("UTC"));
        for (int n = random.nextInt(3); n > 0; n--) {
            closed.add(date.plusDays(random.nextInt(6) - 1));
        }
        return new CallingHours(days, closed);
    }

    private static @Nullable Window window(Random random) {
        int begin = random.nextInt(4) == 0 ? random.nextInt(181) : random.nextInt(1440);
        int end = random.nextInt(4) == 0 ? 1440 : 1 + random.nextInt(1440);
        return begin == end ? null : new Window(begin, end);
    }
}
