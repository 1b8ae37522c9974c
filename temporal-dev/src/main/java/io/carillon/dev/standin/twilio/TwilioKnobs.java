package io.carillon.dev.standin.twilio;

import io.carillon.dev.standin.Faults;
import io.carillon.dev.standin.Knobs;
import io.carillon.dev.standin.People;
import io.carillon.dev.standin.Persona;
import io.carillon.dev.standin.RunningTime;
import io.carillon.dev.standin.Waits;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * {@code /_standin/…}: {@code health}, {@code alerts} to be read; {@code faults}, {@code people},
 * {@code opt-out-key}, {@code account} and {@code speed} to be set too. What is left out of an
 * account that is put is as if it were new: it then has no numbers.
 */
final class TwilioKnobs {
    /**
     * @param placed calls since the start
     * @param everQueued of them, those the account's rate kept waiting
     * @param documents how long the application took to answer with what a call does next
     */
    record Health(
            int placed, int live, long everQueued, Waits.Told documents, long seed, double speed) {}

    /**
     * @param ranges personas by {@code 00-39} or {@code 94}
     */
    record Ranges(Map<String, Persona> ranges) {}

    /**
     * @param key null: the prompt tells
     */
    record OptOutKey(@Nullable String key) {}

    record Speed(double speed) {}

    private TwilioKnobs() {}

    static Knobs of(TwilioCarrier carrier, RunningTime time) {
        return new Knobs()
                .shows("health", () -> health(carrier))
                .shows("alerts", carrier.alerts::all)
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
                .turns(
                        "speed",
                        Speed.class,
                        () -> new Speed(time.speed()),
                        changed -> time.runAt(changed.speed()));
    }

    private static Health health(TwilioCarrier carrier) {
        return new Health(
                carrier.calls.count(),
                carrier.calls.live(),
                carrier.pace.everQueued(),
                carrier.webhooks.waited(),
                carrier.dice.faults().seed(),
                carrier.time.speed());
    }
}
