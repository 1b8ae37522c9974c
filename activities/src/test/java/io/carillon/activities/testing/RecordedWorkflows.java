package io.carillon.activities.testing;

import io.carillon.activities.temporal.WorkflowStarter;
import io.carillon.workflows.call.CallStart;
import io.carillon.workflows.call.CarrierNews;
import io.carillon.workflows.call.Performed;
import io.carillon.workflows.campaign.CampaignStart;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.imports.ImportStart;
import io.carillon.workflows.webhook.EndpointStart;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes note of what Temporal would have been asked. */
public final class RecordedWorkflows implements WorkflowStarter {
    public final List<CampaignStart> woken = new CopyOnWriteArrayList<>();
    public final List<CallStart> started = new CopyOnWriteArrayList<>();
    public final List<CallId> hungUp = new CopyOnWriteArrayList<>();
    public final List<CarrierNews> told = new CopyOnWriteArrayList<>();
    public final List<Performed> steered = new CopyOnWriteArrayList<>();
    public final List<ImportStart> imports = new CopyOnWriteArrayList<>();
    public final List<EndpointStart> endpoints = new CopyOnWriteArrayList<>();

    @Override
    public void wakeCampaign(CampaignStart campaign) {
        woken.add(campaign);
    }

    @Override
    public void startCall(CallStart call) {
        started.add(call);
    }

    @Override
    public boolean tell(CallId call, UUID newsId, CarrierNews news) {
        return told.add(news);
    }

    @Override
    public boolean steer(CallId call, Performed script) {
        return steered.add(script);
    }

    @Override
    public boolean hangUp(CallId call) {
        return hungUp.add(call);
    }

    @Override
    public void startImport(ImportStart start) {
        imports.add(start);
    }

    @Override
    public void wakeEndpoint(EndpointStart endpoint) {
        endpoints.add(endpoint);
    }

    @Override
    public RunState state(String workflowId) {
        return RunState.RUNNING;
    }
}
