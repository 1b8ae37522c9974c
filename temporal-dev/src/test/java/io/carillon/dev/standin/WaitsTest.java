package io.carillon.dev.standin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WaitsTest {
    private final Waits waits = new Waits();

    @Test
    void saysHowLongNinetyNineOfAHundredTook() {
        for (int ms = 1; ms <= 200; ms++) {
            waits.add(ms * 1_000_000L);
        }

        assertThat(waits.told()).isEqualTo(new Waits.Told(200, 100, 198, 200));
    }

    @Test
    void saysNothingOfNone() {
        assertThat(waits.told()).isEqualTo(new Waits.Told(0, 0, 0, 0));
    }
}
