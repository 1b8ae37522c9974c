package io.carillon.activities.call;

import io.carillon.activities.temporal.WorkflowStarter;
import io.carillon.workflows.call.CallStart;
import io.carillon.workflows.call.CarrierNews;
import io.carillon.workflows.call.Performed;
import io.carillon.workflows.campaign.CampaignStart;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.imports.ImportStart;
import io.carillon.workflows.webhook.EndpointStart;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Temporal as a notebook. */
public final class FakeWorkflows implements WorkflowStarter {
    public final List<CarrierNews> told = new CopyOnWriteArrayList<>();
    public final List<String> started = new CopyOnWriteArrayList<>();
    public final List<String> woken = new CopyOnWriteArrayList<>();
    public final List<Performed> steered = new CopyOnWriteArrayList<>();

    /** Whose news came while no workflow was running. */
    public final List<CallId> untaken = new CopyOnWriteArrayList<>();

    public final List<String> hungUp = new CopyOnWriteArrayList<>();
    public final List<String> asked = new CopyOnWriteArrayList<>();
    public final Map<String, RunState> states = new ConcurrentHashMap<>();
    public final Set<String> unreachable = ConcurrentHashMap.newKeySet();
    public volatile boolean running = true;
    private final List<Map.Entry<CallId, CarrierNews>> toldTo = new CopyOnWriteArrayList<>();

    /** As new. */
    public void reset() {
        List.of(told, started, woken, steered, untaken, hungUp, asked, toldTo).forEach(List::clear);
        states.clear();
        unreachable.clear();
        running = true;
    }

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
        if (!running) {
            untaken.add(call);
            return false;
        }
        toldTo.add(Map.entry(call, news));
        return told.add(news);
    }

    public List<CarrierNews> toldTo(CallId call) {
        return toldTo.stream()
                .filter(each -> each.getKey().equals(call))
                .map(Map.Entry::getValue)
                .toList();
    }

    @Override
    public boolean hangUp(CallId call) {
        return running && hungUp.add(call.toString());
    }

    @Override
    public boolean steer(CallId call, Performed script) {
        answering(call.toString());
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
        asked.add(workflowId);
        answering(workflowId);
        return states.getOrDefault(workflowId, RunState.NONE);
    }

    private void answering(String workflowId) {
        if (unreachable.contains(workflowId)) {
            throw new IllegalStateException("no answer from Temporal");
        }
    }
}
