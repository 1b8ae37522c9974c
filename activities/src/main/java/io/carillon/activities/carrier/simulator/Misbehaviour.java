package io.carillon.activities.carrier.simulator;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How the carrier misbehaves. Everything left out is zero; which request or callback is hit follows
 * from the seed.
 *
 * @param create how likely each trouble is for a dial request, 0..1, together at most 1
 * @param callbacks how likely each trouble is for a callback, 0..1
 * @param delaySeconds real time a delayed or overtaken callback is late by at most
 * @param hangSeconds real time after which a hanging answer is cut
 * @param control500 how likely a look-up, script, hold or hang-up is answered 500 although it was
 *     done, 0..1
 * @param next what happens to the next dial requests, one each, before probabilities hold again
 */
public record Misbehaviour(
        long seed,
        Map<Create, Double> create,
        Map<Callbacks, Double> callbacks,
        double delaySeconds,
        double hangSeconds,
        double control500,
        List<Create> next) {
    private static final double DELAY_SECONDS = 3;
    private static final double HANG_SECONDS = 60;

    /** What can happen to a dial request. Those that begin with ACCEPT ring the phone. */
    public enum Create {
        NONE,
        ACCEPT_THEN_500,
        ACCEPT_THEN_HANG,
        ACCEPT_THEN_CUT,
        ACCEPT_MALFORMED,
        /** Too many requests, with the carrier's error document. */
        REFUSE_429,
        /** Overloaded, with the carrier's error document. */
        REFUSE_503,
        /** No balance. */
        REFUSE_402;

        boolean refuses() {
            return name().startsWith("REFUSE");
        }

        @JsonValue
        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        static Create ofWire(String wire) {
            return valueOf(wire.toUpperCase(Locale.ROOT));
        }
    }

    /** What can happen to a callback. */
    public enum Callbacks {
        DROP,
        DOUBLE,
        /** Later ones of the same call overtake it. */
        REORDER,
        DELAY;

        @JsonValue
        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        static Callbacks ofWire(String wire) {
            return valueOf(wire.toUpperCase(Locale.ROOT));
        }
    }

    @JsonCreator
    static Misbehaviour of(
            @Nullable Long seed,
            @Nullable Map<Create, Double> create,
            @Nullable Map<Callbacks, Double> callbacks,
            @Nullable Double delaySeconds,
            @Nullable Double hangSeconds,
            @Nullable Double control500,
            @Nullable List<Create> next) {
        return new Misbehaviour(
                seed == null ? 1 : seed,
                create == null ? Map.of() : create,
                callbacks == null ? Map.of() : callbacks,
                delaySeconds == null ? DELAY_SECONDS : delaySeconds,
                hangSeconds == null ? HANG_SECONDS : hangSeconds,
                control500 == null ? 0 : control500,
                next == null ? List.of() : next);
    }

    public Misbehaviour {
        create = Map.copyOf(create);
        callbacks = Map.copyOf(callbacks);
        next = List.copyOf(next);
        create.values().forEach(Misbehaviour::checkShare);
        callbacks.values().forEach(Misbehaviour::checkShare);
        checkShare(control500);
        checkShare(create.values().stream().mapToDouble(Double::doubleValue).sum());
    }

    private static void checkShare(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("probability " + share + " (expected: 0 to 1)");
        }
    }

    /** A carrier that does as it says. */
    public static Misbehaviour none() {
        return of(null, null, null, null, null, null, null);
    }

    /** The next dial requests meet these, one each. */
    public static Misbehaviour next(Create... troubles) {
        return none().withNext(List.of(troubles));
    }

    /** Callbacks meet this with the given probability. */
    public static Misbehaviour callbacks(long seed, Map<Callbacks, Double> shares) {
        return of(seed, null, shares, null, null, null, null);
    }

    public Misbehaviour hangingFor(double seconds) {
        return new Misbehaviour(seed, create, callbacks, delaySeconds, seconds, control500, next);
    }

    Misbehaviour withNext(List<Create> planned) {
        return new Misbehaviour(
                seed, create, callbacks, delaySeconds, hangSeconds, control500, planned);
    }

    /** What the probabilities do to this dial request. */
    Create drawn(String request) {
        double share = Chance.of(Long.toString(seed), request).share("create");
        for (Create trouble : Create.values()) {
            share -= create.getOrDefault(trouble, 0.0);
            if (share < 0) {
                return trouble;
            }
        }
        return Create.NONE;
    }

    boolean hits(Callbacks trouble, Callback callback) {
        double share = callbacks.getOrDefault(trouble, 0.0);
        return share > 0
                && Chance.of(Long.toString(seed), callback.id()).share(trouble.name()) < share;
    }

    /** Real milliseconds. */
    long delayOf(Callback callback) {
        double share = Chance.of(Long.toString(seed), callback.id()).share("delay");
        return (long) (1000 * delaySeconds * (0.2 + 0.8 * share));
    }

    boolean hitsControl(String request) {
        return control500 > 0
                && Chance.of(Long.toString(seed), request).share("control") < control500;
    }
}
