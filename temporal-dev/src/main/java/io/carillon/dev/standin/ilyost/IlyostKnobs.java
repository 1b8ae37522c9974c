package io.carillon.dev.standin.ilyost;

import io.carillon.dev.standin.Faults;
import io.carillon.dev.standin.Knobs;
import io.carillon.dev.standin.People;
import io.carillon.dev.standin.Persona;
import io.carillon.dev.standin.RunningTime;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * {@code /_standin/…}: {@code health} to be read; {@code faults}, {@code people}, {@code
 * opt-out-key}, {@code account}, {@code limiter} and {@code speed} to be set too.
 */
final class IlyostKnobs {
    /**
     * @param placed calls since the start
     */
    record Health(int placed, int live, long seed, double speed) {}

    /**
     * @param ranges personas by {@code 00-39} or {@code 94}
     */
    record Ranges(Map<String, Persona> ranges) {}

    /**
     * @param key null: the prompt tells
     */
    record OptOutKey(@Nullable String key) {}

    record Speed(double speed) {}

    private IlyostKnobs() {}

    static Knobs of(IlyostCarrier carrier, Limiter limiter, RunningTime time) {
        return new Knobs()
                .shows("health", () -> health(carrier))
                .turns("faults", Faults.class, carrier.dice::faults, carrier.dice::set)
                .turns(
                        "people",
                        Ranges.class,
                        () -> new Ranges(carrier.people().ranges()),
                        changed -> carrier.people(People.standard().with(changed.ranges())))
                .turns(
                        "opt-out-key",
                        OptOutKey.class,
                        () -> new OptOutKey(carrier.optOutKey()),
                        changed -> carrier.optOutKey(changed.key()))
                .turns("account", Account.class, carrier::account, carrier::account)
                .turns("limiter", Limiter.Limit.class, limiter::limit, limiter::limit)
                .turns(
                        "speed",
                        Speed.class,
                        () -> new Speed(time.speed()),
                        changed -> time.runAt(changed.speed()));
    }

    private static Health health(IlyostCarrier carrier) {
        return new Health(
                carrier.placed(),
                carrier.live(),
                carrier.dice.faults().seed(),
                carrier.time.speed());
    }
}
