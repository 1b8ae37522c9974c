package io.carillon.activities.reconcile;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.lead.LeadDecisions;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.LeadId;
import io.carillon.workflows.ids.OrganizationId;
import io.micrometer.core.instrument.MeterRegistry;

import org.jspecify.annotations.Nullable;

/** Says what was reconciled: in {@code carillon.reconciled} by {@code case}, and in the trace. */
public interface Reconciliations {
    /**
     * A line in the lead's trace, within the current transaction or one of its own; counted once it
     * is committed. The same line in a row is counted there, not repeated.
     *
     * @param detail for people: what was done; never a number or a name
     */
    void note(Reconciled what, Subject subject, String detail);

    /** No one lead's: counted only. */
    void count(Reconciled what, int times);

    /**
     * @param call null: there is no such call any more
     */
    record Subject(OrganizationId organization, LeadId lead, @Nullable CallId call) {}

    static Reconciliations over(
            Transactions transactions, LeadDecisions decisions, MeterRegistry meters) {
        return new CountedReconciliations(transactions, decisions, meters);
    }
}
