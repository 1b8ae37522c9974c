package io.carillon.workflows.campaign;

import io.carillon.workflows.ids.CampaignId;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Control of one campaign: sleeps on one timer until there is something to dial, then runs the
 * dispatch activity. The truth about its status is the campaign's row; the updates run the API's
 * own transaction, so that an operator can send them from the Web UI, and the API works with
 * Temporal down.
 */
@WorkflowInterface
public interface CampaignWorkflow {
    /** Task queue of campaign, import, endpoint and upkeep workflows and their short activities. */
    String TASK_QUEUE = "carillon-control";

    /** Task queue of dispatch activities, which run for about a minute each. */
    String DISPATCH_TASK_QUEUE = "carillon-dispatch";

    static String id(CampaignId campaign) {
        return campaign.toString();
    }

    @WorkflowMethod(name = "Campaign")
    void run(CampaignStart start);

    /** Something changed in the tables: status, leads, settings. Look again. */
    @SignalMethod(name = "wake")
    void wake();

    /**
     * Each answers with the status reached, when no further dial request will leave, or fails
     * naming why it cannot be done.
     */
    @UpdateMethod(name = "pause")
    String pause();

    @UpdateMethod(name = "resume")
    String resume();

    @UpdateMethod(name = "stop")
    String stop();

    /** What it waits for, in a sentence. */
    @QueryMethod(name = "where")
    String where();
}
