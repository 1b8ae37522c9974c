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

    /** Credentials as their column holds them: an encrypted JSON object of strings. */
    byte[] seal(Map<String, String> credentials);
}
