package io.carillon.dev;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.dev.wire.Mark;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Random;

/** Which state the next kill aims at. */
class ChaosPlanTest {
    @Test
    void everyStateGetsItsShare() {
        var plan = new ChaosPlan(new Random(1));
        int states = Mark.values().length + 1;

        for (int i = 0; i < 3 * states; i++) {
            Mark mark = plan.next(List.of(Mark.values()));
            plan.hit(mark == null ? ChaosPlan.RANDOM : mark.words());
        }

        assertThat(plan.hits())
                .hasSize(states)
                .allSatisfy((state, n) -> assertThat(n).isEqualTo(3));
    }

    @Test
    void whatDidNotComeIsAimedAtAgain() {
        var plan = new ChaosPlan(new Random(1));
        plan.hit(ChaosPlan.RANDOM);

        assertThat(plan.next(List.of(Mark.GATE))).isEqualTo(Mark.GATE);
        assertThat(plan.next(List.of(Mark.GATE))).isEqualTo(Mark.GATE);
        assertThat(plan.next(List.of())).isNull();
    }

    @Test
    void aStateWithLessThanThreePercentIsBehind() {
        var plan = new ChaosPlan(new Random(1));
        plan.hits().keySet().forEach(state -> hit(plan, state, 2));
        assertThat(plan.even()).isTrue();

        hit(plan, ChaosPlan.RANDOM, 66 - plan.kills());
        assertThat(plan.even()).isTrue();

        plan.hit(ChaosPlan.RANDOM);
        assertThat(plan.even()).isFalse();
    }

    private static void hit(ChaosPlan plan, String state, int times) {
        for (int i = 0; i < times; i++) {
            plan.hit(state);
        }
    }
}
