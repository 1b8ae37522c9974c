package io.carillon.activities.call;

import io.carillon.activities.temporal.WorkflowStarter;
import io.carillon.workflows.call.CallStart;
import io.carillon.workflows.call.CarrierNews;
import io.carillon.workflows.call.Performed;
import io.carillon.workflows.campaign.CampaignStart;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.imports.ImportStart;
import io.carillon.workflows.webhook.EndpointStart;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** Temporal as a notebook. */
public final class FakeWorkflows implements WorkflowStarter {
    public final List<CarrierNews> told = new CopyOnWriteArrayList<>();
    public final List<String> started = new CopyOnWriteArrayList<>();
    public final List<String> woken = new CopyOnWriteArrayList<>();
    public final List<Performed> steered = new CopyOnWriteArrayList<>();
    public final Map<String, RunState> states = new HashMap<>();
    public boolean running = true;

    @Override
    public void wakeCampaign(CampaignStart campaign) {
        woken.add(campaign.campaign().toString());
    }

    @Override
    public void startCall(CallStart call) {
        started.add(call.call().toString());
    }

    @Override
    public boolean tell(CallId call, UUID newsId, CarrierNews news) {
        return running && told.add(news);
    }

    @Override
    public boolean hangUp(CallId call) {
        return running;
    }

    @Override
    public boolean steer(CallId call, Performed script) {
        return running && steered.add(script);
    }

    @Override
    public void startImport(ImportStart start) {
        started.add(start.importId().toString());
    }

    @Override
    public void wakeEndpoint(EndpointStart endpoint) {
        woken.add(endpoint.endpoint().toString());
    }

    @Override
    public RunState state(String workflowId) {
        return states.getOrDefault(workflowId, RunState.NONE);
    }
}
