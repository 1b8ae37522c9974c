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
     * As {@link #open}, as the account was at most a second ago. For everything but a dial: whom a
     * request may ring is decided by the account as it is.
     */
    default CarrierAccount lately(AccountId account) {
        return open(account);
    }

    /** Credentials as their column holds them: an encrypted JSON object of strings. */
    byte[] seal(Map<String, String> credentials);
}
