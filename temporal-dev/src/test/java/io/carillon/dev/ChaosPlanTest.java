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
}
