package io.carillon.workflows.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.workflows.ids.EndpointId;
import io.carillon.workflows.ids.OrganizationId;
import io.carillon.workflows.testing.Histories;
import io.carillon.workflows.testing.TestServer;
import io.temporal.activity.Activity;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowStub;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.function.Supplier;

class WebhookEndpointWorkflowTest {
    private static final String QUEUE = "test";
    private static final EndpointStart START =
            new EndpointStart(new EndpointId(new UUID(1, 2)), new OrganizationId(new UUID(3, 4)));

    private final TestWorkflowEnvironment temporal = TestServer.open();
    private final Drains drains = new Drains();
    private WebhookEndpointWorkflow workflow;

    @BeforeEach
    void start() {
        Worker worker = temporal.newWorker(QUEUE);
        worker.registerWorkflowImplementationTypes(WebhookEndpointWorkflowImpl.class);
        temporal.newWorker(WebhookEndpointWorkflow.DRAIN_TASK_QUEUE)
                .registerActivitiesImplementations(drains);
        temporal.start();
        workflow =
                temporal.getWorkflowClient()
                        .newWorkflowStub(
                                WebhookEndpointWorkflow.class,
                                WorkflowOptions.newBuilder()
                                        .setWorkflowId(WebhookEndpointWorkflow.id(START.endpoint()))
                                        .setTaskQueue(QUEUE)
                                        .build());
    }

    @AfterEach
    void close(TestInfo test) {
        if (run().getExecution() != null) {
            Histories.capture(test, history());
        }
        temporal.close();
    }

    @Test
    void endsWhenNothingIsPending() {
        drains.answer(null);

        workflow.run(START);

        assertThat(drains.at).hasSize(1);
        assertThat(workflow.where()).isEqualTo("nothing is pending");
    }

    @Test
    void sleepsUntilTheNextTryIsDue() {
        drains.answer(Duration.ofMinutes(5));
        drains.answer(Duration.ofHours(14));
        drains.answer(Duration.ZERO);
        drains.answer(null);

        workflow.run(START);

        assertThat(drains.pauses().getFirst())
                .isBetween(Duration.ofMinutes(5), Duration.ofMinutes(6));
        assertThat(drains.pauses().get(1)).isBetween(Duration.ofHours(14), Duration.ofHours(15));
        assertThat(drains.pauses().get(2)).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void drainsAtOnceWhenWokenFromItsSleep() {
        drains.answer(Duration.ofHours(10));
        drains.answer(null);
        temporal.registerDelayedCallback(Duration.ofHours(1), () -> workflow.wake());

        workflow.run(START);

        assertThat(drains.pauses().getFirst())
                .isBetween(Duration.ofMinutes(59), Duration.ofMinutes(61));
    }

    @Test
    void drainsOnceMoreWhenWokenWhileTheLastDrainFoundNothing() {
        drains.during = () -> workflow.wake();
        drains.answer(null);
        drains.answer(null);

        workflow.run(START);

        assertThat(drains.at).hasSize(2);
    }

    @Test
    void sendsAgainAfterADrainThatFailed() {
        drains.breakDown();
        drains.breakDown();
        drains.answer(null);

        workflow.run(START);

        assertThat(drains.at).hasSize(3);
    }

    @Test
    void sendsAgainWithinSecondsWhenADrainIsLostWithItsWorker() {
        drains.lose();
        drains.answer(null);

        workflow.run(START);

        assertThat(drains.pauses().getFirst()).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void endsWhenTheEndpointIsDisabledInItsSleep() {
        drains.answer(Duration.ofHours(10));
        drains.answer(null);
        temporal.registerDelayedCallback(Duration.ofMinutes(1), () -> workflow.wake());

        workflow.run(START);

        assertThat(drains.at).hasSize(2);
        assertThat(workflow.where()).isEqualTo("nothing is pending");
    }

    @Test
    void goesOnInANewRunWhenItsHistoryIsLong() {
        drains.answer(Duration.ofHours(1));
        drains.during = () -> TestServer.fill(run(), "wake");
        drains.answer(Duration.ofHours(1));
        drains.answer(null);

        workflow.run(START);

        assertThat(history().getEvents().getLast().getEventType())
                .isEqualTo(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW);
    }

    @Test
    void endsWhenCanceledInItsSleep() {
        drains.answer(Duration.ofHours(10));
        temporal.registerDelayedCallback(Duration.ofMinutes(1), () -> run().cancel());

        assertThatThrownBy(() -> workflow.run(START))
                .isInstanceOf(WorkflowFailedException.class)
                .hasCauseInstanceOf(CanceledFailure.class);

        assertThat(drains.at).hasSize(1);
    }

    @Test
    void losesNoWakeHoweverOftenItEnds() {
        int wakes = 30;
        for (int i = 0; i < 10 * wakes; i++) {
            drains.answer(null);
        }

        for (int i = 0; i < wakes; i++) {
            long before = System.nanoTime();
            wakeUntilTaken();
            drains.awaitOneBegunAfter(before);
        }

        assertThat(drains.at).hasSizeGreaterThanOrEqualTo(wakes);
    }

    @Test
    void saysWhatItWaitsFor() {
        drains.answer(Duration.ofMinutes(30));
        drains.answer(null);
        var where = new ArrayList<String>();
        temporal.registerDelayedCallback(Duration.ofMinutes(1), () -> where.add(workflow.where()));

        workflow.run(START);

        assertThat(where)
                .containsExactly("next try in PT30M; the last drain delivered 1 and failed 2");
    }

    /** The test server refuses a signal-with-start that meets a run just ending; ask it again. */
    private void wakeUntilTaken() {
        for (int refused = 0; ; refused++) {
            try {
                var batch = temporal.getWorkflowClient().newSignalWithStartRequest();
                WebhookEndpointWorkflow again = again();
                batch.add(again::run, START);
                batch.add(again::wake);
                temporal.getWorkflowClient().signalWithStart(batch);
                return;
            } catch (WorkflowServiceException ending) {
                if (refused == 100) {
                    throw ending;
                }
            }
        }
    }

    private WorkflowStub run() {
        return WorkflowStub.fromTyped(workflow);
    }

    /** Of the first run. */
    private WorkflowExecutionHistory history() {
        WorkflowExecution first = run().getExecution();
        return temporal.getWorkflowClient().fetchHistory(first.getWorkflowId(), first.getRunId());
    }

    private WebhookEndpointWorkflow again() {
        return temporal.getWorkflowClient()
                .newWorkflowStub(
                        WebhookEndpointWorkflow.class,
                        WorkflowOptions.newBuilder()
                                .setWorkflowId(WebhookEndpointWorkflow.id(START.endpoint()))
                                .setTaskQueue(QUEUE)
                                .build());
    }

    /** Answers in turn and notes the workflow's time. */
    private final class Drains implements WebhookActivities {
        private final Queue<Supplier<Drained>> answers = new ArrayDeque<>();
        private final List<Long> at = new ArrayList<>();
        private Runnable during = () -> {};
        private long begun;

        void answer(@Nullable Duration nextIn) {
            answers.add(() -> new Drained(nextIn, 1, 2));
        }

        void breakDown() {
            answers.add(
                    () -> {
                        throw ApplicationFailure.newFailure("broken on purpose", "BROKEN");
                    });
        }

        /** One is taken and nothing is heard of it again. */
        void lose() {
            answers.add(
                    () -> {
                        Activity.getExecutionContext().doNotCompleteOnReturn();
                        return new Drained(null, 0, 0);
                    });
        }

        List<Duration> pauses() {
            var pauses = new ArrayList<Duration>();
            for (int i = 1; i < at.size(); i++) {
                pauses.add(Duration.ofMillis(at.get(i) - at.get(i - 1)));
            }
            return pauses;
        }

        synchronized void awaitOneBegunAfter(long instant) {
            long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
            while (begun < instant) {
                assertThat(System.nanoTime()).as("a drain after the wake").isLessThan(end);
                try {
                    wait(100);
                } catch (InterruptedException stopped) {
                    throw new AssertionError(stopped);
                }
            }
        }

        @Override
        public synchronized Drained drain(EndpointStart endpoint) {
            at.add(temporal.currentTimeMillis());
            during.run();
            during = () -> {};
            begun = System.nanoTime();
            notifyAll();
            return answers.remove().get();
        }
    }
}
