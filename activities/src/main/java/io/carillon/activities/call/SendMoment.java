package io.carillon.activities.call;

import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/** One turn to send: waited for, then taken or missed. The driver takes it as its last act. */
final class SendMoment {
    private enum State {
        AHEAD,
        TAKEN,
        MISSED
    }

    private final Gate.Permit permit;
    private volatile State state = State.AHEAD;
    private volatile long takenNanos;

    SendMoment(Gate.Permit permit) {
        this.permit = permit;
    }

    void await() {
        for (long left = left(); left > 0; left = left()) {
            LockSupport.parkNanos(left);
            if (Thread.interrupted()) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** The last check before the first byte; false: do not send. */
    boolean take() {
        takenNanos = System.nanoTime();
        state = permit.window().open() ? State.TAKEN : State.MISSED;
        return state == State.TAKEN;
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
