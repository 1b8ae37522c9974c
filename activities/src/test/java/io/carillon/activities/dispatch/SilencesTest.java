package io.carillon.activities.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.util.List;

class SilencesTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    /** Asked for at 1,000 ms, acknowledged at 1,200, ended at 2,000. */
    private static final Silence SILENCE = new Silence(at(1_000), at(1_200), at(2_000));

    @ParameterizedTest
    @CsvSource({
        "999, 0", "1000, 0", "1199, 0", "1200, 0", "1201, 1", "1999, 1", "2000, 0", "2001, 0"
    })
    void isBrokenByADialAfterTheAcknowledgement(int dial, int broken) {
        var silences = new Silences();

        silences.add(List.of(SILENCE), List.of(at(dial)), List.of(), List.of());

        assertThat(silences.broken()).hasSize(broken);
    }

    @Test
    void ofAStopNeverEnds() {
        var silences = new Silences();
        var stop = new Silence(at(1_000), at(1_200), Instant.MAX);

        silences.add(List.of(stop), List.of(at(86_400_000)), List.of(), List.of());

        assertThat(silences.broken()).hasSize(1);
        assertThat(silences.told().getFirst())
                .isEqualTo(
                        "1 moments (0 pauses, 1 stops) among 1 dials: 1 dials after an acknowledgement by dialed_at");
    }

    @Test
    void theCarriersLogStandsBeside() {
        var silences = new Silences();

        silences.add(
                List.of(SILENCE), List.of(at(1_190)), List.of(at(1_150), at(1_207)), List.of());

        assertThat(silences.broken()).isEmpty();
        assertThat(silences.told())
                .contains(
                        "the carrier's log, 2 requests: 1 after an acknowledgement, the latest by 7 ms");
    }

    @Test
    void theSlowestAcknowledgementsAreTold() {
        var silences = new Silences();
        var stop = new Silence(at(3_000), at(4_500), Instant.MAX);

        silences.add(List.of(SILENCE, stop), List.of(at(1_100)), List.of(), List.of(at(3_100)));

        assertThat(silences.told())
                .contains(
                        "the slowest: 1,500 ms (a stop asked for at 2026-11-21T12:00:03Z, 0 requests on their way, 1 claims turned away),"
                                + " 200 ms (a pause asked for at 2026-11-21T12:00:01Z, 1 requests on their way, 0 claims turned away)");
    }

    @ParameterizedTest
    @CsvSource({
        // a dial, a claim turned away, worthwhile
        "940, , 0",
        "950, , 1",
        "1000, , 1",
        "1100, , 1",
        "2000, , 0",
        ", 1500, 1",
        ", 2500, 0"
    })
    void isWorthwhileWhereSomethingCouldHaveLeft(Integer dial, Integer claim, int worthwhile) {
        var silences = new Silences();

        silences.add(List.of(SILENCE), maybe(dial), List.of(), maybe(claim));

        assertThat(silences.worthwhile()).isEqualTo(worthwhile);
    }

    private static List<Instant> maybe(@org.jspecify.annotations.Nullable Integer millis) {
        return millis == null ? List.of() : List.of(at(millis));
    }

    private static Instant at(int millis) {
        return NOON.plusMillis(millis);
    }
}
