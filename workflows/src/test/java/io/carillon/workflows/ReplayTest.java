package io.carillon.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.carillon.workflows.call.CallWorkflowImpl;
import io.carillon.workflows.campaign.CampaignWorkflowImpl;
import io.carillon.workflows.imports.ImportWorkflowImpl;
import io.carillon.workflows.testing.Histories;
import io.carillon.workflows.testing.TestServer;
import io.carillon.workflows.upkeep.ReconcileWorkflowImpl;
import io.carillon.workflows.webhook.WebhookEndpointWorkflowImpl;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Today's code takes yesterday's decisions in the same order, or what runs now would break. */
class ReplayTest {
    private static final TestWorkflowEnvironment ENVIRONMENT = TestServer.open();
    private static final Worker WORKER = ENVIRONMENT.newWorker("replay");

    static {
        WORKER.registerWorkflowImplementationTypes(
                CallWorkflowImpl.class,
                CampaignWorkflowImpl.class,
                ImportWorkflowImpl.class,
                ReconcileWorkflowImpl.class,
                WebhookEndpointWorkflowImpl.class);
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
                .as("%s does not replay: whoever is on this path would break on deployment", file)
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("histories")
    void namesNoMachine(Path file) throws IOException {
        assertThat(Files.readAllLines(file))
                .filteredOn(line -> line.contains("\"identity\""))
                .allMatch(line -> line.contains("\"identity\": \"test\""));
    }

    @Test
    void holdsHistoriesOfEveryWorkflow() {
        assertThat(
                        histories().stream()
                                .map(file -> file.getName(file.getNameCount() - 2).toString())
                                .collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(
                        "call", "campaign", "import", "reconcile", "webhookendpoint");
    }
}
