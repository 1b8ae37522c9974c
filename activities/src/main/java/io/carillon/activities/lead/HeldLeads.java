package io.carillon.activities.lead;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.temporal.WorkflowStarter;
import io.carillon.workflows.campaign.CampaignStart;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.OrganizationId;

import java.util.List;
import java.util.UUID;

/** Leads that wait for a limit until a day, or longer, when somebody lifts it sooner. */
public final class HeldLeads {
    // A lead in somebody's hands is judged by the new limits at the gate anyway.
    private static final String LOOK_AGAIN =
            """
            WITH again AS (
                UPDATE leads SET next_attempt_at = due_at, held_by = NULL
                WHERE id IN (
                    SELECT l.id FROM campaigns c
                    JOIN leads l ON l.campaign_id = c.id
                    WHERE c.organization_id = :organization
                      AND c.status NOT IN ('draft', 'completed', 'stopped')
                      AND l.status = 'pending'
                      AND l.held_by IN ('daily_cap', 'number_cap', 'caller_id')
                    FOR NO KEY UPDATE OF l SKIP LOCKED)
                RETURNING campaign_id)
            SELECT DISTINCT campaign_id FROM again
            """;

    private final Transactions transactions;
    private final WorkflowStarter workflows;

    HeldLeads(Transactions transactions, WorkflowStarter workflows) {
        this.transactions = transactions;
        this.workflows = workflows;
    }

    /**
     * Limits of the organization or of its caller ids were changed, or a caller id was added: who
     * waits for one is due again. Joins the current transaction or opens one.
     */
    public void limitsChanged(OrganizationId organization) {
        List<UUID> campaigns =
                transactions.atLength(
                        organization,
                        () ->
                                transactions
                                        .jdbc()
                                        .sql(LOOK_AGAIN)
                                        .param("organization", organization.value())
                                        .query(UUID.class)
                                        .list());
        transactions.afterCommit(() -> campaigns.forEach(campaign -> wake(organization, campaign)));
    }

    private void wake(OrganizationId organization, UUID campaign) {
        workflows.wakeCampaign(new CampaignStart(new CampaignId(campaign), organization));
    }
}
