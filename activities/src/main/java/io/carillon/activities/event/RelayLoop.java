package io.carillon.activities.event;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.OptionalInt;

/** Runs the relay until closed, on a thread of its own; the worker process starts one. */
public final class RelayLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RelayLoop.class);

    // Each page costs a handful of statements, and a round of deliveries at each endpoint.
    private static final Duration BUSY = Duration.ofMillis(200);
    private static final Duration IDLE = Duration.ofMillis(250);
    private static final Duration ANOTHER = Duration.ofSeconds(1);
    private static final Duration BROKEN = Duration.ofSeconds(2);

    private final EventRelay relay;
    private final Thread thread;
    private volatile boolean closed;

    public RelayLoop(EventRelay relay) {
        this.relay = relay;
        this.thread = Thread.ofPlatform().daemon().name("event-relay").unstarted(this::run);
    }

    public RelayLoop start() {
        thread.start();
        return this;
    }

    private void run() {
        Duration pause = BUSY;
        while (!closed) {
            pause = step(pause);
            try {
                Thread.sleep(pause);
            } catch (InterruptedException ending) {
                return;
            }
        }
    }

    /** A full page is followed at once; an idle relay slows down to a quarter of a second. */
    private Duration step(Duration pause) {
        try {
            OptionalInt done = relay.relayInTurn();
            if (done.isEmpty()) {
                return ANOTHER;
            }
            int placed = done.getAsInt();
            if (placed >= EventRelay.PAGE) {
                return Duration.ZERO;
            }
            Duration slower = pause.isZero() ? BUSY : pause.multipliedBy(2);
            return placed > 0 ? BUSY : slower.compareTo(IDLE) > 0 ? IDLE : slower;
        } catch (RuntimeException notNow) {
            LOG.atWarn().setCause(notNow).log("relay.failed");
            return BROKEN;
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
