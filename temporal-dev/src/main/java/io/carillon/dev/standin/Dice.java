package io.carillon.dev.standin;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Draws the faults that are set. Two runs with one seed draw the same for the same request,
 * whatever order the network brings them in: a dial request is known by its number and by how often
 * that number was dialed.
 */
public final class Dice {
    private final Map<String, Integer> asked = new ConcurrentHashMap<>();
    private Faults faults;

    public Dice(Faults faults) {
        this.faults = faults;
    }

    public synchronized Faults faults() {
        return faults;
    }

    public synchronized void set(Faults changed) {
        faults = changed;
    }

    /** What this dial request meets. */
    public Faults.Dial dial(String to) {
        Faults now = planned();
        if (!now.next().isEmpty()) {
            return now.next().getFirst();
        }
        int before = asked.merge(to, 1, Integer::sum);
        double share = new Chance(now.seed()).of("dial " + to).share("number " + before);
        for (Faults.Dial fault : Faults.Dial.values()) {
            share -= now.dial().getOrDefault(fault, 0.0);
            if (share < 0) {
                return fault;
            }
        }
        return Faults.Dial.NONE;
    }

    /** The faults before the first of those planned is used up. */
    private synchronized Faults planned() {
        Faults now = faults;
        List<Faults.Dial> next = now.next();
        if (!next.isEmpty()) {
            faults = now.withNext(next.subList(1, next.size()));
        }
        return now;
    }

    /** True when this request, the n-th of its kind for that call, meets the fault. */
    public boolean hits(Faults.Control fault, String callId) {
        Faults now = faults();
        double share = now.control().getOrDefault(fault, 0.0);
        if (share == 0) {
            return false;
        }
        int before = asked.merge(fault + " " + callId, 1, Integer::sum);
        return new Chance(now.seed()).of(fault + " " + callId).share("number " + before) < share;
    }

    public boolean hits(Faults.Callback fault, String callbackId) {
        Faults now = faults();
        double share = now.callbacks().getOrDefault(fault, 0.0);
        return share > 0 && new Chance(now.seed()).of(callbackId).share(fault.name()) < share;
    }

    /** By how much a callback is late, in real time. */
    public Duration lateness(String callbackId) {
        Faults now = faults();
        double share = new Chance(now.seed()).of(callbackId).share("lateness");
        return Duration.ofMillis((long) (1000 * now.lateSeconds() * (0.2 + 0.8 * share)));
    }

    public Duration hanging() {
        return Duration.ofMillis((long) (1000 * faults().hangSeconds()));
    }
}
