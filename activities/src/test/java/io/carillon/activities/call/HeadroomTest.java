package io.carillon.activities.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;

class HeadroomTest {
    private final Headroom headroom = new Headroom();

    @Test
    void startsWithWhatAnIdleMachineNeeds() {
        assertThat(headroom.duration()).isEqualTo(Headroom.LEAST);
    }

    @Test
    void growsWithinAFewRequestsWhenTheyWereNotReadyInTime() {
        learn(10, Duration.ofMillis(120));

        assertThat(headroom.duration()).isBetween(Duration.ofMillis(110), Duration.ofMillis(120));
    }

    @Test
    void shrinksSlowlySoThatOneQuickRequestIsNoneTheWiser() {
        learn(50, Duration.ofMillis(120));

        learn(1, Duration.ofMillis(5));

        assertThat(headroom.duration()).isGreaterThan(Duration.ofMillis(110));
    }

    @Test
    void comesBackWhenTheMachineIsIdleAgain() {
        learn(50, Duration.ofMillis(120));

        learn(500, Duration.ofMillis(5));

        assertThat(headroom.duration()).isEqualTo(Headroom.LEAST);
    }

    @Test
    void leavesRoomBelowTheFurthestInstantHoweverSlowARequestWas() {
        learn(50, Duration.ofMinutes(1));

        assertThat(headroom.duration()).isEqualTo(Headroom.MOST).isLessThan(Pace.FURTHEST);
    }

    private void learn(int requests, Duration took) {
        for (int request = 0; request < requests; request++) {
            headroom.learn(took);
        }
    }
}
