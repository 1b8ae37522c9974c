package io.carillon.activities.campaign;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.lead.LeadDecisions;
import io.carillon.activities.lead.LeadFinished;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.LeadId;
import io.carillon.workflows.ids.OrganizationId;
import io.carillon.workflows.lead.LeadOutcome;

import java.util.List;
import java.util.UUID;

/**
 * Ends pending leads of a campaign that is over: canceled by a stop, expired by its end. In
 * batches, each a transaction.
 */
final class PendingLeads {
    /** Large enough to be quick, small enough that claims and imports do not wait for it. */
    static final int BATCH = 500;

    private static final String SINGLES =
            """
            SELECT call_id FROM leads
            WHERE campaign_id = :campaign AND status = 'pending' AND single
            LIMIT :batch
            """;

    private static final String END =
            """
            UPDATE leads SET status = 'done', outcome = :outcome, next_attempt_at = NULL, held_by = NULL,
                done_at = carillon_now(), updated_at = carillon_now()
            WHERE id IN (
                SELECT id FROM leads
                WHERE campaign_id = :campaign AND status = 'pending' AND NOT single
                ORDER BY id
                LIMIT :batch
                FOR UPDATE SKIP LOCKED)
            RETURNING id
            """;

    private final Transactions transactions;
    private final LeadFinished leadFinished;
    private final UndialedCalls calls;
    private final LeadDecisions decisions;

    PendingLeads(
            Transactions transactions,
            LeadFinished leadFinished,
            UndialedCalls calls,
            LeadDecisions decisions) {
        this.decisions = decisions;
        this.transactions = transactions;
        this.leadFinished = leadFinished;
        this.calls = calls;
    }

    /**
     * Ends up to one batch; returns how many, 0 when none is pending any more. Joins the caller's
     * transaction.
     */
    int end(OrganizationId organization, CampaignId campaign, LeadOutcome outcome, String rule) {
        List<UUID> singles =
                transactions
                        .jdbc()
                        .sql(SINGLES)
                        .param("campaign", campaign.value())
                        .param("batch", BATCH)
                        .query(UUID.class)
                        .list();
        int canceled =
                (int)
                        singles.stream()
                                .filter(call -> calls.cancelUndialed(new CallId(call), rule))
                                .count();
        List<LeadId> ended =
                transactions
                        .jdbc()
                        .sql(END)
                        .param("campaign", campaign.value())
                        .param("outcome", outcome.wire())
                        .param("batch", BATCH)
                        .query((row, n) -> new LeadId(row.getObject("id", UUID.class)))
                        .list();
        decisions.appendAll(
                ended.stream()
                        .map(
                                lead ->
                                        new LeadDecisions.Decision(
                                                organization,
                                                lead,
                                                null,
                                                "finished",
                                                rule,
                                                null,
                                                null))
                        .toList());
        leadFinished.append(ended);
        return canceled + ended.size();
    }
}
