package io.carillon.activities.call;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/**
 * One turn to send: waited for, then taken or missed. The driver takes it as its last act, over a
 * connection that stands: connecting to a carrier can take longer than a turn lasts.
 */
final class SendMoment {
    private enum State {
        AHEAD,
        TAKEN,
        MISSED
    }

    private final Gate.Permit permit;
    private final Headroom headroom;
    private volatile State state = State.AHEAD;
    private volatile long takenNanos;

    SendMoment(Gate.Permit permit, Headroom headroom) {
        this.permit = permit;
        this.headroom = headroom;
    }

    /** Waits for the turn. The last check before the first byte; false: do not send. */
    boolean take() {
        headroom.learn(Duration.ofNanos(System.nanoTime() - permit.window().readNanos()));
        await();
        takenNanos = System.nanoTime();
        state = permit.window().open() ? State.TAKEN : State.MISSED;
        return state == State.TAKEN;
    }

    private void await() {
        for (long left = left(); left > 0; left = left()) {
            LockSupport.parkNanos(left);
            if (Thread.interrupted()) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    boolean taken() {
        return state == State.TAKEN;
    }

    boolean missed() {
        return state == State.MISSED;
    }

    /** The instant the request left, by the database's clock. */
    Instant at() {
        return state == State.TAKEN
                ? permit.sendAt()
                        .plusNanos(Math.max(0, takenNanos - permit.window().notBeforeNanos()))
                : permit.sendAt();
    }

    private long left() {
        return permit.window().untilOpen().toNanos();
    }
}
