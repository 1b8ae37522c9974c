package io.carillon.dev;

import static io.carillon.dev.TurnaroundStages.Moment.ANSWERED;
import static io.carillon.dev.TurnaroundStages.Moment.ARRIVED;
import static io.carillon.dev.TurnaroundStages.Moment.ASKING;
import static io.carillon.dev.TurnaroundStages.Moment.BEGUN;
import static io.carillon.dev.TurnaroundStages.Moment.TAKEN;
import static io.carillon.dev.TurnaroundStages.Moment.TELLING;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.dev.TurnaroundStages.Moment;
import io.carillon.dev.TurnaroundStages.Turn;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

class TurnaroundStagesTest {
    private static final long MILLI = 1_000_000;

    /** A moment not seen. */
    private static final long NEVER = -1;

    @Test
    void saysTheStagesOfAllAndOfTheSlowestTwoPercent() {
        var turns = new ArrayList<Turn>();
        turns.addAll(Collections.nCopies(58, turn(6, 11, 15, 17)));
        turns.add(turn(30, 130, 140, 141));
        turns.add(turn(6, 11, 15, 95));

        var stages = new TurnaroundStages(turns);

        assertThat(stages)
                .hasToString(
                        "kept 6/30, told 5/100, written 4/10, asked 2/80 ms (p50/p99, 60 of 60 times);"
                                + " the slowest 2 % (2): kept 30, told 100, written 10, asked 80 ms;"
                                + " since the callback: answered NaN/NaN, update accepted NaN/NaN ms");
    }

    @Test
    void countsATurnaroundThatMissedAStageOnlyAsAWhole() {
        Turn seen = turn(6, 11, 15, 17);
        Turn missed = turn(NEVER, 11, 15, 500);

        var stages = new TurnaroundStages(List.of(missed, seen));

        assertThat(stages.millis()).containsExactly(17, 500);
        assertThat(stages)
                .asString()
                .startsWith(
                        "kept 6/6, told 5/5, written 4/4, asked 2/2 ms (p50/p99, 1 of 2 times);"
                                + " the slowest 2 % (1): kept 6, told 5, written 4, asked 2 ms");
    }

    @Test
    void countsTheFirstTryAndWhatHappensBesideTheWay() {
        Turn turn = turn(6, 11, 15, 17);
        turn.at(BEGUN, 16 * MILLI);
        turn.at(ANSWERED, 7 * MILLI);

        var stages = new TurnaroundStages(List.of(turn));

        assertThat(stages)
                .asString()
                .contains("told 5/5, written 4/4,")
                .endsWith("since the callback: answered 7/7, update accepted NaN/NaN ms");
    }

    @Test
    void saysNothingOfNothing() {
        var stages = new TurnaroundStages(List.of());

        assertThat(stages.millis()).isEmpty();
        assertThat(stages).asString().contains("0 of 0 times");
    }

    private static Turn turn(long telling, long begun, long asking, long taken) {
        var turn = new Turn("call_1");
        turn.at(ARRIVED, 0);
        Map<Moment, Long> millis =
                Map.of(TELLING, telling, BEGUN, begun, ASKING, asking, TAKEN, taken);
        millis.forEach(
                (moment, milli) -> {
                    if (milli != NEVER) {
                        turn.at(moment, milli * MILLI);
                    }
                });
        return turn;
    }
}
