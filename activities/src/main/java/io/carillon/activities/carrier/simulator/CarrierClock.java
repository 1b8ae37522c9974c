package io.carillon.activities.carrier.simulator;

/**
 * The simulated carrier's time in milliseconds: runs {@code speed} times as fast as the wall clock,
 * stands still while the process is down.
 */
final class CarrierClock {
    private double speed;
    private double base;
    private long baseNanos = System.nanoTime();

    CarrierClock(long startMs, double speed) {
        this.base = startMs;
        this.speed = checked(speed);
    }

    synchronized long now() {
        return (long) (base + (System.nanoTime() - baseNanos) / 1e6 * speed);
    }

    synchronized double speed() {
        return speed;
    }

    synchronized void runAt(double newSpeed) {
        checked(newSpeed);
        long nanos = System.nanoTime();
        base += (nanos - baseNanos) / 1e6 * speed;
        baseNanos = nanos;
        speed = newSpeed;
    }

    /** Real nanoseconds until that carrier time; 0 when it has come. */
    synchronized long nanosUntil(long ms) {
        double behind = (System.nanoTime() - baseNanos) / 1e6 * speed + base;
        return ms <= behind ? 0 : (long) Math.ceil((ms - behind) / speed * 1e6);
    }

    /** How long a stretch of carrier time lasts for the world. */
    synchronized double realSeconds(long ms) {
        return Math.round(ms / speed) / 1000.0;
    }

    private static double checked(double speed) {
        if (!(speed > 0 && speed <= 10_000)) {
            throw new IllegalArgumentException(
                    "speed " + speed + " (expected: above 0, at most 10000)");
        }
        return speed;
    }
}
