package io.carillon.activities.lead;

import io.carillon.activities.database.Transactions;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.LeadId;
import io.carillon.workflows.ids.OrganizationId;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/** Why a lead was or was not called: the trace an operator reads. */
public interface LeadDecisions {
    /**
     * Appends within the current transaction. A {@code held}, {@code released} or {@code
     * reconciled} that repeats the lead's last one (same rule, same detail) is counted there
     * instead.
     */
    void append(Decision decision);

    /** Several at once, each of another lead. */
    default void appendAll(List<Decision> decisions) {
        decisions.forEach(this::append);
    }

    /** The trace of this database; for wiring and for tests. */
    static LeadDecisions over(Transactions transactions) {
        return new JdbcLeadDecisions(transactions);
    }

    /**
     * @param decision {@code imported, dialed, held, released, retried, finished, corrected …}
     * @param rule the rule that decided, in wire form: {@code calling_hours, suppression,
     *     retry_delay …}
     * @param detail one more word for people, never a number or a name; null: none
     * @param nextAt the next instant it could be tried by this rule; null: not by time
     */
    record Decision(
            OrganizationId organization,
            LeadId lead,
            @Nullable CallId call,
            String decision,
            String rule,
            @Nullable String detail,
            @Nullable Instant nextAt) {}
}
