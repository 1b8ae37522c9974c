package io.carillon.workflows.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Random hours in every zone there is, around each of its clock changes from 2026 to 2028, against
 * a walk minute by minute. Ten times as many cases: {@code -Dcases=10}; other ones: {@code
 * -Dseed=…}.
 */
class OpeningsPropertyTest {
    private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("2029-01-01T00:00:00Z");

    /** As a call before the change, the change itself and the days after it need. */
    private static final Duration WALK = Duration.ofHours(60);

    private static final Duration BEFORE = Duration.ofHours(26);

    private static final List<ZoneId> ZONES =
            ZoneId.getAvailableZoneIds().stream().sorted().map(ZoneId::of).toList();

    private final long seed = Long.getLong("seed", 1);
    private final Random random = new Random(seed);
    private int cases;
    private int openings;
    private int openingsAtChanges;
    private int closings;
    private int tooShort;

    @Test
    void agreesWithAWalkMinuteByMinuteAroundEveryClockChange() {
        int times = Integer.getInteger("cases", 1);
        for (int i = 0; i < times; i++) {
            for (ZoneId zone : ZONES) {
                aroundChanges(zone);
            }
        }
        System.out.printf(
                "OpeningsPropertyTest -Dseed=%d: %d cases in %d zones, %d openings (%d at a clock"
                        + " change), %d closings, %d openings too short to ring in%n",
                seed, cases, ZONES.size(), openings, openingsAtChanges, closings, tooShort);
        assertThat(List.of(openings, openingsAtChanges, closings, tooShort)).doesNotContain(0);
    }

    /** A zone whose clock never changes is looked at once, anywhere. */
    private void aroundChanges(ZoneId zone) {
        List<Instant> changes = changes(zone);
        if (changes.isEmpty()) {
            changes.add(
                    FIRST.plusSeconds(
                            random.nextLong(LAST.getEpochSecond() - FIRST.getEpochSecond())));
        }
        changes.forEach(change -> around(zone, change));
    }

    private static List<Instant> changes(ZoneId zone) {
        var changes = new ArrayList<Instant>();
        Instant at = FIRST;
        for (ZoneOffsetTransition next = zone.getRules().nextTransition(at);
                next != null && next.getInstant().isBefore(LAST);
                next = zone.getRules().nextTransition(at)) {
            at = next.getInstant();
            changes.add(at);
        }
        return changes;
    }

    private void around(ZoneId zone, Instant change) {
        List<ZoneId> zones = candidates(zone);
        Instant from = from(change);
        CallingHours hours =
                new RandomHours(
                                random,
                                List.of(
                                        LocalDateTime.ofInstant(change.minusNanos(1), zone),
                                        LocalDateTime.ofInstant(change, zone)))
                        .next();
        Duration room =
                Duration.ofSeconds(random.nextInt(4) == 0 ? 1800 : 15 + random.nextInt(106));
        String said =
                "case %d of seed %d: %s in %s from %s, ringing %s"
                        .formatted(cases++, seed, hours, zones, from, room);

        var openings = new Openings(hours);
        var walked = new WalkedMinutes(hours, zones, from, WALK);

        agreeOn(openings, walked, zones, from, room, said);
        for (long nanos : new long[] {-1000, 0, 1000}) {
            Instant at = change.plusNanos(nanos);
            assertThat(openings.isOpen(at, zones)).as(said).isEqualTo(walked.isOpen(at));
        }
        if (walked.nextOpening(from, Duration.ZERO).filter(change::equals).isPresent()) {
            openingsAtChanges++;
        }
    }

    private void agreeOn(
            Openings openings,
            WalkedMinutes walked,
            List<ZoneId> zones,
            Instant from,
            Duration room,
            String said) {
        var opening = walked.nextOpening(from, Duration.ZERO);
        // What begins to ring before the walk's end would have to be followed beyond it.
        Instant known = walked.end().minus(room);
        var roomy = walked.nextOpening(from, room);

        assertThat(openings.nextOpening(from, zones).filter(walked.end()::isAfter))
                .as(said)
                .isEqualTo(opening);
        assertThat(openings.nextOpening(from, zones, room).filter(known::isAfter))
                .as(said)
                .isEqualTo(roomy.filter(known::isAfter));
        if (opening.isPresent()) {
            this.openings++;
            var close = walked.closesAt(opening.get());
            closings += close.isPresent() ? 1 : 0;
            tooShort += opening.equals(roomy) ? 0 : 1;
            assertThat(openings.closesAt(opening.get(), zones).filter(walked.end()::isAfter))
                    .as(said)
                    .isEqualTo(close);
        }
    }

    /** One zone, or with one or two others that must be open at the same time. */
    private List<ZoneId> candidates(ZoneId zone) {
        var zones = new ArrayList<ZoneId>(List.of(zone));
        for (int more = Math.max(0, random.nextInt(4) - 1); more > 0; more--) {
            zones.add(ZONES.get(random.nextInt(ZONES.size())));
        }
        return zones;
    }

    /** Mostly in the last hours before the change, and rarely on a whole minute. */
    private Instant from(Instant change) {
        return switch (random.nextInt(4)) {
            case 0 -> change.minus(BEFORE.dividedBy(1 + random.nextInt(20)));
            case 1 -> change.minusSeconds(60L * (1 + random.nextInt(180)));
            default -> change.minusNanos(1000L * (1 + random.nextLong(BEFORE.toNanos() / 1000)));
        };
    }
}
