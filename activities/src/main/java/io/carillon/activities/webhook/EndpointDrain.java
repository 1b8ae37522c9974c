package io.carillon.activities.webhook;

import io.carillon.activities.webhook.DrainStore.Due;
import io.carillon.activities.webhook.DrainStore.Ended;
import io.carillon.activities.webhook.DrainStore.Round;
import io.carillon.activities.webhook.DrainStore.Target;
import io.carillon.activities.webhook.DrainStore.Work;
import io.carillon.workflows.webhook.EndpointStart;
import io.carillon.workflows.webhook.WebhookActivities.Drained;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Sends an endpoint what is due, round by round, until nothing has been due for a moment or the
 * time is up. Between rounds it waits until the relay of this process rings; relays of others are
 * not heard, so it looks now and then.
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
        long busy = System.nanoTime();
        int delivered = 0;
        int failed = 0;
        while (goOn.getAsBoolean() && System.nanoTime() < end) {
            bell.answered();
            Optional<Work> work = store.next(endpoint, ROUND);
            if (work.isEmpty()) {
                return new Drained(null, delivered, failed);
            }
            Target target = work.get().target();
            if (target.held().isPositive()) {
                return new Drained(notBefore(target.held(), endpoint), delivered, failed);
            }
            List<Due> due = work.get().due();
            if (!due.isEmpty()) {
                Round round = rounds.send(target, due, end);
                store.settle(endpoint, round);
                delivered += count(round, Ended.Delivered.class);
                failed += count(round, Ended.Failed.class) + count(round, Ended.Gone.class);
                busy = System.nanoTime();
                if (nothingLeft(target, round)) {
                    bell.await(LOOK);
                }
            } else if (System.nanoTime() - busy > LINGER.toNanos()) {
                return new Drained(store.nextIn(endpoint), delivered, failed);
            } else {
                bell.await(LOOK);
            }
        }
        return new Drained(store.nextIn(endpoint), delivered, failed);
    }

    /** What was due was all there was, and all of it was taken. */
    private static boolean nothingLeft(Target target, Round round) {
        return target.failedRounds() == 0
                && round.ended().size() < ROUND
                && count(round, Ended.Delivered.class) == round.ended().size();
    }

    /** Null when nothing is pending: a hold is no reason to stay. */
    private @Nullable Duration notBefore(Duration held, EndpointStart endpoint) {
        Duration next = store.nextIn(endpoint);
        return next == null || next.compareTo(held) > 0 ? next : held;
    }

    private static int count(Round round, Class<? extends Ended> kind) {
        return (int) round.ended().stream().filter(kind::isInstance).count();
    }
}
