package io.carillon.dev.standin.twilio;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The account's calls per second: what comes faster is queued and released at that rate, in the
 * order it came, each call saying in {@code queue_time} how long it waited; from "Limits on calls
 * per second" and error 22005, which refuses what would wait longer than a day. Real time, whatever
 * the speed: the application paces itself by its own clock.
 */
final class Pace {
    private static final Duration LONGEST = Duration.ofDays(1);

    private final Deque<Instant> released = new ArrayDeque<>();
    private long everQueued;

    /** How long a call that comes now is queued. */
    synchronized Duration admit(double callsPerSecond, Instant now) {
        int atOnce = Math.max(1, (int) callsPerSecond);
        Duration window = Duration.ofNanos((long) (atOnce / callsPerSecond * 1e9));
        while (released.size() > atOnce) {
            released.removeFirst();
        }
        Instant release = now;
        if (released.size() == atOnce && released.getFirst().plus(window).isAfter(now)) {
            release = released.getFirst().plus(window);
        }
        Duration waits = Duration.between(now, release);
        if (waits.compareTo(LONGEST) > 0) {
            throw TwilioError.BACKLOG.refuse("");
        }
        released.addLast(release);
        if (waits.isPositive()) {
            everQueued++;
        }
        return waits;
    }

    /** Since the start. */
    synchronized long everQueued() {
        return everQueued;
    }
}
