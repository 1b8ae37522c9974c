package io.carillon.activities.lead;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.event.Outbox;

/** The intake as production wires it. */
public final class TestIntake {
    private TestIntake() {}

    public static LeadIntake over(Transactions transactions, Outbox outbox) {
        return new JdbcLeadIntake(
                transactions,
                new LeadFinished(transactions, outbox),
                new JdbcLeadDecisions(transactions));
    }

    public static LeadResults results(Transactions transactions) {
        return new JdbcLeadResults(transactions);
    }
}
