package io.carillon.activities.call;

import io.carillon.activities.carrier.CallOnCarrier;
import io.carillon.activities.carrier.Capabilities.Feature;
import io.carillon.activities.carrier.CarrierAccount;
import io.carillon.activities.carrier.CarrierAccounts;
import io.carillon.activities.carrier.CarrierDriver;
import io.carillon.activities.carrier.CarrierDrivers;
import io.carillon.activities.carrier.Script;
import io.carillon.workflows.ids.AccountId;
import io.carillon.workflows.phone.PhoneNumber;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.Objects;
import java.util.Set;

/** The carrier's side of a call that was dialed. */
final class Speaking {
    private final CarrierDrivers drivers;
    private final CarrierAccounts accounts;
    private final CallbackAddresses addresses;

    Speaking(CarrierDrivers drivers, CarrierAccounts accounts, CallbackAddresses addresses) {
        this.drivers = drivers;
        this.accounts = accounts;
        this.addresses = addresses;
    }

    interface Request<T> {
        T of(CarrierDriver driver, CarrierAccount account, CallOnCarrier call) throws IOException;
    }

    /** False when the carrier says the call is over. A script without verbs is a hang-up. */
    boolean give(FollowedCall call, Script script) throws IOException {
        if (script.verbs().isEmpty()) {
            hangUp(call);
            return true;
        }
        return ask(call, (driver, account, known) -> driver.perform(account, known, script));
    }

    void hangUp(FollowedCall call) throws IOException {
        ask(
                call,
                (driver, account, known) -> {
                    driver.hangUp(account, known);
                    return true;
                });
    }

    <T> T ask(FollowedCall call, Request<T> request) throws IOException {
        AccountId account =
                Objects.requireNonNull(call.account(), () -> call.id() + " has no account");
        return request.of(
                driver(call),
                accounts.lately(account),
                new CallOnCarrier(call.id(), call.carrierCallId(), dialed(call, account)));
    }

    /** The script itself where its carrier will come for it; null where it travels. */
    @Nullable Script kept(FollowedCall call, Script script) {
        AccountId account =
                Objects.requireNonNull(call.account(), () -> call.id() + " has no account");
        return !wholeScripts(call) || driver(call).fetches(dialed(call, account), script)
                ? script
                : null;
    }

    /** False: it is given one verb at a time. */
    boolean wholeScripts(FollowedCall call) {
        return features(call).contains(Feature.WHOLE_SCRIPTS);
    }

    Set<Feature> features(FollowedCall call) {
        return driver(call).capabilities().features();
    }

    private CarrierDriver driver(FollowedCall call) {
        return drivers.driver(Objects.requireNonNull(call.carrier()));
    }

    private CallOnCarrier.Dialed dialed(FollowedCall call, AccountId account) {
        return new CallOnCarrier.Dialed(
                addresses.of(
                        Objects.requireNonNull(call.carrier()), call.token(), call.id(), account),
                call.to(),
                call.from() == null ? null : new PhoneNumber(call.from()),
                call.askedAt());
    }
}
