package io.carillon.api.stream;

import io.carillon.activities.event.EventStore;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;

/**
 * Tells open streams that there are new events: one look at the database for all of them, ten times
 * a second while any stream waits.
 */
final class EventPulse {
    private static final Logger LOG = LoggerFactory.getLogger(EventPulse.class);

    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration BROKEN = Duration.ofSeconds(2);

    private final EventStore events;
    private long last;
    private int waiting;
    private boolean closed;
    private boolean looking;

    EventPulse(EventStore events) {
        this.events = events;
    }

    /**
     * The position given last, by now.
     *
     * <p>Every event up to it is committed, so a reader that found none up to it need not look
     * there again.
     */
    long now() {
        return events.lastPosition();
    }

    /** Returns when there may be events behind that position, or after that time. */
    synchronized void await(long seen, Duration longest) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        waiting++;
        try {
            look();
            while (last <= seen && !closed) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    return;
                }
                wait(left);
            }
        } finally {
            waiting--;
        }
    }

    /** True once streams are to end. */
    synchronized boolean closed() {
        return closed;
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }

    private synchronized void look() {
        if (!looking) {
            looking = true;
            Thread.ofVirtual().name("event-pulse").start(this::run);
        }
    }

    private void run() {
        Duration pause = LOOK;
        while (goOn()) {
            try {
                Thread.sleep(pause);
                told(events.lastPosition());
                pause = LOOK;
            } catch (InterruptedException ending) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException notNow) {
                LOG.atWarn().setCause(notNow).log("stream.look_failed");
                pause = BROKEN;
            }
        }
    }

    private synchronized boolean goOn() {
        looking = waiting > 0 && !closed;
        return looking;
    }

    private synchronized void told(long position) {
        if (position > last) {
            last = position;
            notifyAll();
        }
    }
}
