package io.carillon.activities.suppression;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.event.CallEvents;
import io.carillon.activities.lead.LeadDecisions;
import io.carillon.activities.lead.LeadDecisions.Decision;
import io.carillon.activities.lead.LeadFinished;
import io.carillon.activities.temporal.WorkflowStarter;
import io.carillon.workflows.campaign.CampaignStart;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.LeadId;
import io.carillon.workflows.ids.OrganizationId;

import org.jspecify.annotations.Nullable;

import java.sql.Types;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Ends pending leads whose number must not be called any more. A lead that somebody holds at this
 * moment is on its way to the gate, which asks for itself; waiting for it could only deadlock.
 */
final class SuppressedLeads {
    private static final int BATCH = 500;

    // The GIN index over phones of pending leads answers the numbers; prefixes are rare and scan
    // the
    // organization's pending leads.
    private static final String END =
            """
            UPDATE leads
            SET status = 'done', outcome = 'suppressed', next_attempt_at = NULL, held_by = NULL,
                done_at = carillon_now(), updated_at = carillon_now()
            WHERE id IN (
                SELECT id FROM leads
                WHERE organization_id = :organization
                  AND status = 'pending'
                  AND (:campaign::uuid IS NULL OR campaign_id = :campaign)
                  AND %s
                ORDER BY id
                LIMIT :batch
                FOR NO KEY UPDATE SKIP LOCKED)
            RETURNING id, campaign_id, single, call_id
            """;

    private static final String END_BY_NUMBER = END.formatted("phones && :values::text[]");

    private static final String END_BY_PREFIX =
            END.formatted(
                    "EXISTS (SELECT FROM unnest(phones) p, unnest(:values::text[]) v WHERE starts_with(p, v))");

    private static final String CANCEL_WAITING =
            """
            UPDATE calls
            SET state = 'canceled', result = 'canceled', reason = 'NUMBER_SUPPRESSED', ended_at = carillon_now()
            WHERE id = :call
              AND state = 'waiting'
            """;

    private record Ended(UUID lead, UUID campaign, boolean single, @Nullable UUID call) {}

    private final Transactions transactions;
    private final LeadDecisions decisions;
    private final LeadFinished finished;
    private final CallEvents events;
    private final WorkflowStarter workflows;

    SuppressedLeads(
            Transactions transactions,
            LeadDecisions decisions,
            LeadFinished finished,
            CallEvents events,
            WorkflowStarter workflows) {
        this.transactions = transactions;
        this.decisions = decisions;
        this.finished = finished;
        this.events = events;
        this.workflows = workflows;
    }

    /** Joins the current transaction; returns how many leads it ended. */
    int end(
            OrganizationId organization,
            List<String> values,
            boolean prefixes,
            @Nullable CampaignId campaign,
            String detail) {
        Set<UUID> campaigns = new LinkedHashSet<>();
        int count = 0;
        for (List<Ended> batch = batch(organization, values, prefixes, campaign);
                !batch.isEmpty();
                batch = batch(organization, values, prefixes, campaign)) {
            decisions.appendAll(
                    batch.stream().map(lead -> ended(organization, lead, detail)).toList());
            batch.forEach(this::cancelSingle);
            finished.append(batch.stream().map(lead -> new LeadId(lead.lead())).toList());
            batch.forEach(lead -> campaigns.add(lead.campaign()));
            count += batch.size();
        }
        campaigns.forEach(
                each ->
                        transactions.afterCommit(
                                () ->
                                        workflows.wakeCampaign(
                                                new CampaignStart(
                                                        new CampaignId(each), organization))));
        return count;
    }

    private List<Ended> batch(
            OrganizationId organization,
            List<String> values,
            boolean prefixes,
            @Nullable CampaignId campaign) {
        return transactions
                .jdbc()
                .sql(prefixes ? END_BY_PREFIX : END_BY_NUMBER)
                .param("organization", organization.value())
                .param("campaign", campaign == null ? null : campaign.value(), Types.OTHER)
                .param("values", values.toArray(String[]::new))
                .param("batch", BATCH)
                .query(
                        (row, n) ->
                                new Ended(
                                        row.getObject("id", UUID.class),
                                        row.getObject("campaign_id", UUID.class),
                                        row.getBoolean("single"),
                                        row.getObject("call_id", UUID.class)))
                .list();
    }

    private static Decision ended(OrganizationId organization, Ended lead, String detail) {
        return new Decision(
                organization,
                new LeadId(lead.lead()),
                null,
                "finished",
                "suppression",
                detail,
                null);
    }

    private void cancelSingle(Ended lead) {
        if (lead.single() && lead.call() != null && cancelWaiting(lead.call())) {
            events.append("call.canceled", new CallId(lead.call()));
        }
    }

    private boolean cancelWaiting(UUID call) {
        return transactions.jdbc().sql(CANCEL_WAITING).param("call", call).update() > 0;
    }
}
