package io.carillon.activities.account;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.event.Outbox;
import io.carillon.workflows.ids.AccountId;
import io.carillon.workflows.ids.CallId;

import java.time.Instant;

/** Keeps how accounts are. */
public interface AccountHealths {
    /**
     * Notes what a dial was answered; written, and told as an event, only where it changes
     * something. Opens a transaction of its own, which holds nothing but the account's row. Not to
     * be repeated: a failure would count twice.
     *
     * @param sentAt the instant reserved for the dial
     */
    void tell(AccountId account, CallId call, Instant sentAt, DialNews news);

    static AccountHealths over(Transactions transactions, Outbox outbox) {
        return new JdbcAccountHealths(transactions, outbox);
    }
}
