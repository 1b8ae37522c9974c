package io.carillon.dev.standin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class TimersTest {
    private enum Name {
        KEY,
        TIMEOUT
    }

    private final Timers timers = new Timers(0);
    private final List<String> happened = new ArrayList<>();

    @Test
    void runInTheOrderOfTheirInstantsHoweverLate() {
        timers.in(200, Name.TIMEOUT, () -> happened.add("timeout at " + timers.now()));
        timers.in(100, Name.KEY, () -> happened.add("key at " + timers.now()));

        timers.runUntil(5000);

        assertThat(happened).containsExactly("key at 100", "timeout at 200");
    }

    @Test
    void moveWhenTheyAreSetAgain() {
        timers.in(100, Name.KEY, () -> timers.in(50, Name.TIMEOUT, () -> happened.add("late")));
        timers.in(120, Name.TIMEOUT, () -> happened.add("early"));

        timers.runUntil(149);

        assertThat(happened).isEmpty();
        assertThat(timers.next()).isEqualTo(150);
    }
}
