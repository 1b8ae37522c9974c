package io.carillon.activities.call;

import io.carillon.activities.carrier.CarrierAccounts;
import io.carillon.activities.carrier.CarrierDriver;
import io.carillon.activities.carrier.CarrierDrivers;
import io.carillon.activities.carrier.Script;
import io.carillon.workflows.ids.AccountId;

import java.io.IOException;
import java.util.Objects;

/** The carrier's side of a call that was dialed. */
final class Speaking {
    private final CarrierDrivers drivers;
    private final CarrierAccounts accounts;

    Speaking(CarrierDrivers drivers, CarrierAccounts accounts) {
        this.drivers = drivers;
        this.accounts = accounts;
    }

    interface Request<T> {
        T of(CarrierDriver driver, io.carillon.activities.carrier.CarrierAccount account)
                throws IOException;
    }

    /** False when the carrier says the call is over. A script without verbs is a hang-up. */
    boolean give(FollowedCall call, Script script) throws IOException {
        if (script.verbs().isEmpty()) {
            hangUp(call);
            return true;
        }
        return ask(call, (driver, account) -> driver.perform(account, call.onCarrier(), script));
    }

    void hangUp(FollowedCall call) throws IOException {
        ask(
                call,
                (driver, account) -> {
                    driver.hangUp(account, call.onCarrier());
                    return true;
                });
    }

    <T> T ask(FollowedCall call, Request<T> request) throws IOException {
        AccountId account =
                Objects.requireNonNull(call.account(), () -> call.id() + " has no account");
        return request.of(
                drivers.driver(Objects.requireNonNull(call.carrier())), accounts.lately(account));
    }
}
