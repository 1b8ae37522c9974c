package io.carillon.activities.campaign;

import io.carillon.activities.lead.Waiting;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.OrganizationId;

import java.time.Instant;
import java.util.List;

/** What a campaign's pending leads wait for, worked out when asked. */
public interface WhyIdle {
    /** Most leads first. Joins the current transaction or opens one. */
    Answer of(OrganizationId organization, CampaignId campaign);

    /**
     * @param inCall leads that are being called this moment
     */
    record Answer(List<Waiting.Held> reasons, long inCall, Instant asOf) {
        public Answer {
            reasons = List.copyOf(reasons);
        }
    }
}
