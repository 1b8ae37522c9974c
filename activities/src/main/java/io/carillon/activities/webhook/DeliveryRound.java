package io.carillon.activities.webhook;

import io.carillon.activities.webhook.DrainStore.Due;
import io.carillon.activities.webhook.DrainStore.Ended;
import io.carillon.activities.webhook.DrainStore.Round;
import io.carillon.activities.webhook.DrainStore.Target;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/**
 * Tries a handful of deliveries to one endpoint: those of one subject one after the other in their
 * order, subjects side by side. It stops early when nothing but failures comes back.
 */
final class DeliveryRound {
    private final WebhookSender sender;
    private final InstantSource clock;
    private final RandomGenerator random;

    DeliveryRound(WebhookSender sender, InstantSource clock, RandomGenerator random) {
        this.sender = sender;
        this.clock = clock;
        this.random = random;
    }

    /** Takes its place behind the rounds that were begun before; answers when all tries ended. */
    Future<Round> begin(Target target, List<Due> due, Lanes lanes) {
        var running = new Running(target, lanes);
        List<Future<List<Ended>>> tries =
                bySubject(due).entrySet().stream()
                        .map(
                                lane ->
                                        lanes.inTurn(
                                                lane.getKey(),
                                                () -> running.tryAll(lane.getValue())))
                        .toList();
        return lanes.run(
                () -> {
                    List<Ended> ended = new ArrayList<>();
                    for (Future<List<Ended>> lane : tries) {
                        ended.addAll(lane.get());
                    }
                    return running.summary(ended);
                });
    }

    private static Map<String, List<Due>> bySubject(List<Due> due) {
        Map<String, List<Due>> lanes = new LinkedHashMap<>();
        due.forEach(one -> lanes.computeIfAbsent(one.subject(), s -> new ArrayList<>()).add(one));
        return lanes;
    }

    /** The state of one round. */
    private final class Running {
        private final Target target;
        private final Lanes lanes;
        private final int successesBefore;
        private final AtomicInteger succeeded = new AtomicInteger();
        private final AtomicInteger failed = new AtomicInteger();

        Running(Target target, Lanes lanes) {
            this.target = target;
            this.lanes = lanes;
            this.successesBefore = lanes.successes();
        }

        List<Ended> tryAll(List<Due> lane) {
            return lane.stream().map(this::tryOne).toList();
        }

        private Ended tryOne(Due due) {
            if (hopeless() || !lanes.open()) {
                return new Ended.NotTried(due);
            }
            Answer answer = sender.send(target.url(), target.secrets(), due.eventId(), due.body());
            return switch (answer) {
                case Answer.Answered got when got.status() / 100 == 2 -> {
                    succeeded.incrementAndGet();
                    lanes.succeeded();
                    yield new Ended.Delivered(due, got.status());
                }
                case Answer.Answered got when got.status() == 410 -> {
                    lanes.stop();
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

        /** What others of the drain got through meanwhile speaks for the receiver. */
        private boolean silent() {
            return succeeded.get() == 0 && lanes.successes() == successesBefore;
        }

        private boolean hopeless() {
            return silent() && failed.get() >= Breaker.ENOUGH;
        }

        private @Nullable Duration wait(Answer.Answered got) {
            Duration wait = RetrySchedule.retryAfter(got.retryAfter(), clock.instant());
            // "Too many" and "unavailable" are about the receiver, not about this one event.
            if (wait != null && (got.status() == 429 || got.status() == 503)) {
                lanes.stop(wait);
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
            boolean bad = silent() && failed.get() > 0;
            boolean good = succeeded.get() > 0;
            int rounds = good ? 0 : target.failedRounds() + (bad ? 1 : 0);
            Duration hold = bad ? Breaker.hold(rounds, failed.get()) : Duration.ZERO;
            Duration asked = lanes.askedToWait();
            if (asked.compareTo(hold) > 0) {
                return new Round(ended, Math.max(rounds, 1), asked);
            }
            return new Round(ended, rounds, hold);
        }
    }
}
