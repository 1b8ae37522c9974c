package io.carillon.dev.standin;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How a stand-in misbehaves. What is left out does not happen; whom it hits follows from the seed.
 *
 * @param dial how likely each fault is for a dial request, 0..1, together at most 1
 * @param control how likely each fault is for an update or a look-up, 0..1
 * @param callbacks how likely each fault is for a callback that tells and does not ask, 0..1
 * @param lateSeconds real time a late or overtaken callback is late by at most
 * @param hangSeconds real time after which an answer that hangs is cut
 * @param next what the next dial requests meet, one each, before likelihoods hold again
 */
public record Faults(
        long seed,
        Map<Dial, Double> dial,
        Map<Control, Double> control,
        Map<Callback, Double> callbacks,
        double lateSeconds,
        double hangSeconds,
        List<Dial> next) {
    private static final double LATE_SECONDS = 3;
    private static final double HANG_SECONDS = 60;

    /** What can happen to a dial request. Those that begin with ACCEPT ring the phone. */
    public enum Dial {
        NONE,
        ACCEPT_THEN_500,
        ACCEPT_THEN_HANG,
        ACCEPT_THEN_CUT,
        ACCEPT_MALFORMED,
        /** Too many requests, in the carrier's own words. */
        REFUSE_429,
        /** Overloaded, in the carrier's own words. */
        REFUSE_503,
        /** Overloaded, in the words of something in front of the carrier. */
        REFUSE_503_BARE;

        public boolean refuses() {
            return name().startsWith("REFUSE");
        }

        @JsonValue
        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        static Dial ofWire(String wire) {
            return valueOf(wire.toUpperCase(Locale.ROOT));
        }
    }

    /** What can happen to an update, which is carried out all the same, or to a look-up. */
    public enum Control {
        UPDATE_500,
        UPDATE_HANG,
        FETCH_500,
        FETCH_HANG;

        @JsonValue
        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        static Control ofWire(String wire) {
            return valueOf(wire.toUpperCase(Locale.ROOT));
        }
    }

    /** What can happen to a callback. */
    public enum Callback {
        DROP,
        DOUBLE,
        /** Later ones of the same call overtake it. */
        REORDER,
        LATE;

        @JsonValue
        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        static Callback ofWire(String wire) {
            return valueOf(wire.toUpperCase(Locale.ROOT));
        }
    }

    @JsonCreator
    static Faults of(
            @Nullable Long seed,
            @Nullable Map<Dial, Double> dial,
            @Nullable Map<Control, Double> control,
            @Nullable Map<Callback, Double> callbacks,
            @Nullable Double lateSeconds,
            @Nullable Double hangSeconds,
            @Nullable List<Dial> next) {
        return new Faults(
                seed == null ? 1 : seed,
                dial == null ? Map.of() : dial,
                control == null ? Map.of() : control,
                callbacks == null ? Map.of() : callbacks,
                lateSeconds == null ? LATE_SECONDS : lateSeconds,
                hangSeconds == null ? HANG_SECONDS : hangSeconds,
                next == null ? List.of() : next);
    }

    public Faults {
        dial = Map.copyOf(dial);
        control = Map.copyOf(control);
        callbacks = Map.copyOf(callbacks);
        next = List.copyOf(next);
        dial.values().forEach(Faults::check);
        control.values().forEach(Faults::check);
        callbacks.values().forEach(Faults::check);
        check(dial.values().stream().mapToDouble(Double::doubleValue).sum());
    }

    private static void check(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("likelihood " + share + " (expected: 0 to 1)");
        }
    }

    /** A carrier that does as it says. */
    public static Faults none(long seed) {
        return of(seed, null, null, null, null, null, null);
    }

    /** The next dial requests meet these, one each. */
    public Faults withNext(List<Dial> planned) {
        return new Faults(seed, dial, control, callbacks, lateSeconds, hangSeconds, planned);
    }
}
