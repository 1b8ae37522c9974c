package io.carillon.activities.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;

/** Send instants: never more in a sliding second than the limit, evenly, and hardly fewer. */
class PaceTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        // rate, calls, within milliseconds
        "0.2, 1, 5000",
        "0.5, 1, 2000",
        "0.999, 1, 1001",
        "1, 1, 1000",
        "1.5, 1, 1000",
        "2.5, 2, 1000",
        "10, 10, 1000",
        "50, 50, 1000"
    })
    void isSoManyWholeCallsInAWindow(double rate, int calls, long millis) {
        Pace pace = Pace.perSecond(rate);

        assertThat(pace.calls()).isEqualTo(calls);
        assertThat(Math.ceil(pace.window().toNanos() / 1e6)).isBetween(millis - 1.0, millis + 1.0);
    }

    @ParameterizedTest
    @CsvSource({
        // rate, milliseconds since the last instant, instants within the next half second
        "1, 10000, 1",
        "1, 1000, 1",
        "1, 500, 0",
        "10, -400, 0",
        "10, 0, 4",
        "0.2, 4600, 1",
        "0.2, 4000, 0"
    })
    void countsTheInstantsWithinHalfASecond(double rate, long since, int expected) {
        Sent sent = Sent.last(NOW.minusMillis(since));

        assertThat(sent.instantsAhead(NOW, Pace.perSecond(rate), Duration.ofMillis(500), 100))
                .isEqualTo(expected);
    }

    @Test
    void beginsEvenlyHoweverManyAreWaiting() {
        Pace pace = Pace.perSecond(20);
        List<Instant> given = giveOut(pace, 40);

        for (int i = 1; i < given.size(); i++) {
            assertThat(Duration.between(given.get(i - 1), given.get(i)))
                    .isGreaterThanOrEqualTo(pace.gap());
        }
    }

    @Test
    void makesUpForAStallOfATenthOfASecondWithoutABunch() {
        Pace pace = Pace.perSecond(20);
        Sent sent = Sent.NOTHING;
        Instant clock = NOW;
        var given = new ArrayList<Instant>();
        for (int i = 0; i < 60; i++) {
            // Nothing is ready for a while in the middle.
            clock = i == 30 ? clock.plusMillis(150) : clock;
            Instant at = sent.earliest(clock, pace);
            sent = sent.with(at, null, pace);
            given.add(at);
            clock = at;
        }

        // The window's 25 ms, twice, is what nobody's departure being known costs.
        Duration taken = Duration.between(given.getFirst(), given.getLast());
        assertThat(taken)
                .isBetween(
                        pace.gap().multipliedBy(59), pace.gap().multipliedBy(59).plusMillis(150));
        for (int i = 1; i < given.size(); i++) {
            assertThat(Duration.between(given.get(i - 1), given.get(i)))
                    .isGreaterThanOrEqualTo(pace.squeezedGap());
        }
    }

    @Test
    void makesUpForNoMoreThanHalfASecond() {
        Pace pace = Pace.perSecond(10);
        Sent sent = Sent.last(NOW.minusSeconds(3600));
        Instant clock = NOW;
        int withinTheFirstSecond = 0;
        while (clock.isBefore(NOW.plusSeconds(1))) {
            Instant at = sent.earliest(clock, pace);
            sent = sent.with(at, null, pace);
            withinTheFirstSecond += at.isBefore(NOW.plusSeconds(1)) ? 1 : 0;
            clock = at;
        }

        assertThat(withinTheFirstSecond).isEqualTo(10);
    }

    @Test
    void whoLeavesLaterKeepsNobodyBack() {
        Pace pace = Pace.perSecond(50);
        Instant ahead = NOW.plusMillis(300);
        Sent sent = Sent.NOTHING.with(NOW, null, pace).with(ahead, null, pace);

        var between = new ArrayList<Instant>();
        for (int i = 0; i < 10; i++) {
            Instant at = sent.earliest(NOW, pace);
            sent = sent.with(at, null, pace);
            between.add(at);
        }

        assertThat(between).isSorted().allMatch(at -> at.isBefore(ahead));
        assertThat(sent.recent()).isSortedAccordingTo(Comparator.comparing(Sent.Given::at));
    }

    @Test
    void aMissedInstantCountsForNothing() {
        Pace pace = Pace.perSecond(2);
        Sent before = Sent.NOTHING.with(NOW.minusSeconds(1), null, pace).with(NOW, null, pace);
        Instant missed = before.earliest(NOW.plusMillis(600), pace);

        Sent after = before.with(missed, null, pace).without(missed, pace);

        assertThat(after.earliest(NOW.plusMillis(700), pace))
                .isEqualTo(before.earliest(NOW.plusMillis(700), pace));
    }

    /**
     * Requests ready at random moments, late by up to what is allowed, the limit edited on the way.
     */
    @Test
    void noSlidingSecondHoldsMoreThanTheLimitWhateverHappens() {
        long seed = Long.getLong("seed", new Random().nextLong());
        var random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            double rate = round % 2 == 0 ? 1 + random.nextInt(30) : 0.2 + random.nextDouble() * 12;
            List<Instant> left = dialedBy(Pace.perSecond(rate), random).stream().sorted().toList();
            int limit = Math.max(1, (int) rate);
            Duration window =
                    rate >= 1 ? Duration.ofSeconds(1) : Duration.ofNanos((long) (1e9 / rate));
            for (int i = 0; i + limit < left.size(); i++) {
                assertThat(Duration.between(left.get(i), left.get(i + limit)))
                        .as("rate %s, seed %d, round %d", rate, seed, round)
                        .isGreaterThanOrEqualTo(window);
            }
        }
    }

    /**
     * Processes that need different times to get ready take instants before those already given
     * out; after stalls, as many as may be squeezed lie ahead.
     */
    @Test
    void noSlidingSecondHoldsMoreThanTheLimitWhoeverAsks() {
        long seed = Long.getLong("seed", new Random().nextLong());
        var random = new Random(seed);
        for (int round = 0; round < 100; round++) {
            int limit = 10 + random.nextInt(90);
            List<Instant> left =
                    dialedByProcesses(Pace.perSecond(limit), random).stream().sorted().toList();
            for (int i = 0; i + limit < left.size(); i++) {
                assertThat(Duration.between(left.get(i), left.get(i + limit)))
                        .as("limit %d, seed %d, round %d, call %d", limit, seed, round, i)
                        .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
            }
        }
    }

    @Test
    void aLimitThatIsEditedHoldsFromThenOn() {
        long seed = Long.getLong("seed", new Random().nextLong());
        var random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            Sent sent = Sent.NOTHING;
            Instant clock = NOW;
            var given = new ArrayList<Instant>();
            var limits = new ArrayList<Integer>();
            for (int i = 0; i < 200; i++) {
                int limit = 1 + random.nextInt(12);
                for (int k = random.nextInt(8); k >= 0; k--) {
                    Pace pace = Pace.perSecond(limit);
                    clock = sent.earliest(clock, pace);
                    sent = sent.with(clock, null, pace);
                    given.add(clock);
                    limits.add(limit);
                }
            }
            for (int i = 0; i < given.size(); i++) {
                Instant second = given.get(i).minusSeconds(1);
                long within = given.subList(0, i + 1).stream().filter(second::isBefore).count();
                assertThat(within)
                        .as("seed %d, round %d, instant %d", seed, round, i)
                        .isLessThanOrEqualTo(limits.get(i));
            }
        }
    }

    private static List<Instant> giveOut(Pace pace, int count) {
        Sent sent = Sent.NOTHING;
        var given = new ArrayList<Instant>();
        for (int i = 0; i < count; i++) {
            Instant at = sent.earliest(NOW, pace);
            sent = sent.with(at, null, pace);
            given.add(at);
        }
        return given;
    }

    private static List<Instant> dialedBy(Pace pace, Random random) {
        Sent sent = Sent.NOTHING;
        Instant clock = NOW;
        var left = new ArrayList<Instant>();
        var known = new HashMap<UUID, Instant>();
        for (int i = 0; i < 200; i++) {
            clock = clock.plusMillis(random.nextInt(20) == 0 ? random.nextInt(2000) : 0);
            var call = new UUID(1, i);
            // Some may leave only later, for another limit's sake.
            Instant from = clock.plusMillis(random.nextInt(3) == 0 ? random.nextInt(500) : 0);
            Instant at = sent.earliest(from, pace, known);
            sent = sent.with(at, call, pace);
            if (random.nextInt(20) == 0) {
                sent = sent.without(at, pace);
            } else {
                left.add(at.plusNanos((long) (random.nextDouble() * Pace.LATEST.toNanos())));
                if (random.nextInt(3) > 0) {
                    known.put(call, left.getLast());
                }
            }
            clock = at.isAfter(clock.plusMillis(300)) ? at.minusMillis(300) : clock;
        }
        return left;
    }

    private static List<Instant> dialedByProcesses(Pace pace, Random random) {
        int[] headrooms = {20, 80, 150, 250};
        Sent sent = Sent.NOTHING;
        Instant clock = NOW;
        var left = new HashMap<UUID, Instant>();
        for (int i = 0; i < 40 * pace.calls(); i++) {
            boolean stalled = random.nextInt(pace.calls()) == 0;
            clock =
                    clock.plusMillis(
                            stalled
                                    ? 100 + random.nextInt(600)
                                    : random.nextInt(1000 / pace.calls()));
            Instant now = clock;
            Map<UUID, Instant> known =
                    left.entrySet().stream()
                            .filter(each -> each.getValue().plusMillis(30).isBefore(now))
                            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
            Instant from = clock.plusMillis(headrooms[random.nextInt(headrooms.length)]);
            Instant at = sent.earliest(from, pace, known);
            if (!at.isAfter(clock.plus(Pace.FURTHEST_OF_CAMPAIGNS))) {
                var call = new UUID(2, i);
                sent = sent.with(at, call, pace);
                left.put(call, at.plusNanos((long) (random.nextDouble() * Pace.LATEST.toNanos())));
            }
        }
        return List.copyOf(left.values());
    }
}
