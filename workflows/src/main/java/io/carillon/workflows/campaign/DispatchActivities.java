package io.carillon.workflows.campaign;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Claims due leads and starts their calls. On a task queue of its own. */
@ActivityInterface(namePrefix = "Dispatch.")
public interface DispatchActivities {
    /**
     * Runs for up to about a minute with heartbeats, no further ahead of the pace than half a
     * second, and returns early when nothing is due soon or the campaign may not dial. Two at once
     * for one campaign do no harm: claims are rows.
     */
    @ActivityMethod
    NextMove dispatch(CampaignStart campaign);
}
