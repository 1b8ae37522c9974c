package io.carillon.activities.call;

import io.carillon.activities.call.GateFacts.Account;
import io.carillon.activities.call.GateFacts.AccountTrouble;
import io.carillon.activities.call.GateFacts.CallerId;
import io.carillon.activities.carrier.SealedAccount;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What the campaign could dial with.
 *
 * @param sealed the account's address and credentials; null: none
 */
record Offers(
        @Nullable Account account,
        @Nullable SealedAccount sealed,
        @Nullable AccountTrouble trouble,
        List<CallerId> callerIds) {}
