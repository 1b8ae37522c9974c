package io.carillon.activities.simulation;

import io.carillon.activities.simulation.Subjects.Phone;
import io.carillon.workflows.call.MachinePolicy;
import io.carillon.workflows.campaign.CampaignSettings;
import io.carillon.workflows.schedule.CallingHours;
import io.carillon.workflows.schedule.CallingHours.Window;

import org.jspecify.annotations.Nullable;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** What a world is made of, by chance: mostly what people write, now and then what nobody would. */
final class Draw {
    /** A week begins up to five days before one of these clock changes, or anywhere. */
    private static final List<String> CHANGES =
            List.of(
                    "2027-03-14T07:00:00Z",
                    "2026-11-01T06:00:00Z",
                    "2026-04-23T22:00:00Z",
                    "2027-10-28T21:00:00Z",
                    "2028-03-25T22:00:00Z",
                    "2026-10-03T15:30:00Z",
                    "2027-04-03T15:00:00Z",
                    "2028-10-29T01:00:00Z");

    private static final List<ZoneId> ZONES =
            zones(
                    "America/New_York",
                    "America/Chicago",
                    "America/Los_Angeles",
                    "America/St_Johns",
                    "Europe/London",
                    "Africa/Cairo",
                    "Asia/Beirut",
                    "Asia/Kathmandu",
                    "Asia/Tokyo",
                    "Australia/Lord_Howe");

    private static final List<String> RESULTS =
            List.of(
                    "human",
                    "human",
                    "machine",
                    "no_answer",
                    "no_answer",
                    "no_answer",
                    "busy",
                    "busy",
                    "congestion",
                    "rejected",
                    "invalid_number",
                    "fax",
                    "blocked");

    final Random random;

    Draw(Random random) {
        this.random = random;
    }

    boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    <T> T of(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    int between(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    Duration upTo(Duration most) {
        return Duration.ofNanos(1000L * random.nextLong(most.toNanos() / 1000 + 1));
    }

    Instant start() {
        Instant near =
                oneIn(3)
                        ? Instant.parse("2026-01-01T00:00:00Z").plus(upTo(Duration.ofDays(1000)))
                        : Instant.parse(of(CHANGES));
        return near.minus(upTo(Duration.ofDays(5)));
    }

    /** A few numbers, so that campaigns meet at them. */
    List<Phone> phones() {
        var phones = new ArrayList<Phone>();
        for (int i = 0; i < 7; i++) {
            phones.add(new Phone("+1212555010" + i, "US", zones("America/New_York")));
            phones.add(
                    new Phone(
                            "+1850555010" + i, "US", zones("America/New_York", "America/Chicago")));
            phones.add(new Phone("+1310555010" + i, "US", zones("America/Los_Angeles")));
        }
        for (int i = 0; i < 3; i++) {
            phones.add(new Phone("+44207946010" + i, "GB", zones("Europe/London")));
            phones.add(new Phone("+8131234567" + i, "JP", zones("Asia/Tokyo")));
            phones.add(new Phone("+1800555010" + i, "US", List.of()));
        }
        return phones;
    }

    @Nullable List<ZoneId> column() {
        if (oneIn(2)) {
            return null;
        }
        return oneIn(4) ? List.of(of(ZONES), of(ZONES)) : List.of(of(ZONES));
    }

    Map<String, Integer> callsPerNumber() {
        var caps = new HashMap<String, Integer>();
        if (oneIn(2)) {
            caps.put("PT24H", between(1, 3));
        }
        if (oneIn(3)) {
            caps.put("P7D", between(1, 5));
        }
        if (oneIn(3)) {
            caps.put("P30D", between(2, 8));
        }
        return caps;
    }

    double callsPerSecond() {
        return of(List.of(0.05, 0.2, 0.7, 1.0, 2.5, 5.0, 20.0));
    }

    String result() {
        return of(RESULTS);
    }

    /** A direct campaign is held to its account's concurrency only. */
    CampaignSettings settings(Instant near, boolean direct) {
        var retry = new HashMap<String, List<Duration>>();
        for (String result : List.of("no_answer", "busy", "machine", "congestion", "unknown")) {
            if (!oneIn(3)) {
                retry.put(result, delays());
            }
        }
        return new CampaignSettings(
                hours(near),
                of(ZONES),
                !oneIn(5),
                oneIn(2),
                direct ? 1000 : oneIn(3) ? 1 : between(2, 10),
                callsPerSecond(),
                oneIn(2) ? null : between(1, 12),
                between(1, 5),
                of(
                        List.of(
                                Duration.ZERO,
                                Duration.ofMinutes(10),
                                Duration.ofHours(1),
                                Duration.ofHours(30))),
                Duration.ofSeconds(between(15, 120)),
                Duration.ofMinutes(10),
                retry,
                null,
                false,
                new MachinePolicy(
                        true,
                        MachinePolicy.OnMachine.LEAVE_MESSAGE,
                        MachinePolicy.OnUnknown.CONTINUE),
                null,
                "US",
                oneIn(3) ? List.of("US") : List.of("US", "GB", "JP"),
                "update",
                Map.of(),
                Map.of(),
                null);
    }

    private List<Duration> delays() {
        var delays = new ArrayList<Duration>();
        for (int n = between(1, 3); n > 0; n--) {
            delays.add(
                    of(
                            List.of(
                                    Duration.ofSeconds(1),
                                    Duration.ofMinutes(10),
                                    Duration.ofHours(1),
                                    Duration.ofHours(4),
                                    Duration.ofDays(1))));
        }
        return delays;
    }

    CallingHours hours(Instant near) {
        Set<LocalDate> closed = new HashSet<>();
        for (int n = random.nextInt(3); n > 0; n--) {
            closed.add(LocalDate.ofInstant(near, ZoneId.of("UTC")).plusDays(random.nextInt(10)));
        }
        Map<DayOfWeek, List<Window>> windows =
                switch (random.nextInt(4)) {
                    case 0 -> CallingHours.standard().windows();
                    case 1 -> CallingHours.allDay().windows();
                    default -> odd();
                };
        return new CallingHours(windows, closed);
    }

    private Map<DayOfWeek, List<Window>> odd() {
        var days = new EnumMap<DayOfWeek, List<Window>>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            var windows = new ArrayList<Window>();
            for (int n = random.nextInt(3); n > 0; n--) {
                int begin = random.nextInt(1440);
                windows.add(new Window(begin, 1 + (begin + between(1, 600)) % 1440));
            }
            days.put(day, windows);
        }
        return days;
    }

    private static List<ZoneId> zones(String... names) {
        return List.of(names).stream().map(ZoneId::of).toList();
    }
}
