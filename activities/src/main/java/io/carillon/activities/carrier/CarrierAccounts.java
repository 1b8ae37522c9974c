package io.carillon.activities.carrier;

import io.carillon.workflows.ids.AccountId;

import java.util.Map;

/** Carrier accounts with their credentials opened. */
public interface CarrierAccounts {
    /**
     * Joins the current transaction, or opens one.
     *
     * @throws IllegalArgumentException when there is no such account
     * @throws IllegalStateException when its credentials cannot be opened: someone must enter them
     *     again
     */
    CarrierAccount open(AccountId account);

    /**
     * As it was read: for a dial, whom the gate let ring by that very address.
     *
     * @throws IllegalStateException when its credentials cannot be opened
     */
    CarrierAccount open(SealedAccount account);

    /**
     * As {@link #open(AccountId)}, as the account was at most a second ago. Not for a dial, and not
     * within a transaction: it may wait for another thread's.
     */
    default CarrierAccount lately(AccountId account) {
        return open(account);
    }

    /** Credentials as their column holds them: an encrypted JSON object of strings. */
    byte[] seal(Map<String, String> credentials);
}
