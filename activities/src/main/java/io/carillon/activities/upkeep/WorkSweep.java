package io.carillon.activities.upkeep;

import io.carillon.activities.campaign.CampaignControl;
import io.carillon.activities.reconcile.Reconciled;
import io.carillon.activities.reconcile.Reconciliations;
import io.carillon.activities.temporal.WorkflowStarter;
import io.carillon.activities.temporal.WorkflowStarter.RunState;
import io.carillon.activities.webhook.EndpointStore;
import io.carillon.workflows.campaign.CampaignStart;
import io.carillon.workflows.campaign.CampaignWorkflow;
import io.carillon.workflows.imports.ImportStart;
import io.carillon.workflows.imports.ImportWorkflow;
import io.carillon.workflows.webhook.EndpointStart;
import io.carillon.workflows.webhook.WebhookEndpointWorkflow;

/** Campaigns, imports and endpoints whose workflows are gone, or sleep beside their work. */
final class WorkSweep {
    private static final int ENDPOINTS_AT_ONCE = 1_000;

    private final WorkRows rows;
    private final WorkflowStarter workflows;
    private final CampaignControl campaigns;
    private final EndpointStore endpoints;
    private final Reconciliations reconciliations;

    WorkSweep(
            WorkRows rows,
            WorkflowStarter workflows,
            CampaignControl campaigns,
            EndpointStore endpoints,
            Reconciliations reconciliations) {
        this.rows = rows;
        this.workflows = workflows;
        this.campaigns = campaigns;
        this.endpoints = endpoints;
        this.reconciliations = reconciliations;
    }

    void sweep(Mended mended) {
        Each.of(rows.runningCampaigns(), campaign -> mendCampaign(campaign, mended));
        Each.of(rows.openImports(), start -> mendImport(start, mended));
        Each.of(rows.waitingEndpoints(), endpoint -> mendEndpoint(endpoint, mended));
        Each.of(endpoints.overdue(ENDPOINTS_AT_ONCE), endpoint -> mendSleeping(endpoint, mended));
    }

    /** A campaign that was ended in the Web UI is paused: it was somebody's will that it stops. */
    private void mendCampaign(WorkRows.RunningCampaign running, Mended mended) {
        CampaignStart start = running.start();
        switch (workflows.state(CampaignWorkflow.id(start.campaign()))) {
            case RUNNING -> {}
            case TERMINATED -> pause(running, "its workflow was terminated", mended);
            case CANCELED -> pause(running, "its workflow was canceled", mended);
            case FAILED -> pause(running, "its workflow failed", mended);
            case NONE, COMPLETED -> wake(start, Reconciled.WORK_WITHOUT_WORKFLOW, mended);
        }
    }

    /** Single calls cannot be paused: theirs goes on. */
    private void pause(WorkRows.RunningCampaign running, String reason, Mended mended) {
        CampaignStart start = running.start();
        if (running.direct()) {
            wake(start, Reconciled.TERMINATED_BY_OPERATOR, mended);
            return;
        }
        campaigns.pause(start.organization(), start.campaign(), reason);
        reconciliations.count(Reconciled.TERMINATED_BY_OPERATOR, 1);
        mended.add(Mended.What.PAUSED);
    }

    private void wake(CampaignStart start, Reconciled found, Mended mended) {
        workflows.wakeCampaign(start);
        reconciliations.count(found, 1);
        mended.add(Mended.What.CAMPAIGNS);
    }

    private void mendImport(ImportStart start, Mended mended) {
        if (workflows.state(ImportWorkflow.id(start.importId())) != RunState.RUNNING) {
            workflows.startImport(start);
            reconciliations.count(Reconciled.WORK_WITHOUT_WORKFLOW, 1);
            mended.add(Mended.What.IMPORTS);
        }
    }

    private void mendEndpoint(EndpointStart start, Mended mended) {
        if (workflows.state(WebhookEndpointWorkflow.id(start.endpoint())) != RunState.RUNNING) {
            workflows.wakeEndpoint(start);
            reconciliations.count(Reconciled.WORK_WITHOUT_WORKFLOW, 1);
            mended.add(Mended.What.ENDPOINTS);
        }
    }

    /** It runs and sleeps although there is something to send: a wake was lost. */
    private void mendSleeping(EndpointStart start, Mended mended) {
        workflows.wakeEndpoint(start);
        reconciliations.count(Reconciled.EVENTS_UNTOLD, 1);
        mended.add(Mended.What.ENDPOINTS);
    }
}
