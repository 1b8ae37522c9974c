package io.carillon.activities.simulation;

import io.carillon.activities.simulation.Subjects.Agreed;
import io.carillon.activities.simulation.Subjects.Phone;
import io.carillon.activities.simulation.oracle.Journal;
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
import java.time.ZoneOffset;
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

    /** What campaigns say that are known to have asked everybody, or to know it of each. */
    static final Map<String, String> CONSENT_OF_ALL =
            Map.of("basis", "written", "obtained_at", "2025-10-01", "source", "web form");

    static final Map<String, String> CONSENT_OF_EACH =
            Map.of("basis", "written", "obtained_at", "agreed_on", "source", "web form");

    static final List<String> RULED = List.of("US", "CA", "GB", "FR");

    /** Of which no law is known. */
    static final List<String> WITH_JAPAN = List.of("US", "CA", "GB", "FR", "JP");

    private static final Map<String, String> IDENTITY =
            Map.of("caller_name", "Acme", "opt_out_number", "+12025550111");

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
            phones.add(phone("+1212555010" + i, "US-NY", "America/New_York"));
            phones.add(phone("+1850555010" + i, "US-FL", "America/New_York", "America/Chicago"));
            phones.add(phone("+1310555010" + i, "US-CA", "America/Los_Angeles"));
        }
        for (int i = 0; i < 3; i++) {
            phones.add(phone("+1205555010" + i, "US-AL", "America/Chicago"));
            phones.add(phone("+1214555010" + i, "US-TX", "America/Chicago"));
            phones.add(phone("+1801555010" + i, "US-UT", "America/Denver"));
            phones.add(phone("+1605555010" + i, "US-SD", "America/Chicago", "America/Denver"));
            phones.add(phone("+1416555010" + i, "CA-ON", "America/Toronto"));
            phones.add(phone("+44207946010" + i, "GB", "Europe/London"));
            phones.add(phone("+3314266010" + i, "FR", "Europe/Paris"));
            phones.add(phone("+8131234567" + i, "JP", "Asia/Tokyo"));
            phones.add(new Phone("+1800555010" + i, "US", Journal.NORTH_AMERICA, List.of()));
        }
        return phones;
    }

    private static Phone phone(String number, String place, String... zones) {
        return new Phone(number, place.substring(0, 2), Set.of(place), zones(zones));
    }

    /** What a lead file says of where somebody lives: mostly nothing. */
    @Nullable String state() {
        return oneIn(5) ? of(List.of("US-AL", "US-CA", "US-NY", "US-TX", "US-UT")) : null;
    }

    /** Cells as people write them, and days to come. */
    Agreed agreed(Instant now) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        LocalDate before = today.minusDays(between(2, 300));
        LocalDate after = today.plusDays(between(1, 40));
        return of(
                List.of(
                        new Agreed(before.toString(), before),
                        new Agreed(before + "T12:00:00Z", before),
                        new Agreed(" " + before + " ", before),
                        new Agreed(after.toString(), after),
                        new Agreed("", null),
                        new Agreed("yes", null),
                        new Agreed("10/01/2025", null)));
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

    /**
     * @param direct held to its account's concurrency only
     * @param real it rings the phones of people, and was started as such
     */
    CampaignSettings settings(Instant near, boolean direct, boolean real) {
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
                "This is {{caller_name}}. Call {{opt_out_number}} never to be called again.",
                "US",
                oneIn(3) ? List.of("US") : real ? RULED : WITH_JAPAN,
                "update",
                direct || !oneIn(3) ? CONSENT_OF_ALL : CONSENT_OF_EACH,
                IDENTITY,
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
