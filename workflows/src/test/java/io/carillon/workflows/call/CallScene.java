package io.carillon.workflows.call;

import io.carillon.workflows.WorkflowData;
import io.carillon.workflows.console.SearchAttributes;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.LeadId;
import io.carillon.workflows.ids.OrganizationId;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateStage;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** One call on a server whose time is moved, with fake activities. */
final class CallScene implements AutoCloseable {
    private static final UUID ONE = new UUID(0x7000, 1);
    private static final CallStart START =
            new CallStart(
                    new CallId(ONE), new LeadId(ONE), new CampaignId(ONE), new OrganizationId(ONE));

    final FakeCalls calls = new FakeCalls();
    private final TestWorkflowEnvironment environment;
    private final WorkflowStub stub;

    CallScene() {
        var options =
                TestEnvironmentOptions.newBuilder()
                        .setWorkflowClientOptions(
                                WorkflowClientOptions.newBuilder()
                                        .setDataConverter(WorkflowData.converter())
                                        .setIdentity("test")
                                        .build());
        SearchAttributes.all()
                .forEach(
                        each ->
                                options.registerSearchAttribute(
                                        each.getName(),
                                        IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD));
        environment = TestWorkflowEnvironment.newInstance(options.build());
        Worker worker = environment.newWorker(CallWorkflow.TASK_QUEUE);
        worker.registerWorkflowImplementationTypes(CallWorkflowImpl.class);
        worker.registerActivitiesImplementations(calls);
        stub =
                environment
                        .getWorkflowClient()
                        .newUntypedWorkflowStub(
                                "Call",
                                WorkflowOptions.newBuilder()
                                        .setTaskQueue(CallWorkflow.TASK_QUEUE)
                                        .setWorkflowId(CallWorkflow.id(START.call()))
                                        .setWorkflowTaskTimeout(Duration.ofSeconds(4))
                                        .build());
    }

    /** Started, and dialed unless it was told otherwise. */
    CallScene begin() {
        stub.start(START);
        environment.start();
        pass(Duration.ofMillis(100));
        return this;
    }

    /** Started while no worker is there yet. */
    CallScene beginCanceled() {
        stub.start(START);
        stub.cancel();
        environment.start();
        return this;
    }

    CallScene news(CarrierNews news) {
        stub.startUpdate(
                        UpdateOptions.newBuilder(Void.class)
                                .setUpdateName("news")
                                .setUpdateId(UUID.randomUUID().toString())
                                .setWaitForStage(WorkflowUpdateStage.COMPLETED)
                                .build(),
                        news)
                .getResult();
        return this;
    }

    CallScene answered() {
        return news(new CarrierNews.Answered());
    }

    CallScene verdict(AnsweredBy by) {
        return news(new CarrierNews.Verdict(by));
    }

    CallScene scriptEnded(int sequence, String branch) {
        return news(new CarrierNews.ScriptEnded(sequence, branch));
    }

    CallScene ended(Impression known, String cause) {
        return news(new CarrierNews.Ended(true, null, cause, known));
    }

    CallScene unanswered(CallResult result, String cause) {
        return news(new CarrierNews.Ended(false, result, cause, Impression.NONE));
    }

    CallScene steered(Performed script) {
        stub.signal("steered", script);
        return this;
    }

    CallScene hangUp() {
        stub.update("hang_up", Void.class);
        return this;
    }

    CallScene cancel() {
        stub.cancel();
        return this;
    }

    CallScene pass(Duration time) {
        environment.sleep(time);
        return this;
    }

    String where() {
        return stub.query("where", String.class);
    }

    /** Waits for the end, and answers what was done. */
    List<String> end() {
        stub.getResult(Void.class);
        return calls.deeds();
    }

    List<String> endCanceled() {
        try {
            stub.getResult(Void.class);
            throw new AssertionError("not canceled");
        } catch (WorkflowFailedException canceled) {
            return calls.deeds();
        }
    }

    WorkflowExecutionStatus status() {
        return stub.describe().getStatus();
    }

    WorkflowExecutionHistory history() {
        WorkflowClient client = environment.getWorkflowClient();
        return client.fetchHistory(CallWorkflow.id(START.call()));
    }

    @Override
    public void close() {
        environment.close();
    }
}
