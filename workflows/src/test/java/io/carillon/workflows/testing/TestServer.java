package io.carillon.workflows.testing;

import io.carillon.workflows.WorkflowData;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;

/** The in-memory server whose time is moved, under a name that says nothing of this machine. */
public final class TestServer {
    // Servers suggest a new run from 4 MiB of history on; a request carries less than that.
    private static final int LONG = 1_500_000;
    private static final int TIMES = 3;

    private TestServer() {}

    public static TestWorkflowEnvironment open() {
        return TestWorkflowEnvironment.newInstance(
                TestEnvironmentOptions.newBuilder()
                        .setWorkflowClientOptions(
                                WorkflowClientOptions.newBuilder()
                                        .setDataConverter(WorkflowData.converter())
                                        .setIdentity("test")
                                        .build())
                        .build());
    }

    /** Makes a run's history as long as months of work would. */
    public static void fill(WorkflowStub run, String signal) {
        for (int i = 0; i < TIMES; i++) {
            run.signal(signal, "x".repeat(LONG));
        }
    }
}
