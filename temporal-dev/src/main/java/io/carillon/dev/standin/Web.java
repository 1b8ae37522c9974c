package io.carillon.dev.standin;

import java.time.Duration;

/** The way to the application. */
@FunctionalInterface
public interface Web {
    /**
     * Sends once and waits.
     *
     * @param patience until the answer is whole
     */
    Reply send(Letter letter, Duration patience) throws InterruptedException;
}
