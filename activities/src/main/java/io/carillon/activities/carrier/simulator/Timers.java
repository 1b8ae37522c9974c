package io.carillon.activities.carrier.simulator;

import org.jspecify.annotations.Nullable;

import java.util.EnumMap;
import java.util.Map;

/**
 * The timers of one call, run in the order of their instants whatever the delay of the process: a
 * key pressed before a timeout is before it. At most one of each name; setting it again moves it.
 */
final class Timers {
    /** Of two at the same instant the earlier name goes first. */
    enum Name {
        RINGING,
        ANSWER,
        RING_END,
        VERDICT,
        BEEP,
        KEY,
        SPEECH,
        VERB,
        GATHER,
        LEG,
        FAR_HANG_UP,
        MAX_DURATION
    }

    private record Timer(long due, Runnable action) {}

    private final Map<Name, Timer> timers = new EnumMap<>(Name.class);
    private long now;

    Timers(long now) {
        this.now = now;
    }

    long now() {
        return now;
    }

    void in(long ms, Name name, Runnable action) {
        timers.put(name, new Timer(now + Math.max(0, ms), action));
    }

    void cancel(Name name) {
        timers.remove(name);
    }

    void cancelAll() {
        timers.clear();
    }

    /** Null: nothing is to come. */
    @Nullable Long next() {
        Name name = nextName();
        return name == null ? null : timer(name).due;
    }

    void runUntil(long until) {
        for (Name name = nextName(); name != null && timer(name).due <= until; name = nextName()) {
            Timer timer = timer(name);
            timers.remove(name);
            now = Math.max(now, timer.due);
            timer.action.run();
        }
        now = Math.max(now, until);
    }

    private Timer timer(Name name) {
        Timer timer = timers.get(name);
        if (timer == null) {
            throw new IllegalStateException("timer " + name + " is not set");
        }
        return timer;
    }

    private @Nullable Name nextName() {
        Name first = null;
        for (Map.Entry<Name, Timer> entry : timers.entrySet()) {
            if (first == null || entry.getValue().due < timer(first).due) {
                first = entry.getKey();
            }
        }
        return first;
    }
}
