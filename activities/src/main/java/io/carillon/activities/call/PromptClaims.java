package io.carillon.activities.call;

import io.carillon.workflows.campaign.CampaignStart;

/**
 * Claims a campaign's due leads at once, beside whoever dispatches it: a single call that is due
 * now need not wait until its campaign's workflow has been woken.
 */
public interface PromptClaims {
    /**
     * Claims what is due within the campaign's limits and has the calls started.
     *
     * @return false: leads are left for the campaign's workflow to look after, due or not
     */
    boolean claim(CampaignStart campaign);
}
