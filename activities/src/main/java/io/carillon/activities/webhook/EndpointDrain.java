package io.carillon.activities.webhook;

import io.carillon.activities.webhook.DrainStore.Due;
import io.carillon.activities.webhook.DrainStore.Work;
import io.carillon.workflows.webhook.EndpointStart;
import io.carillon.workflows.webhook.WebhookActivities.Drained;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Sends an endpoint what is due, round by round, until nothing has been due for a moment or the
 * time is up. When all that was due is under way it waits until the relay of this process rings;
 * relays of others are not heard, so it looks now and then.
 */
final class EndpointDrain {
    static final Duration UP_TO = Duration.ofSeconds(30);

    private static final int ROUND = 64;
    private static final Duration LINGER = Duration.ofSeconds(1);

    // A relay at work places a page in a quarter of a second; more looks would be in vain.
    private static final Duration LOOK = Duration.ofMillis(250);

    private final DrainStore store;
    private final DeliveryRound rounds;
    private final EndpointWaker waker;

    EndpointDrain(DrainStore store, DeliveryRound rounds, EndpointWaker waker) {
        this.store = store;
        this.rounds = rounds;
        this.waker = waker;
    }

    /**
     * @param goOn asked before each round; false to end soon
     */
    Drained drain(EndpointStart endpoint, BooleanSupplier goOn) throws InterruptedException {
        try (EndpointWaker.Listening listening = waker.listen(endpoint)) {
            return drain(endpoint, goOn, listening.bell);
        }
    }

    private Drained drain(EndpointStart endpoint, BooleanSupplier goOn, DoorBell bell)
            throws InterruptedException {
        long end = System.nanoTime() + UP_TO.toNanos();
        try (var underWay =
                new RoundsUnderWay(rounds, round -> store.settle(endpoint, round), end)) {
            Duration next =
                    drain(
                            endpoint,
                            () -> goOn.getAsBoolean() && System.nanoTime() < end,
                            bell,
                            underWay);
            return new Drained(next, underWay.delivered(), underWay.failed());
        }
    }

    /**
     * @return until the next try is due; null when nothing is pending
     */
    private @Nullable Duration drain(
            EndpointStart endpoint, BooleanSupplier goOn, DoorBell bell, RoundsUnderWay underWay)
            throws InterruptedException {
        long busy = System.nanoTime();
        for (underWay.awaitRoom(); goOn.getAsBoolean(); underWay.awaitRoom()) {
            bell.answered();
            Work work = store.next(endpoint, ROUND).orElse(null);
            if (work == null || work.target().held().isPositive()) {
                underWay.awaitAll();
                return work == null ? null : notBefore(work.target().held(), endpoint);
            }
            List<Due> due = work.due();
            if (!due.isEmpty()) {
                underWay.begin(work.target(), due);
            }
            if (!underWay.none()) {
                busy = System.nanoTime();
            } else if (System.nanoTime() - busy > LINGER.toNanos()) {
                return store.nextIn(endpoint);
            }
            if (due.isEmpty() || all(work)) {
                bell.await(LOOK);
            }
        }
        underWay.awaitAll();
        return store.nextIn(endpoint);
    }

    /** What was due was all there was. */
    private static boolean all(Work work) {
        return work.target().failedRounds() == 0 && work.due().size() < ROUND;
    }

    /** Null when nothing is pending: a hold is no reason to stay. */
    private @Nullable Duration notBefore(Duration held, EndpointStart endpoint) {
        Duration next = store.nextIn(endpoint);
        return next == null || next.compareTo(held) > 0 ? next : held;
    }
}
