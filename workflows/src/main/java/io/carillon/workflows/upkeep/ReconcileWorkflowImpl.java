package io.carillon.workflows.upkeep;

import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;

import java.time.Duration;

/**
 * {@link ReconcileWorkflow} as a loop of sweeps, begun anew every hour to keep its history short.
 */
public final class ReconcileWorkflowImpl implements ReconcileWorkflow {
    private static final Duration EVERY = Duration.ofMinutes(1);
    private static final int SWEEPS_PER_RUN = 60;

    private final UpkeepActivities upkeep =
            Workflow.newActivityStub(
                    UpkeepActivities.class,
                    ActivityOptions.newBuilder()
                            .setStartToCloseTimeout(Duration.ofMinutes(2))
                            .setRetryOptions(
                                    RetryOptions.newBuilder().setMaximumAttempts(1).build())
                            .build());

    private String where = "beginning";

    public ReconcileWorkflowImpl() {}

    @Override
    public void run() {
        for (int sweep = 0; sweep < SWEEPS_PER_RUN; sweep++) {
            say(swept());
            Workflow.newTimer(EVERY, TimerOptions.newBuilder().setSummary("next sweep").build())
                    .get();
        }
        Workflow.newContinueAsNewStub(ReconcileWorkflow.class).run();
    }

    @Override
    public String where() {
        return where;
    }

    /** A sweep that fails is not repeated: the next one looks at the same tables. */
    private String swept() {
        try {
            return upkeep.sweep();
        } catch (ActivityFailure failed) {
            if (failed.getCause() instanceof io.temporal.failure.CanceledFailure) {
                throw failed;
            }
            return "the last sweep failed; the next one follows";
        }
    }

    private void say(String sentence) {
        where = sentence;
        Workflow.setCurrentDetails(sentence);
    }
}
