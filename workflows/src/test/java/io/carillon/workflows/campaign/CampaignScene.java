package io.carillon.workflows.campaign;

import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.OrganizationId;
import io.carillon.workflows.testing.Deeds;
import io.carillon.workflows.testing.TestServer;
import io.temporal.activity.Activity;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** One campaign on a server whose time is moved, over tables that answer as they were told to. */
final class CampaignScene implements AutoCloseable {
    private static final CampaignStart CAMPAIGN =
            new CampaignStart(new CampaignId(new UUID(1, 1)), new OrganizationId(new UUID(1, 2)));

    private final TestWorkflowEnvironment environment = TestServer.open();
    private final WorkflowStub stub;
    private final Deeds deeds = new Deeds();
    private final List<Long> at = Collections.synchronizedList(new ArrayList<>());
    private final Deque<Optional<NextMove>> looks = new ArrayDeque<>();
    private final Deque<Optional<NextMove>> dispatches = new ArrayDeque<>();
    private final Map<String, Runnable> during = new ConcurrentHashMap<>();
    private @Nullable String refusal;
    private boolean dispatcherLost;
    private boolean lookLost;

    CampaignScene() {
        Worker control = environment.newWorker(CampaignWorkflow.TASK_QUEUE);
        control.registerWorkflowImplementationTypes(CampaignWorkflowImpl.class);
        control.registerActivitiesImplementations(new Tables());
        Worker dispatch = environment.newWorker(CampaignWorkflow.DISPATCH_TASK_QUEUE);
        dispatch.registerActivitiesImplementations((DispatchActivities) campaign -> dispatched());
        stub =
                environment
                        .getWorkflowClient()
                        .newUntypedWorkflowStub(
                                "Campaign",
                                WorkflowOptions.newBuilder()
                                        .setWorkflowId(CampaignWorkflow.id(CAMPAIGN.campaign()))
                                        .setTaskQueue(CampaignWorkflow.TASK_QUEUE)
                                        .build());
    }

    /** The next answer of the tables; null: they do not answer. */
    CampaignScene look(@Nullable NextMove move) {
        looks.add(Optional.ofNullable(move));
        return this;
    }

    /** The end of the next dispatch; null: it fails. */
    CampaignScene dispatch(@Nullable NextMove move) {
        dispatches.add(Optional.ofNullable(move));
        return this;
    }

    /** The next dispatch is taken and nothing is heard of it again. */
    void loseTheDispatcher() {
        dispatcherLost = true;
    }

    /** The next look is taken and nothing is heard of it again. */
    CampaignScene loseALook() {
        lookLost = true;
        return this;
    }

    void refuse(String why) {
        refusal = why;
    }

    /** Happens in the first deed of that name, before it answers. */
    void during(String deed, Runnable what) {
        during.put(deed, what);
    }

    /** Started, and the first look is taken. */
    CampaignScene begin() {
        environment.start();
        stub.start(CAMPAIGN);
        deeds.await(1);
        return this;
    }

    CampaignScene pass(Duration time) {
        environment.sleep(time);
        return this;
    }

    CampaignScene wake() {
        stub.signal("wake");
        return this;
    }

    void fill() {
        TestServer.fill(stub, "wake");
    }

    String update(String name) {
        return stub.update(name, String.class);
    }

    void cancel() {
        stub.cancel();
    }

    void await(int deedsDone) {
        deeds.await(deedsDone);
    }

    void awaitWhere(String sentence) {
        long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (!where().equals(sentence)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("still " + where());
            }
        }
    }

    void end() {
        stub.getResult(Void.class);
    }

    String where() {
        return stub.query("where", String.class);
    }

    List<String> did() {
        return deeds.all();
    }

    /** Between that deed (from 0) and the one before, on the workflow's clock. */
    Duration pauseBefore(int deed) {
        return Duration.ofMillis(at.get(deed) - at.get(deed - 1));
    }

    /** Of the first run. */
    WorkflowExecutionHistory history() {
        WorkflowExecution first = stub.getExecution();
        WorkflowClient client = environment.getWorkflowClient();
        return client.fetchHistory(first.getWorkflowId(), first.getRunId());
    }

    String lastEvent() {
        return history().getEvents().getLast().getEventType().name();
    }

    @Override
    public void close() {
        environment.close();
    }

    private void done(String deed) {
        at.add(environment.currentTimeMillis());
        deeds.add(deed);
        Runnable more = during.remove(deed);
        if (more != null) {
            more.run();
        }
    }

    private synchronized NextMove next(Deque<Optional<NextMove>> answers) {
        return answers.remove()
                .orElseThrow(() -> ApplicationFailure.newFailure("broken on purpose", "BROKEN"));
    }

    private NextMove dispatched() {
        done("dispatch");
        if (dispatcherLost) {
            Activity.getExecutionContext().doNotCompleteOnReturn();
            return new NextMove(NextMove.Kind.OVER, null, "never heard");
        }
        return next(dispatches);
    }

    private final class Tables implements CampaignActivities {
        @Override
        public NextMove nextMove(CampaignStart campaign) {
            done("look");
            if (lookLost) {
                lookLost = false;
                Activity.getExecutionContext().doNotCompleteOnReturn();
                return new NextMove(NextMove.Kind.OVER, null, "never heard");
            }
            return next(looks);
        }

        @Override
        public String pause(CampaignStart campaign) {
            return switched("pause", "paused");
        }

        @Override
        public String resume(CampaignStart campaign) {
            return switched("resume", "active");
        }

        @Override
        public String stop(CampaignStart campaign) {
            return switched("stop", "stopped");
        }

        private String switched(String deed, String status) {
            done(deed);
            if (refusal != null) {
                throw ApplicationFailure.newNonRetryableFailure(refusal, "CAMPAIGN_STATE");
            }
            return status;
        }
    }
}
