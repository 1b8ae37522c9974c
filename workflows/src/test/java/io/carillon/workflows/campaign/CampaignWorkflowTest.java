package io.carillon.workflows.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.workflows.WorkflowData;
import io.carillon.workflows.campaign.NextMove.Kind;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.OrganizationId;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

@Timeout(60)
class CampaignWorkflowTest {
    private static final CampaignStart CAMPAIGN =
            new CampaignStart(new CampaignId(new UUID(1, 1)), new OrganizationId(new UUID(1, 2)));
    private static final NextMove OVER = new NextMove(Kind.OVER, null, "completed");
    private static final NextMove DISPATCH = new NextMove(Kind.DISPATCH, null, "dialing");

    private final TestWorkflowEnvironment temporal =
            TestWorkflowEnvironment.newInstance(
                    TestEnvironmentOptions.newBuilder()
                            .setWorkflowClientOptions(
                                    WorkflowClientOptions.newBuilder()
                                            .setDataConverter(WorkflowData.converter())
                                            .build())
                            .build());
    private final List<String> did = new CopyOnWriteArrayList<>();
    private final List<Long> lookedAt = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        temporal.close();
    }

    @Test
    void looksDispatchesAndEnds() {
        tables(List.of(DISPATCH), List.of(OVER));

        run();

        assertThat(did).containsExactly("look", "dispatch");
    }

    @Test
    void sleepsUntilTheWindowOpens() {
        tables(List.of(sleep(Duration.ofMinutes(40)), OVER), List.of());

        run();

        assertThat(Duration.ofMillis(lookedAt.get(1) - lookedAt.get(0)))
                .isGreaterThanOrEqualTo(Duration.ofMinutes(40));
        assertThat(did).containsExactly("look", "look");
    }

    @Test
    void wakesBeforeItsTimerWhenTold() {
        tables(List.of(sleep(Duration.ofMinutes(40)), OVER), List.of());
        WorkflowStub stub = start();
        temporal.sleep(Duration.ofMinutes(5));
        stub.signal("wake");

        stub.getResult(Void.class);

        assertThat(Duration.ofMillis(lookedAt.get(1) - lookedAt.get(0)))
                .isLessThan(Duration.ofMinutes(39));
    }

    @Test
    void looksAtTheTablesAgainAfterALostDispatch() {
        tables(List.of(DISPATCH, OVER), Collections.singletonList(null));

        run();

        assertThat(did).containsExactly("look", "dispatch", "look");
    }

    @Test
    void anOperatorsPauseRunsTheSwitchAndLooksAgain() {
        tables(List.of(sleep(Duration.ofHours(1)), sleep(Duration.ofMinutes(1)), OVER), List.of());
        WorkflowStub stub = start();

        String status = stub.update("pause", String.class);
        stub.getResult(Void.class);

        assertThat(status).isEqualTo("paused");
        assertThat(did).startsWith("look", "pause", "look");
    }

    @Test
    void anImpossibleSwitchTellsTheOperatorWhyAndLeavesTheCampaignAlone() {
        tables(List.of(sleep(Duration.ofHours(1)), OVER), List.of());
        WorkflowStub stub = start();

        assertThatThrownBy(() -> stub.update("resume", String.class))
                .isInstanceOf(WorkflowUpdateException.class)
                .rootCause()
                .hasMessageContaining("cannot be resumed");

        stub.getResult(Void.class);
    }

    private static NextMove sleep(Duration sleep) {
        return new NextMove(Kind.SLEEP, sleep, "the window opens later");
    }

    private void run() {
        start().getResult(Void.class);
    }

    private WorkflowStub start() {
        WorkflowClient client = temporal.getWorkflowClient();
        CampaignWorkflow stub =
                client.newWorkflowStub(
                        CampaignWorkflow.class,
                        WorkflowOptions.newBuilder()
                                .setWorkflowId(CampaignWorkflow.id(CAMPAIGN.campaign()))
                                .setTaskQueue(CampaignWorkflow.TASK_QUEUE)
                                .build());
        WorkflowClient.start(stub::run, CAMPAIGN);
        return WorkflowStub.fromTyped(stub);
    }

    /** Null in {@code dispatches}: that dispatch is lost. */
    private void tables(List<NextMove> looks, List<NextMove> dispatches) {
        Deque<NextMove> nextLooks = new ArrayDeque<>(looks);
        Deque<NextMove[]> nextDispatches = new ArrayDeque<>();
        dispatches.forEach(move -> nextDispatches.add(new NextMove[] {move}));
        Worker control = temporal.newWorker(CampaignWorkflow.TASK_QUEUE);
        control.registerWorkflowImplementationTypes(CampaignWorkflowImpl.class);
        control.registerActivitiesImplementations(new Tables(nextLooks));
        Worker dispatch = temporal.newWorker(CampaignWorkflow.DISPATCH_TASK_QUEUE);
        dispatch.registerActivitiesImplementations(
                (DispatchActivities)
                        campaign -> {
                            did.add("dispatch");
                            NextMove move = nextDispatches.remove()[0];
                            if (move == null) {
                                throw new IllegalStateException("lost");
                            }
                            return move;
                        });
        temporal.start();
    }

    private final class Tables implements CampaignActivities {
        private final Deque<NextMove> looks;

        Tables(Deque<NextMove> looks) {
            this.looks = looks;
        }

        @Override
        public NextMove nextMove(CampaignStart campaign) {
            did.add("look");
            lookedAt.add(temporal.currentTimeMillis());
            return looks.size() > 1 ? looks.remove() : looks.element();
        }

        @Override
        public String pause(CampaignStart campaign) {
            did.add("pause");
            return "paused";
        }

        @Override
        public String resume(CampaignStart campaign) {
            throw ApplicationFailure.newNonRetryableFailure(
                    "a completed campaign cannot be resumed", "CAMPAIGN_STATE");
        }

        @Override
        public String stop(CampaignStart campaign) {
            did.add("stop");
            return "stopped";
        }
    }
}
