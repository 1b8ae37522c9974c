package io.carillon.activities.event;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.OptionalInt;

/** Runs the relay until closed, on a thread of its own; the worker process starts one. */
public final class RelayLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RelayLoop.class);

    // Each page costs a handful of statements, and a round of deliveries at each endpoint.
    private static final Duration PAUSE = Duration.ofMillis(250);
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
        while (!closed) {
            try {
                Thread.sleep(step());
            } catch (InterruptedException ending) {
                return;
            }
        }
    }

    /** A full page is followed at once. */
    private Duration step() {
        try {
            OptionalInt placed = relay.relayInTurn();
            if (placed.isEmpty()) {
                return ANOTHER;
            }
            return placed.getAsInt() >= EventRelay.PAGE ? Duration.ZERO : PAUSE;
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
