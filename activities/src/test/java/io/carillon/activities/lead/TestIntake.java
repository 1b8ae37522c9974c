package io.carillon.activities.lead;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.event.Outbox;
import io.carillon.activities.testing.RecordedWorkflows;

/** Intake, results and store as production wires them. */
public final class TestIntake {
    private TestIntake() {}

    public static LeadIntake over(Transactions transactions, Outbox outbox) {
        return new JdbcLeadIntake(
                transactions,
                new LeadFinished(transactions, outbox),
                new JdbcLeadDecisions(transactions));
    }

    public static LeadStore store(Transactions transactions) {
        return new JdbcLeadStore(
                transactions,
                new LeadChanges(
                        transactions,
                        decision -> {},
                        new LeadFinished(transactions, event -> {}),
                        new PersonEraser(transactions),
                        new RecordedWorkflows()),
                new JdbcWaiting(transactions));
    }

    public static LeadResults results(Transactions transactions) {
        return new JdbcLeadResults(transactions);
    }
}
