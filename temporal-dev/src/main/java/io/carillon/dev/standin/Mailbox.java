package io.carillon.dev.standin;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** The callbacks of one call: told one after the other, unless a fault has it otherwise. */
public final class Mailbox {
    private static final Logger LOG = LoggerFactory.getLogger(Mailbox.class);

    /** Tells one callback, with whatever repetition the carrier is known for. */
    @FunctionalInterface
    public interface Delivery {
        void run() throws InterruptedException;
    }

    /** How real time is waited for. */
    @FunctionalInterface
    public interface Rest {
        void rest(Duration time) throws InterruptedException;
    }

    private record Waiting(String id, Delivery delivery) {}

    private final Executor threads;
    private final Dice dice;
    private final Rest rest;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private boolean busy;

    public Mailbox(Executor threads, Dice dice, Rest rest) {
        this.threads = threads;
        this.dice = dice;
        this.rest = rest;
    }

    /**
     * @param id what the faults of this callback follow from
     */
    public void post(String id, Delivery delivery) {
        synchronized (this) {
            waiting.add(new Waiting(id, delivery));
            if (busy) {
                return;
            }
            busy = true;
        }
        start(this::empty);
    }

    private void start(Delivery work) {
        try {
            threads.execute(
                    () -> {
                        try {
                            work.run();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    });
        } catch (RejectedExecutionException e) {
            LOG.atDebug().log("standin.callback.closed");
        }
    }

    private void empty() throws InterruptedException {
        for (Waiting next = next(); next != null; next = next()) {
            deliver(next);
        }
    }

    private synchronized @Nullable Waiting next() {
        Waiting next = waiting.poll();
        busy = next != null;
        return next;
    }

    private void deliver(Waiting next) throws InterruptedException {
        String id = next.id();
        if (dice.hits(Faults.Callback.DROP, id)) {
            return;
        }
        if (dice.hits(Faults.Callback.REORDER, id)) {
            start(
                    () -> {
                        rest.rest(dice.lateness(id));
                        next.delivery().run();
                    });
            return;
        }
        if (dice.hits(Faults.Callback.LATE, id)) {
            rest.rest(dice.lateness(id));
        }
        if (dice.hits(Faults.Callback.DOUBLE, id)) {
            start(next.delivery());
        }
        next.delivery().run();
    }
}
