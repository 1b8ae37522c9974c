package io.carillon.activities.temporal;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Says again and again that this process lives, however long the step it is at takes: a packed file
 * read up to its position, a chunk waiting for a lock. A dead process falls silent at once.
 */
public final class SteadyBeat implements AutoCloseable {
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Runnable beat;
    private final Duration every;
    private final Thread thread = Thread.ofVirtual().name("steady-beat").unstarted(this::run);

    private SteadyBeat(Runnable beat, Duration every) {
        this.beat = beat;
        this.every = every;
    }

    /**
     * @param beat one that fails is the last: whoever works hears of it at his own next beat
     */
    public static SteadyBeat start(Runnable beat, Duration every) {
        var steady = new SteadyBeat(beat, every);
        steady.thread.start();
        return steady;
    }

    private void run() {
        try {
            while (!closed.await(every.toNanos(), TimeUnit.NANOSECONDS)) {
                beat.run();
            }
        } catch (InterruptedException | RuntimeException over) {
            closed.countDown();
        }
    }

    /** Ends behind the last beat. */
    Thread ended() {
        return thread;
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
