package io.carillon.dev.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

class DiceTest {
    private static Faults faults(long seed) {
        return Json.MAPPER.convertValue(
                Map.of("seed", seed, "dial", Map.of("accept_then_500", 0.05, "refuse_429", 0.05)),
                Faults.class);
    }

    private static List<Faults.Dial> drawn(long seed) {
        Dice dice = new Dice(faults(seed));
        return IntStream.range(0, 10_000).mapToObj(i -> dice.dial("+1202555" + i)).toList();
    }

    @Test
    void drawsTheSameForTheSameSeed() {
        assertThat(drawn(7)).isEqualTo(drawn(7)).isNotEqualTo(drawn(8));
    }

    @Test
    void drawsAsOftenAsIsSet() {
        List<Faults.Dial> drawn = drawn(7);

        for (Faults.Dial fault : List.of(Faults.Dial.ACCEPT_THEN_500, Faults.Dial.REFUSE_429)) {
            double share = drawn.stream().filter(fault::equals).count() / 10_000.0;
            assertThat(share).isCloseTo(0.05, within(0.01));
        }
    }

    @Test
    void doesFirstWhatIsPlanned() {
        Dice dice = new Dice(Faults.none(1).withNext(List.of(Faults.Dial.ACCEPT_THEN_CUT)));

        assertThat(dice.dial("+12025550101")).isEqualTo(Faults.Dial.ACCEPT_THEN_CUT);
        assertThat(dice.dial("+12025550101")).isEqualTo(Faults.Dial.NONE);
    }

    @Test
    void isNotSetToMoreThanCertain() {
        assertThatThrownBy(
                        () ->
                                new Faults(
                                        1,
                                        Map.of(
                                                Faults.Dial.REFUSE_429,
                                                0.6,
                                                Faults.Dial.REFUSE_503,
                                                0.6),
                                        Map.of(),
                                        Map.of(),
                                        1,
                                        1,
                                        List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("(expected: 0 to 1)");
    }
}
