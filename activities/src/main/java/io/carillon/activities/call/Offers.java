package io.carillon.activities.call;

import io.carillon.activities.account.AccountHealth;
import io.carillon.activities.call.GateFacts.Account;
import io.carillon.activities.call.GateFacts.CallerId;
import io.carillon.activities.carrier.SealedAccount;

import java.util.List;

/** What the campaign could dial with, in failover order. */
record Offers(List<Offer> accounts) {
    Offers {
        accounts = List.copyOf(accounts);
    }

    /**
     * An account with the caller ids it may show.
     *
     * @param account as slow as it was when it was read
     * @param sealed its address and credentials
     * @param callerIds verified for its carrier, of this campaign
     */
    record Offer(
            Account account,
            SealedAccount sealed,
            AccountHealth health,
            List<CallerId> callerIds) {}
}
