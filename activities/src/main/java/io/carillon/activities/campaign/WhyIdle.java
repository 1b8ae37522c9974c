package io.carillon.activities.campaign;

import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.OrganizationId;
import io.carillon.workflows.lead.WaitingFor;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/** What a campaign's pending leads wait for, worked out when asked. */
public interface WhyIdle {
    /** Most leads first. Joins the current transaction or opens one. */
    Answer of(OrganizationId organization, CampaignId campaign);

    /**
     * @param inCall leads that are being called this moment
     */
    record Answer(List<Reason> reasons, long inCall, Instant asOf) {
        public Answer {
            reasons = List.copyOf(reasons);
        }
    }

    /**
     * @param nextAt when the first of them may be looked at again; null: not by time
     */
    record Reason(WaitingFor waitingFor, long leads, @Nullable Instant nextAt) {}
}
