package io.carillon.activities.call;

import io.carillon.activities.temporal.WorkflowStarter;
import io.carillon.workflows.campaign.CampaignStart;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Wakes campaigns without keeping the caller waiting for Temporal. Many wakes of one campaign that
 * come while one is about to be sent are one: it is sent after all of them have committed.
 */
final class Wakes {
    private final WorkflowStarter workflows;
    private final Set<CampaignStart> toSend = ConcurrentHashMap.newKeySet();

    Wakes(WorkflowStarter workflows) {
        this.workflows = workflows;
    }

    void wake(CampaignStart campaign) {
        if (toSend.add(campaign)) {
            Thread.ofVirtual().name("wake").start(() -> send(campaign));
        }
    }

    private void send(CampaignStart campaign) {
        toSend.remove(campaign);
        workflows.wakeCampaign(campaign);
    }
}
