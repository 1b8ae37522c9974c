package io.carillon.activities.upkeep;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.reconcile.Reconciliations;
import io.carillon.workflows.campaign.CampaignStart;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.LeadId;
import io.carillon.workflows.ids.OrganizationId;

import org.jspecify.annotations.Nullable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/** Leads that say they are in a call that is not live. */
final class SlotRows {
    // A live call is a slot, and judged as a call. What is left over is the lead's side of it.
    static final String ORPHANS =
            """
            SELECT l.id, l.organization_id, l.campaign_id, k.id AS call_id,
                coalesce(k.state IN ('completed', 'failed', 'canceled'), false) AS over
            FROM leads l
            LEFT JOIN calls k ON k.id = l.call_id
            WHERE l.status = 'in_call'
                AND l.updated_at < carillon_now() - INTERVAL '5 seconds'
                AND (k.id IS NULL OR k.state NOT IN ('claimed', 'dialing', 'ringing', 'in_progress'))
            """;

    // The call was never made, or is a single one that waits: the lead waits too.
    private static final String FREE =
            """
            UPDATE leads l
            SET status = 'pending',
                call_id = CASE WHEN l.single THEN l.call_id END,
                next_attempt_at = coalesce(l.due_at, carillon_now()),
                held_by = NULL,
                updated_at = carillon_now()
            WHERE l.id = :lead
                AND l.status = 'in_call'
                AND NOT EXISTS (SELECT FROM calls k WHERE k.id = l.call_id AND k.state <> 'waiting')
            """;

    private final Transactions transactions;

    SlotRows(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * @param call null: there is none
     * @param over it has its result
     */
    record Orphan(CampaignStart campaign, LeadId lead, @Nullable CallId call, boolean over) {
        Reconciliations.Subject subject() {
            return new Reconciliations.Subject(campaign.organization(), lead, call);
        }
    }

    List<Orphan> orphans() {
        return transactions.system(
                () -> transactions.jdbc().sql(ORPHANS).query((row, n) -> read(row)).list());
    }

    /** False: it is in a call again, or in none any more. */
    boolean free(LeadId lead) {
        return transactions.system(
                () -> transactions.jdbc().sql(FREE).param("lead", lead.value()).update() == 1);
    }

    private static Orphan read(ResultSet row) throws SQLException {
        UUID call = row.getObject("call_id", UUID.class);
        return new Orphan(
                new CampaignStart(
                        new CampaignId(row.getObject("campaign_id", UUID.class)),
                        new OrganizationId(row.getObject("organization_id", UUID.class))),
                new LeadId(row.getObject("id", UUID.class)),
                call == null ? null : new CallId(call),
                row.getBoolean("over"));
    }
}
