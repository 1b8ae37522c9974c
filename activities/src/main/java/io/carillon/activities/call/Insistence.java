package io.carillon.activities.call;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Writes what must not be forgotten, again and again while the database is away. */
final class Insistence {
    private static final Logger LOG = LoggerFactory.getLogger(Insistence.class);

    /** Nine seconds in all: longer than a restart of PostgreSQL, shorter than the dial's limit. */
    static final List<Duration> PAUSES =
            List.of(
                    Duration.ofMillis(50),
                    Duration.ofMillis(200),
                    Duration.ofMillis(750),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(6));

    private final List<Duration> pauses;

    Insistence(List<Duration> pauses) {
        this.pauses = List.copyOf(pauses);
    }

    /** False when it could not be written. */
    boolean on(Runnable write) {
        for (Duration pause : pauses) {
            if (done(write)) {
                return true;
            }
            LockSupport.parkNanos(pause.toNanos());
        }
        return done(write);
    }

    private static boolean done(Runnable write) {
        try {
            write.run();
            return true;
        } catch (RuntimeException away) {
            LOG.atWarn().setCause(away).log("call.not_written");
            return false;
        }
    }
}
