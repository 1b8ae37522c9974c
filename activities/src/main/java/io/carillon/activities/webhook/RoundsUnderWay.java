package io.carillon.activities.webhook;

import io.carillon.activities.webhook.DrainStore.Due;
import io.carillon.activities.webhook.DrainStore.Ended;
import io.carillon.activities.webhook.DrainStore.Round;
import io.carillon.activities.webhook.DrainStore.Target;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Rounds of one drain. They overlap where the receiver is known to take what it gets: an answer
 * that is slow to come keeps only its own subject's events back. Where it fails, or nothing of it
 * is known yet, one round is under way at a time.
 */
final class RoundsUnderWay implements AutoCloseable {
    private static final int MOST = 8;

    private final DeliveryRound rounds;
    private final Consumer<Round> settle;
    private final Lanes lanes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int underWay;
    private int delivered;
    private int failed;
    private boolean failing;
    private @Nullable Throwable broken;

    /**
     * @param settle stores how a round ended
     * @param end on {@link System#nanoTime}: no try begins after it
     */
    RoundsUnderWay(DeliveryRound rounds, Consumer<Round> settle, long end) {
        this.rounds = rounds;
        this.settle = settle;
        this.lanes = new Lanes(end, this::signal);
    }

    /** Returns when another round may begin. */
    void awaitRoom() throws InterruptedException {
        await(false);
    }

    /** Returns when none is under way. */
    void awaitAll() throws InterruptedException {
        await(true);
    }

    private void await(boolean all) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (underWay > 0 && (all || underWay == MOST || !known())) {
                changed.await();
            }
            if (broken != null) {
                throw new IllegalStateException("a webhook could not be tried", broken);
            }
            if (underWay == 0) {
                lanes.goOn();
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean known() {
        return broken == null && !failing && !lanes.stopped() && lanes.successes() > 0;
    }

    void begin(Target target, List<Due> due) {
        change(
                () -> {
                    underWay++;
                    failing = target.failedRounds() > 0;
                });
        Future<Round> round = rounds.begin(target, due, lanes);
        lanes.begin(() -> end(round));
    }

    private void end(Future<Round> round) {
        try {
            Round ended = round.get();
            settle.accept(ended);
            change(() -> count(ended));
        } catch (ExecutionException failure) {
            change(() -> broken = Objects.requireNonNullElse(failure.getCause(), failure));
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            change(() -> broken = ending);
        } catch (RuntimeException unsettled) {
            change(() -> broken = unsettled);
        } finally {
            change(() -> underWay--);
        }
    }

    private void count(Round ended) {
        delivered += count(ended, Ended.Delivered.class);
        failed += count(ended, Ended.Failed.class) + count(ended, Ended.Gone.class);
        failing = ended.failedRounds() > 0;
    }

    private static int count(Round round, Class<? extends Ended> kind) {
        return (int) round.ended().stream().filter(kind::isInstance).count();
    }

    private void signal() {
        change(() -> {});
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean none() {
        lock.lock();
        try {
            return underWay == 0;
        } finally {
            lock.unlock();
        }
    }

    int delivered() {
        lock.lock();
        try {
            return delivered;
        } finally {
            lock.unlock();
        }
    }

    int failed() {
        lock.lock();
        try {
            return failed;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lanes.close();
    }
}
