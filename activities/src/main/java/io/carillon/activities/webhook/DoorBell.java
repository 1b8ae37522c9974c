package io.carillon.activities.webhook;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** By which a drain of this process hears that there is something new for its endpoint. */
final class DoorBell {
    private final Semaphore rings = new Semaphore(0);

    void ring() {
        rings.release();
    }

    /** Who rings from here on may mean what the next look does not see. */
    void answered() {
        rings.drainPermits();
    }

    boolean unanswered() {
        return rings.availablePermits() > 0;
    }

    /** Returns when somebody has rung since the last look, and after that time at the latest. */
    void await(Duration most) throws InterruptedException {
        if (rings.tryAcquire(most.toNanos(), TimeUnit.NANOSECONDS)) {
            rings.release();
        }
    }
}
