package io.carillon.dev.standin;

import java.time.Duration;
import java.time.Instant;

/** Time as the carrier lives it: phones ring and people talk in it, requests do not. */
public interface CarrierTime {
    /** Carrier milliseconds since the start; never goes back. */
    long now();

    /** The world's time, as dates in answers show it. */
    Instant wall();

    /** How many carrier milliseconds pass in a real one. */
    double speed();

    /** Runs the action soon after that carrier time has come, never before. */
    void wakeAt(long due, Runnable action);

    /** How much carrier time passes while the world waits that long. */
    default long during(Duration real) {
        return Math.round(real.toNanos() / 1e6 * speed());
    }

    /** How long a stretch of carrier time lasts for the world. */
    default Duration lasting(long ms) {
        return Duration.ofNanos(Math.round(ms / speed() * 1e6));
    }
}
