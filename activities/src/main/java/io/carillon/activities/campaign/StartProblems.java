package io.carillon.activities.campaign;

import io.carillon.activities.campaign.CampaignControl.NotPossible;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.OrganizationId;

import java.util.List;

/** Everything a start would be refused for, asked without starting. */
public interface StartProblems {
    /**
     * In the order in which starts would name them, one at a time; empty: it could start. Of a
     * campaign that runs: what would keep it from starting again. Joins the current transaction or
     * opens one.
     */
    List<NotPossible> of(OrganizationId organization, CampaignId campaign);
}
