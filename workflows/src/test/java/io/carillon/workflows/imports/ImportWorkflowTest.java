package io.carillon.workflows.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.workflows.campaign.CampaignWorkflow;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.ImportId;
import io.carillon.workflows.ids.OrganizationId;
import io.carillon.workflows.testing.Deeds;
import io.carillon.workflows.testing.Histories;
import io.carillon.workflows.testing.TestServer;
import io.temporal.activity.Activity;
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

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.UUID;

class ImportWorkflowTest {
    private static final ImportStart START =
            new ImportStart(
                    new ImportId(new UUID(1, 1)),
                    new CampaignId(new UUID(1, 2)),
                    new OrganizationId(new UUID(1, 3)));
    private static final ImportProgress COMPLETED = new ImportProgress(true, "completed", 900);

    private final TestWorkflowEnvironment temporal = TestServer.open();
    private final Deeds readings = new Deeds();
    private final Deque<Reading> next = new ArrayDeque<>();
    private WorkflowStub stub;

    private interface Reading {
        ImportProgress read();
    }

    @BeforeEach
    void server() {
        Worker worker = temporal.newWorker(CampaignWorkflow.TASK_QUEUE);
        worker.registerWorkflowImplementationTypes(ImportWorkflowImpl.class);
        worker.registerActivitiesImplementations(activities());
        temporal.start();
        stub =
                temporal.getWorkflowClient()
                        .newUntypedWorkflowStub(
                                "Import",
                                WorkflowOptions.newBuilder()
                                        .setWorkflowId(ImportWorkflow.id(START.importId()))
                                        .setTaskQueue(CampaignWorkflow.TASK_QUEUE)
                                        .build());
    }

    @AfterEach
    void close(TestInfo test) {
        Histories.capture(test, history());
        temporal.close();
    }

    @Test
    void readsChunkByChunkUntilTheFileIsIn() {
        answer(progress(300));
        answer(progress(600));
        answer(COMPLETED);

        run();

        assertThat(readings.all()).hasSize(3);
        assertThat(where()).isEqualTo("completed, 900 rows read");
    }

    @Test
    void endsWithAFileThatCannotBeRead() {
        answer(progress(300));
        answer(new ImportProgress(true, "failed", 300));

        run();

        assertThat(where()).isEqualTo("failed, 300 rows read");
    }

    @Test
    void endsWhenTheImportWasCanceledInItsRow() {
        answer(progress(300));
        answer(new ImportProgress(true, "canceled", 300));

        run();

        assertThat(where()).isEqualTo("canceled, 300 rows read");
    }

    @Test
    void readsAChunkAgainThatFailed() {
        answer(progress(300));
        breakDown();
        breakDown();
        answer(COMPLETED);

        run();

        assertThat(readings.all()).hasSize(4);
        assertThat(where()).isEqualTo("completed, 900 rows read");
    }

    @Test
    void readsOnHoweverLongTheDatabaseIsAway() {
        for (int i = 0; i < 60; i++) {
            breakDown();
        }
        answer(COMPLETED);

        run();

        assertThat(readings.all()).hasSize(61);
    }

    @Test
    void saysHowFarItIs() {
        answer(progress(300));
        var said = new ArrayList<String>();
        next.add(
                () -> {
                    said.add(where());
                    return COMPLETED;
                });

        run();

        assertThat(said).containsExactly("running, 300 rows read");
    }

    @Test
    void goesOnInANewRunWhenItsHistoryIsLong() {
        answer(progress(300));
        next.add(
                () -> {
                    TestServer.fill(stub, "filling");
                    return progress(600);
                });
        answer(COMPLETED);

        run();

        assertThat(history().getEvents().getLast().getEventType().name())
                .isEqualTo("EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW");
        assertThat(readings.all()).hasSize(3);
    }

    @Test
    void endsWhenCanceledWhileItReads() {
        answer(progress(300));
        next.add(ImportWorkflowTest::lost);
        stub.start(START);
        readings.await(2);

        stub.cancel();

        assertThatThrownBy(() -> stub.getResult(Void.class))
                .isInstanceOf(WorkflowFailedException.class)
                .hasCauseInstanceOf(CanceledFailure.class);
        assertThat(readings.all()).containsExactly("read", "read", "cancel");
        assertThat(where()).isEqualTo("canceled, 300 rows read");
    }

    private void run() {
        stub.start(START);
        stub.getResult(Void.class);
    }

    private String where() {
        return stub.query("where", String.class);
    }

    private void answer(ImportProgress progress) {
        synchronized (next) {
            next.add(() -> progress);
        }
    }

    private void breakDown() {
        next.add(
                () -> {
                    throw ApplicationFailure.newFailure("broken on purpose", "BROKEN");
                });
    }

    /** Taken, and nothing is heard of it again. */
    private static ImportProgress lost() {
        Activity.getExecutionContext().doNotCompleteOnReturn();
        return COMPLETED;
    }

    private static ImportProgress progress(long rows) {
        return new ImportProgress(false, "running", rows);
    }

    private ImportActivities activities() {
        return new ImportActivities() {
            @Override
            public ImportProgress read(ImportStart start) {
                return readNext();
            }

            @Override
            public ImportProgress cancel(ImportStart start) {
                readings.add("cancel");
                return new ImportProgress(true, "canceled", 300);
            }
        };
    }

    private ImportProgress readNext() {
        Reading reading;
        synchronized (next) {
            reading = next.remove();
        }
        readings.add("read");
        return reading.read();
    }

    /** Of the first run. */
    private WorkflowExecutionHistory history() {
        var first = stub.getExecution();
        return temporal.getWorkflowClient().fetchHistory(first.getWorkflowId(), first.getRunId());
    }
}
