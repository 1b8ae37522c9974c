package io.carillon.activities.upkeep;

import io.carillon.workflows.ids.AccountId;

import org.jspecify.annotations.Nullable;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Accounts whose carrier did not answer in this sweep: nobody waits for it again until the next.
 */
final class SilentCarriers {
    private final Set<AccountId> silent = ConcurrentHashMap.newKeySet();

    void add(@Nullable AccountId account) {
        if (account != null) {
            silent.add(account);
        }
    }

    boolean has(@Nullable AccountId account) {
        return account != null && silent.contains(account);
    }
}
