package io.carillon.dev.standin;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Carrier time that passes by itself, {@code speed} times as fast as the wall clock. */
public final class RunningTime implements CarrierTime, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunningTime.class);

    private record Wake(long due, Runnable action) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final PriorityQueue<Wake> wakes =
            new PriorityQueue<>(Comparator.comparingLong(Wake::due));
    private final Executor threads;
    private final Thread alarm = Thread.ofPlatform().name("carrier-time").unstarted(this::run);
    private double speed;
    private double base;
    private long baseNanos = System.nanoTime();

    /**
     * @param threads where actions run; the clock waits for none of them
     */
    public RunningTime(double speed, Executor threads) {
        this.speed = checked(speed);
        this.threads = threads;
    }

    public RunningTime start() {
        alarm.setDaemon(true);
        alarm.start();
        return this;
    }

    @Override
    public long now() {
        lock.lock();
        try {
            return (long) (base + (System.nanoTime() - baseNanos) / 1e6 * speed);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Instant wall() {
        return Instant.now();
    }

    @Override
    public double speed() {
        lock.lock();
        try {
            return speed;
        } finally {
            lock.unlock();
        }
    }

    /** From now on; calls that are under way go faster or slower too. */
    public void runAt(double times) {
        checked(times);
        lock.lock();
        try {
            long nanos = System.nanoTime();
            base += (nanos - baseNanos) / 1e6 * speed;
            baseNanos = nanos;
            speed = times;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    private static double checked(double speed) {
        if (!(speed > 0 && speed <= 10_000)) {
            throw new IllegalArgumentException(
                    "speed " + speed + " (expected: above 0, at most 10000)");
        }
        return speed;
    }

    @Override
    public void wakeAt(long due, Runnable action) {
        lock.lock();
        try {
            wakes.add(new Wake(due, action));
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        try {
            while (true) {
                threads.execute(next());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RejectedExecutionException e) {
            LOG.atDebug().log("standin.time.closed");
        }
    }

    private Runnable next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                Wake first = wakes.peek();
                if (first == null) {
                    changed.await();
                } else if (first.due() <= now()) {
                    wakes.poll();
                    return first.action();
                } else {
                    long real = (long) Math.ceil((first.due() - now()) / speed * 1e6);
                    changed.awaitNanos(Math.max(real, TimeUnit.MICROSECONDS.toNanos(50)));
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Carrier time stands still from now on. */
    @Override
    public void close() {
        alarm.interrupt();
    }
}
