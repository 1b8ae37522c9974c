package io.carillon.dev.standin.ilyost;

import io.carillon.dev.standin.Person;

import java.util.Map;

/**
 * The other leg (Ilyost server, transferCall): its end is the call's, whether it was reached or
 * not, and {@code bridged.ended} is told either way. It rings for two minutes at most.
 */
final class Transfer {
    private enum Timer {
        OTHER_LEG
    }

    private static final long RINGS_MILLIS = 120_000;

    private final LiveCall call;
    private final String to;
    private final Person other;

    Transfer(LiveCall call, String to) {
        this.call = call;
        this.to = to;
        this.other = call.carrier.person(to);
    }

    void begin() {
        call.tell("bridging", about());
        if (!other.persona().reachable() || !other.persona().picksUp()) {
            long after =
                    other.persona().reachable() && !other.persona().name().equals("BUSY")
                            ? RINGS_MILLIS
                            : other.turnedAwayAfter();
            call.timers.in(after, Timer.OTHER_LEG, this::over);
            return;
        }
        call.timers.in(other.ringsAfter() + other.answersAfter(), Timer.OTHER_LEG, this::bridged);
    }

    private void bridged() {
        call.bridged();
        call.tell("bridged", about());
        call.timers.in(other.talks(), Timer.OTHER_LEG, this::over);
    }

    /** Whichever leg ends. */
    void over() {
        call.tell("bridged.ended", about());
        call.end(Causes.NORMAL);
    }

    private Map<String, Object> about() {
        return Map.of("transferredTo", to);
    }
}
