package io.carillon.activities.call;

import io.carillon.activities.temporal.WorkflowStarter;
import io.carillon.workflows.campaign.CampaignStart;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Claims what is due, and wakes the campaign for what is left, without keeping the caller waiting.
 * Many wakes of one campaign that come while one is about to be sent are one: it is sent after all
 * of them have committed.
 */
final class Wakes {
    private static final Logger LOG = LoggerFactory.getLogger(Wakes.class);

    private final PromptClaims claims;
    private final WorkflowStarter workflows;
    private final Set<CampaignStart> toSend = ConcurrentHashMap.newKeySet();

    Wakes(PromptClaims claims, WorkflowStarter workflows) {
        this.claims = claims;
        this.workflows = workflows;
    }

    void wake(CampaignStart campaign) {
        if (toSend.add(campaign)) {
            Thread.ofVirtual().name("wake").start(() -> send(campaign));
        }
    }

    private void send(CampaignStart campaign) {
        toSend.remove(campaign);
        if (!claimed(campaign)) {
            workflows.wakeCampaign(campaign);
        }
    }

    private boolean claimed(CampaignStart campaign) {
        try {
            return claims.claim(campaign);
        } catch (RuntimeException failed) {
            LOG.atWarn()
                    .addKeyValue("campaign", campaign.campaign())
                    .setCause(failed)
                    .log("call.claim_left_to_campaign");
            return false;
        }
    }
}
