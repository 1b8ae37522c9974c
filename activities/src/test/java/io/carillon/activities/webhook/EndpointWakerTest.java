package io.carillon.activities.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.workflows.ids.EndpointId;
import io.carillon.workflows.ids.OrganizationId;
import io.carillon.workflows.webhook.EndpointStart;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

class EndpointWakerTest {
    private static final EndpointStart ONE = endpoint(1);
    private static final EndpointStart OTHER = endpoint(2);

    private final LinkedBlockingQueue<EndpointStart> woken = new LinkedBlockingQueue<>();

    @Test
    void wakesAtOnceAndOnceMoreWhenAskedMeanwhile() throws Exception {
        var entered = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        try (var waker =
                new EndpointWaker(
                        endpoint -> {
                            woken.add(endpoint);
                            entered.countDown();
                            await(goOn);
                        },
                        Duration.ofMillis(1))) {
            waker.accept(ONE);
            await(entered);
            waker.accept(ONE);
            waker.accept(ONE);
            waker.accept(ONE);
            goOn.countDown();

            assertThat(woken.poll(5, TimeUnit.SECONDS)).isEqualTo(ONE);
            assertThat(woken.poll(5, TimeUnit.SECONDS)).isEqualTo(ONE);
            assertThat(woken.poll(100, TimeUnit.MILLISECONDS)).isNull();
        }
    }

    @Test
    void oneEndpointDoesNotWaitForAnother() throws Exception {
        var never = new CountDownLatch(1);
        try (var waker =
                new EndpointWaker(
                        endpoint -> {
                            woken.add(endpoint);
                            if (endpoint.equals(ONE)) {
                                await(never);
                            }
                        },
                        Duration.ofMillis(1))) {
            waker.accept(ONE);
            assertThat(woken.poll(5, TimeUnit.SECONDS)).isEqualTo(ONE);
            waker.accept(OTHER);

            assertThat(woken.poll(5, TimeUnit.SECONDS)).isEqualTo(OTHER);
            never.countDown();
        }
    }

    @Test
    void ringsForADrainOfThisProcessInsteadOfWakingTheWorkflow() throws Exception {
        try (var waker = new EndpointWaker(woken::add, Duration.ofMillis(1));
                var listening = waker.listen(ONE)) {
            waker.accept(ONE);

            assertThat(listening.bell.unanswered()).isTrue();
            assertThat(woken).isEmpty();
            listening.bell.answered();
        }

        assertThat(woken).isEmpty();
    }

    @Test
    void passesOnWhoRangWhenTheDrainHasEnded() throws Exception {
        try (var waker = new EndpointWaker(woken::add, Duration.ofMillis(1))) {
            try (var listening = waker.listen(ONE)) {
                waker.accept(ONE);
            }
            assertThat(woken.poll(5, TimeUnit.SECONDS)).isEqualTo(ONE);

            waker.accept(ONE);

            assertThat(woken.poll(5, TimeUnit.SECONDS)).isEqualTo(ONE);
        }
    }

    private static EndpointStart endpoint(long n) {
        return new EndpointStart(
                new EndpointId(new UUID(0, n)), new OrganizationId(new UUID(0, 0)));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }
}
