package io.carillon.activities.webhook;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What rounds of one drain that are under way share: how many requests a receiver gets at once, the
 * order of what a subject has, and that the receiver asked to be left alone.
 */
final class Lanes implements AutoCloseable {
    /** With receivers that take 100 ms this is 320 events a second. */
    private static final int SIDE_BY_SIDE = 32;

    /** Until it took one: each is a try that a receiver which is gone uses up. */
    private static final int AT_FIRST = 16;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore slots = new Semaphore(AT_FIRST);
    private final Map<String, CompletableFuture<Boolean>> last = new ConcurrentHashMap<>();
    private final AtomicInteger successes = new AtomicInteger();
    private final Runnable onSuccess;
    private final long end;
    private volatile boolean stopped;
    private volatile Duration askedToWait = Duration.ZERO;

    /**
     * @param end on {@link System#nanoTime}: no try begins after it
     */
    Lanes(long end, Runnable onSuccess) {
        this.end = end;
        this.onSuccess = onSuccess;
    }

    <T> Future<T> run(Callable<T> task) {
        return threads.submit(task);
    }

    void begin(Runnable task) {
        threads.execute(task);
    }

    /** After all that was begun for the subject before, side by side with others. */
    <T> Future<T> inTurn(String subject, Callable<T> tries) {
        var done = new CompletableFuture<Boolean>();
        CompletableFuture<Boolean> before = last.put(subject, done);
        return threads.submit(
                () -> {
                    try {
                        if (before != null) {
                            before.get();
                        }
                        slots.acquire();
                        try {
                            return tries.call();
                        } finally {
                            slots.release();
                        }
                    } finally {
                        last.remove(subject, done);
                        done.complete(true);
                    }
                });
    }

    void succeeded() {
        if (successes.incrementAndGet() == 1) {
            slots.release(SIDE_BY_SIDE - AT_FIRST);
        }
        onSuccess.run();
    }

    int successes() {
        return successes.get();
    }

    /** Nothing more is tried, of no round. */
    void stop() {
        stopped = true;
    }

    void stop(Duration wait) {
        askedToWait = wait;
        stopped = true;
    }

    boolean stopped() {
        return stopped;
    }

    boolean open() {
        return !stopped && System.nanoTime() <= end;
    }

    Duration askedToWait() {
        return askedToWait;
    }

    /** No round is under way; the next one finds out anew. */
    void goOn() {
        stopped = false;
        askedToWait = Duration.ZERO;
    }

    /** Waits for what is under way. */
    @Override
    public void close() {
        threads.close();
    }
}
