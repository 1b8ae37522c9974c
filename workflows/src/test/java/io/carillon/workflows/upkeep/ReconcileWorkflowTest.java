package io.carillon.workflows.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.workflows.campaign.CampaignWorkflow;
import io.carillon.workflows.testing.Deeds;
import io.carillon.workflows.testing.Histories;
import io.carillon.workflows.testing.TestServer;
import io.temporal.activity.Activity;
import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

class ReconcileWorkflowTest {
    private final TestWorkflowEnvironment temporal = TestServer.open();
    private final Deeds sweeps = new Deeds();
    private final List<Long> at = Collections.synchronizedList(new ArrayList<>());
    private final Deque<Supplier<String>> next = new ArrayDeque<>();
    private Worker worker;
    private WorkflowStub stub;

    @BeforeEach
    void server() {
        worker = temporal.newWorker(CampaignWorkflow.TASK_QUEUE);
        worker.registerWorkflowImplementationTypes(ReconcileWorkflowImpl.class);
        worker.registerActivitiesImplementations((UpkeepActivities) this::sweep);
        temporal.start();
        stub =
                temporal.getWorkflowClient()
                        .newUntypedWorkflowStub(
                                "Reconcile",
                                WorkflowOptions.newBuilder()
                                        .setWorkflowId(ReconcileWorkflow.ID)
                                        .setTaskQueue(CampaignWorkflow.TASK_QUEUE)
                                        .build());
    }

    @AfterEach
    void close(TestInfo test) {
        // Half an hour of sweeps is too long to keep; it is replayed where it is made.
        if (history().getEvents().size() < 100) {
            Histories.capture(test, history());
        }
        temporal.close();
    }

    @Test
    void sweepsEveryHalfMinute() {
        begin();
        temporal.sleep(Duration.ofSeconds(75));

        assertThat(sweeps.all()).hasSize(3);
        assertThat(at.get(1) - at.get(0)).isBetween(30_000L, 45_000L);
        assertThat(stub.query("where", String.class)).isEqualTo("mended nothing");
    }

    @Test
    void goesOnAfterASweepThatFailed() {
        next.add(
                () -> {
                    throw ApplicationFailure.newFailure("broken on purpose", "BROKEN");
                });
        begin();
        temporal.sleep(Duration.ofSeconds(15));

        assertThat(stub.query("where", String.class))
                .isEqualTo("the last sweep failed; the next one follows");
        temporal.sleep(Duration.ofSeconds(30));
        assertThat(sweeps.all()).hasSize(2);
        assertThat(stub.query("where", String.class)).isEqualTo("mended nothing");
    }

    @Test
    void beginsAnewEveryHalfHour() {
        begin();
        temporal.sleep(Duration.ofMinutes(31));

        WorkflowExecutionHistory halfHour = history();
        assertThat(halfHour.getEvents().getLast().getEventType())
                .isEqualTo(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW);
        assertThat(sweeps.all()).hasSizeGreaterThan(60);
        assertThatCode(() -> worker.replayWorkflowExecution(halfHour)).doesNotThrowAnyException();
    }

    @Test
    void endsWhenCanceledBetweenSweeps() {
        begin();
        temporal.sleep(Duration.ofSeconds(15));

        stub.cancel();

        assertThatThrownBy(() -> stub.getResult(Void.class))
                .isInstanceOf(WorkflowFailedException.class)
                .hasCauseInstanceOf(CanceledFailure.class);
        assertThat(sweeps.all()).hasSize(1);
    }

    @Test
    void endsWhenCanceledDuringASweep() {
        next.add(ReconcileWorkflowTest::lost);
        begin();

        stub.cancel();

        assertThatThrownBy(() -> stub.getResult(Void.class))
                .isInstanceOf(WorkflowFailedException.class)
                .hasCauseInstanceOf(CanceledFailure.class);
    }

    private void begin() {
        stub.start();
        sweeps.await(1);
    }

    /** Taken, and nothing is heard of it again. */
    private static String lost() {
        Activity.getExecutionContext().doNotCompleteOnReturn();
        return "never heard";
    }

    private String sweep() {
        Supplier<String> answer;
        synchronized (next) {
            answer = next.poll();
        }
        at.add(temporal.currentTimeMillis());
        sweeps.add("sweep");
        return answer == null ? "mended nothing" : answer.get();
    }

    /** Of the first run. */
    private WorkflowExecutionHistory history() {
        var first = stub.getExecution();
        return temporal.getWorkflowClient().fetchHistory(first.getWorkflowId(), first.getRunId());
    }
}
