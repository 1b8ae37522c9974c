package io.carillon.dev.standin;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/**
 * The timers of one call, run in the order of their instants however late the process is: a key
 * pressed before a timeout stays before it on a busy machine. At most one of each name; setting it
 * again moves it. Not safe for threads: the call guards them.
 */
public final class Timers {
    private record Timer(long due, long order, Runnable action) {
        boolean before(Timer other) {
            return due < other.due || (due == other.due && order < other.order);
        }
    }

    private final Map<Enum<?>, Timer> timers = new HashMap<>();
    private long now;
    private long given;

    public Timers(long now) {
        this.now = now;
    }

    /** The carrier time of what is happening, not of the machine that is late with it. */
    public long now() {
        return now;
    }

    public void in(long ms, Enum<?> name, Runnable action) {
        timers.put(name, new Timer(now + Math.max(0, ms), given++, action));
    }

    public void cancel(Enum<?> name) {
        timers.remove(name);
    }

    public void cancelAll() {
        timers.clear();
    }

    /** Null: nothing is to come. */
    public @Nullable Long next() {
        Enum<?> name = first();
        Timer timer = name == null ? null : timers.get(name);
        return timer == null ? null : timer.due;
    }

    /** Runs what is due, and what becomes due by it, up to that time. */
    public void runUntil(long until) {
        for (Enum<?> name = first(); name != null; name = first()) {
            Timer timer = timers.get(name);
            if (timer == null || timer.due > until) {
                break;
            }
            timers.remove(name);
            now = Math.max(now, timer.due);
            timer.action.run();
        }
        now = Math.max(now, until);
    }

    private @Nullable Enum<?> first() {
        Enum<?> name = null;
        Timer best = null;
        for (Map.Entry<Enum<?>, Timer> entry : timers.entrySet()) {
            if (best == null || entry.getValue().before(best)) {
                best = entry.getValue();
                name = entry.getKey();
            }
        }
        return name;
    }
}
