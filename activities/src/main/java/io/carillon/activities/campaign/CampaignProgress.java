package io.carillon.activities.campaign;

import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.OrganizationId;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Map;

/** How far a campaign is, counted in its tables when asked. */
public interface CampaignProgress {
    /** Joins the current transaction or opens one. */
    Progress of(OrganizationId organization, CampaignId campaign);

    /**
     * @param byOutcome every outcome that occurs, in wire form
     * @param callsActive dialing to the end
     * @param callsTotal attempts dialed
     * @param cost of its calls by currency, decimal strings; empty: they cost nothing
     * @param callsPerMinute dialed in the last five minutes, per minute
     * @param nextDueAt the earliest pending lead; null: none waits for a time
     * @param estimatedEndAt by the pace of the last five minutes; null: nothing to go by
     */
    record Progress(
            long leadsTotal,
            long leadsDone,
            Map<String, Long> byOutcome,
            long callsActive,
            long callsTotal,
            Map<String, String> cost,
            double callsPerMinute,
            @Nullable Instant nextDueAt,
            @Nullable Instant estimatedEndAt,
            Instant asOf) {}
}
