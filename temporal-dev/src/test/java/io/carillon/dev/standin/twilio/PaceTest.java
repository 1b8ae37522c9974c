package io.carillon.dev.standin.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

class PaceTest {
    private static final Instant NOW = Instant.parse("2026-11-23T15:00:00Z");

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({"1, 1, 0", "1, 2, 1000", "1, 5, 4000", "5, 5, 0", "5, 6, 1000", "0.5, 2, 2000"})
    void queuesWhatComesFasterThanTheRate(double rate, int calls, long lastWaits) {
        Pace pace = new Pace();

        Duration waits = Duration.ZERO;
        for (int i = 0; i < calls; i++) {
            waits = pace.admit(rate, NOW);
        }

        assertThat(waits).isEqualTo(Duration.ofMillis(lastWaits));
    }

    @Test
    void queuesNothingThatKeepsToTheRate() {
        Pace pace = new Pace();

        for (int i = 0; i < 100; i++) {
            assertThat(pace.admit(5, NOW.plusMillis(200L * i))).isZero();
        }

        assertThat(pace.everQueued()).isZero();
    }

    @Test
    void ringsAQueuedCallLateAndSaysForHowLong() {
        Stage stage = new Stage(folder);
        stage.dial(Stage.HUMAN);
        String second = stage.dial("+12025550160");

        stage.time.pass(Duration.ofMillis(900));
        String whileQueued = stage.call(second).path("status").asString();
        stage.passSeconds(3);

        assertThat(whileQueued).isEqualTo("queued");
        assertThat(stage.call(second).path("queue_time").asString()).isEqualTo("1000");
        assertThat(stage.call(second).path("status").asString()).isEqualTo("ringing");
        assertThat(stage.carrier.pace.everQueued()).isOne();
    }

    @Test
    void neverRingsWhatIsCanceledInTheQueue() {
        Stage stage = new Stage(folder);
        stage.dial(Stage.HUMAN);
        String second = stage.dial("+12025550160");

        stage.update(second, "Status", "canceled");
        stage.passSeconds(60);

        assertThat(stage.call(second).path("status").asString()).isEqualTo("canceled");
        assertThat(stage.call(second).path("start_time").isNull()).isTrue();
    }

    @Test
    void countsTheRateInTheWorldsTimeWhateverTheSpeed() {
        Stage stage = new Stage(folder, 1, 10);
        stage.dial(Stage.HUMAN);
        String second = stage.dial("+12025550160");

        stage.passSeconds(9);

        assertThat(stage.call(second).path("start_time").isNull()).isTrue();
    }

    @Test
    void refusesWhatWouldWaitLongerThanADay() {
        Stage stage = new Stage(folder, 0.00001, 1);
        stage.dial(Stage.HUMAN);

        int code = Stage.json(stage.create(Stage.asking("+12025550160"))).path("code").asInt();

        assertThat(code).isEqualTo(22005);
        assertThat(stage.logged()).containsExactly(Stage.HUMAN + " true", "+12025550160 false");
    }
}
