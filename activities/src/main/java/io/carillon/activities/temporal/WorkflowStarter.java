package io.carillon.activities.temporal;

import io.carillon.workflows.call.CallStart;
import io.carillon.workflows.call.CarrierNews;
import io.carillon.workflows.call.Performed;
import io.carillon.workflows.campaign.CampaignStart;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.imports.ImportStart;
import io.carillon.workflows.webhook.EndpointStart;

import java.util.UUID;

/**
 * Temporal, as far as the rest of the code needs it. Everything here follows a committed row and is
 * repeated by the sweeper when it fails, so a failure is logged, not thrown, unless said.
 */
public interface WorkflowStarter {
    /** Starts the campaign's workflow or wakes it. */
    void wakeCampaign(CampaignStart campaign);

    /**
     * Starts a call's workflow; under the id of an ended one a new run. Throws when Temporal cannot
     * be reached.
     */
    void startCall(CallStart call);

    /**
     * Tells a call's workflow; {@code newsId} makes telling twice telling once. False when it is
     * not running.
     */
    boolean tell(CallId call, UUID newsId, CarrierNews news);

    /** Asks a call's workflow to hang up. False when it is not running or cannot be reached. */
    boolean hangUp(CallId call);

    /**
     * Tells a call's workflow of an operator's script. False when it is not running. Throws when
     * Temporal cannot be reached.
     */
    boolean steer(CallId call, Performed script);

    void startImport(ImportStart start);

    void wakeEndpoint(EndpointStart endpoint);

    /**
     * How the latest run under a workflow id stands. Throws when Temporal cannot be reached: that
     * says nothing.
     */
    RunState state(String workflowId);

    /** {@code NONE}: Temporal knows no such workflow (never started, or past its retention). */
    enum RunState {
        NONE,
        RUNNING,
        COMPLETED,
        FAILED,
        TERMINATED,
        CANCELED
    }
}
