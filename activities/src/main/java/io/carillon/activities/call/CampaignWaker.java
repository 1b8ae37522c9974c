package io.carillon.activities.call;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.temporal.WorkflowStarter;
import io.carillon.workflows.campaign.CampaignStart;

import org.jspecify.annotations.Nullable;

import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * Wakes a campaign when a call's end leaves it something to do that its timer does not know of: a
 * lead due before all others, or none left. Looked up after the commit, so that of two last calls
 * at least one sees that nothing is left; but mostly other leads are due, which is seen before.
 */
final class CampaignWaker {
    // All in the order of an index: by its statistics a planner would rather read the table until
    // it meets such a lead, and that may be far down. Not by EXISTS, which throws its order away.
    static final String FIRST_DUE =
            """
            SELECT (
                SELECT true FROM leads
                WHERE campaign_id = :campaign
                  AND status = 'pending'
                  AND next_attempt_at < :next
                  AND id <> :lead
                ORDER BY next_attempt_at
                LIMIT 1) IS NULL
            """;

    static final String NONE_PENDING =
            """
            SELECT (
                SELECT true FROM leads
                WHERE campaign_id = :campaign AND status = 'pending'
                ORDER BY next_attempt_at
                LIMIT 1) IS NULL
            """;

    static final String NOTHING_LEFT =
            """
            SELECT (
                    SELECT true FROM leads
                    WHERE campaign_id = :campaign AND status = 'pending'
                    ORDER BY next_attempt_at
                    LIMIT 1) IS NULL
                AND NOT EXISTS (
                    SELECT FROM calls
                    WHERE campaign_id = :campaign
                      AND state IN ('claimed', 'dialing', 'ringing', 'in_progress'))
            """;

    private final Transactions transactions;
    private final WorkflowStarter workflows;

    CampaignWaker(Transactions transactions, WorkflowStarter workflows) {
        this.transactions = transactions;
        this.workflows = workflows;
    }

    /** The lead is pending again and can be tried at {@code next}. Joins the transaction. */
    void pendingAgain(LockedCall call, @Nullable Instant next) {
        if (next != null && holds(call, FIRST_DUE, next)) {
            transactions.afterCommit(() -> wakeWhen(call, FIRST_DUE, next));
        }
    }

    /** The lead is done. Joins the transaction. */
    void leadDone(LockedCall call) {
        leadDone(call, holds(call, NONE_PENDING, null));
    }

    /**
     * As {@link #leadDone(LockedCall)}, for whoever has seen in this transaction whether other
     * leads are pending.
     */
    void leadDone(LockedCall call, boolean nonePending) {
        if (nonePending) {
            transactions.afterCommit(() -> wakeWhen(call, NOTHING_LEFT, null));
        }
    }

    private void wakeWhen(LockedCall call, String question, @Nullable Instant next) {
        if (transactions.system(() -> holds(call, question, next))) {
            workflows.wakeCampaign(new CampaignStart(call.campaign().id(), call.organization()));
        }
    }

    private boolean holds(LockedCall call, String question, @Nullable Instant next) {
        return transactions
                .jdbc()
                .sql(question)
                .param("campaign", call.campaign().id().value())
                .param("lead", call.lead().id().value())
                .param(
                        "next",
                        next == null ? null : next.atOffset(ZoneOffset.UTC),
                        Types.TIMESTAMP_WITH_TIMEZONE)
                .query(Boolean.class)
                .single();
    }
}
