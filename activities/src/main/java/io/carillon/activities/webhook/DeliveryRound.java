package io.carillon.activities.webhook;

import io.carillon.activities.webhook.DrainStore.Due;
import io.carillon.activities.webhook.DrainStore.Ended;
import io.carillon.activities.webhook.DrainStore.Round;
import io.carillon.activities.webhook.DrainStore.Target;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/**
 * Tries a handful of deliveries to one endpoint: those of one subject one after the other in their
 * order, subjects side by side. It stops early when nothing but failures comes back.
 */
final class DeliveryRound {
    /** With receivers that take 100 ms this is 160 events a second. */
    private static final int SIDE_BY_SIDE = 16;

    private final WebhookSender sender;
    private final InstantSource clock;
    private final RandomGenerator random;

    DeliveryRound(WebhookSender sender, InstantSource clock, RandomGenerator random) {
        this.sender = sender;
        this.clock = clock;
        this.random = random;
    }

    /**
     * @param end on {@link System#nanoTime}: no try begins after it
     */
    Round send(Target target, List<Due> due, long end) throws InterruptedException {
        var running = new Running(target, end);
        var slots = new Semaphore(SIDE_BY_SIDE);
        List<Ended> ended = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<Ended>>> lanes = new ArrayList<>();
            for (List<Due> lane : bySubject(due)) {
                lanes.add(threads.submit(() -> running.tryAll(lane, slots)));
            }
            for (Future<List<Ended>> lane : lanes) {
                ended.addAll(lane.get());
            }
        } catch (ExecutionException broken) {
            throw new IllegalStateException("a webhook could not be tried", broken.getCause());
        }
        return running.summary(ended);
    }

    private static Collection<List<Due>> bySubject(List<Due> due) {
        Map<String, List<Due>> lanes = new LinkedHashMap<>();
        due.forEach(one -> lanes.computeIfAbsent(one.subject(), s -> new ArrayList<>()).add(one));
        return lanes.values();
    }

    /** The state of one round. */
    private final class Running {
        private final Target target;
        private final long end;
        private final AtomicInteger succeeded = new AtomicInteger();
        private final AtomicInteger failed = new AtomicInteger();
        private volatile boolean stopped;
        private volatile Duration askedToWait = Duration.ZERO;

        Running(Target target, long end) {
            this.target = target;
            this.end = end;
        }

        List<Ended> tryAll(List<Due> lane, Semaphore slots) throws InterruptedException {
            slots.acquire();
            try {
                return lane.stream().map(this::tryOne).toList();
            } finally {
                slots.release();
            }
        }

        private Ended tryOne(Due due) {
            boolean hopeless = succeeded.get() == 0 && failed.get() >= Breaker.ENOUGH;
            if (stopped || hopeless || System.nanoTime() > end) {
                return new Ended.NotTried(due);
            }
            Answer answer = sender.send(target.url(), target.secrets(), due.eventId(), due.body());
            return switch (answer) {
                case Answer.Answered got when got.status() / 100 == 2 -> {
                    succeeded.incrementAndGet();
                    yield new Ended.Delivered(due, got.status());
                }
                case Answer.Answered got when got.status() == 410 -> {
                    stopped = true;
                    yield new Ended.Gone(due);
                }
                case Answer.Answered got ->
                        failure(due, got.status(), "http_" + got.status(), wait(got));
                case Answer.Failed none when none.cause() == Answer.Cause.INTERRUPTED ->
                        new Ended.NotTried(due);
                case Answer.Failed none ->
                        failure(
                                due,
                                null,
                                none.cause().name().toLowerCase(java.util.Locale.ROOT),
                                null);
            };
        }

        private @Nullable Duration wait(Answer.Answered got) {
            Duration wait = RetrySchedule.retryAfter(got.retryAfter(), clock.instant());
            // "Too many" and "unavailable" are about the receiver, not about this one event.
            if (wait != null && (got.status() == 429 || got.status() == 503)) {
                askedToWait = wait;
                stopped = true;
            }
            return wait;
        }

        private Ended failure(
                Due due, @Nullable Integer status, String error, @Nullable Duration wait) {
            failed.incrementAndGet();
            return new Ended.Failed(
                    due,
                    status,
                    error,
                    RetrySchedule.next(due.tries() + 1, wait, random).orElse(null));
        }

        Round summary(List<Ended> ended) {
            boolean bad = succeeded.get() == 0 && failed.get() > 0;
            boolean good = succeeded.get() > 0;
            int rounds = good ? 0 : target.failedRounds() + (bad ? 1 : 0);
            Duration hold = bad ? Breaker.hold(rounds, failed.get()) : Duration.ZERO;
            if (askedToWait.compareTo(hold) > 0) {
                return new Round(ended, Math.max(rounds, 1), askedToWait);
            }
            return new Round(ended, rounds, hold);
        }
    }
}
