package io.carillon.workflows.call;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.carillon.workflows.WorkflowData;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Today's code takes yesterday's decisions in the same order, or running calls would break. */
class CallReplayTest {
    private static final TestWorkflowEnvironment ENVIRONMENT =
            TestWorkflowEnvironment.newInstance(
                    TestEnvironmentOptions.newBuilder()
                            .setWorkflowClientOptions(
                                    WorkflowClientOptions.newBuilder()
                                            .setDataConverter(WorkflowData.converter())
                                            .build())
                            .build());
    private static final Worker WORKER = ENVIRONMENT.newWorker(CallWorkflow.TASK_QUEUE);

    static {
        WORKER.registerWorkflowImplementationTypes(CallWorkflowImpl.class);
    }

    static List<Path> histories() {
        return Histories.captured();
    }

    @AfterAll
    static void close() {
        ENVIRONMENT.close();
    }

    @ParameterizedTest
    @MethodSource("histories")
    void replaysTheHistory(Path file) throws IOException {
        var history = WorkflowExecutionHistory.fromJson(Files.readString(file));

        assertThatCode(() -> WORKER.replayWorkflowExecution(history))
                .as(
                        "%s does not replay: a call running this path would break on deployment",
                        file.getFileName())
                .doesNotThrowAnyException();
    }
}
