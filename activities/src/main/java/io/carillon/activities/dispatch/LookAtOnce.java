package io.carillon.activities.dispatch;

import io.carillon.activities.call.PromptClaims;
import io.carillon.workflows.campaign.CampaignStart;

/** {@link PromptClaims} by one look as the dispatcher's. */
final class LookAtOnce implements PromptClaims {
    private final Claims claims;
    private final Starts starts;

    LookAtOnce(Claims claims, Starts starts) {
        this.claims = claims;
        this.starts = starts;
    }

    @Override
    public boolean claim(CampaignStart campaign) {
        starts.start(claims.look(campaign).calls());
        return !claims.anyPending(campaign);
    }
}
