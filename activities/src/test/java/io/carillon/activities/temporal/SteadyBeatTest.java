package io.carillon.activities.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

@Timeout(60)
class SteadyBeatTest {
    private static final Duration SOON = Duration.ofMillis(1);

    @Test
    void beatsWhileTheWorkGoesOn() throws InterruptedException {
        var three = new CountDownLatch(3);

        try (SteadyBeat beat = SteadyBeat.start(three::countDown, SOON)) {
            three.await();
        }

        assertThat(three.getCount()).isZero();
    }

    @Test
    void doesNotBeatAgainAfterOneThatFailed() throws InterruptedException {
        var beats = new AtomicInteger();
        var failed = new CountDownLatch(1);
        Runnable failing =
                () -> {
                    beats.incrementAndGet();
                    failed.countDown();
                    throw new IllegalStateException("canceled");
                };

        SteadyBeat beat = SteadyBeat.start(failing, SOON);
        failed.await();
        beat.ended().join();

        assertThat(beats).hasValue(1);
    }

    @Test
    void endsWhenTheWorkIsDone() throws InterruptedException {
        SteadyBeat beat = SteadyBeat.start(() -> {}, Duration.ofDays(1));

        beat.close();

        assertThat(beat.ended().join(Duration.ofSeconds(30))).isTrue();
    }
}
