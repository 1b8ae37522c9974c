package io.carillon.workflows.upkeep;

import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;

import java.time.Duration;

/**
 * {@link ReconcileWorkflow} as a loop of sweeps, begun anew every half hour to keep its history
 * short.
 */
public final class ReconcileWorkflowImpl implements ReconcileWorkflow {
    // What is left open is ended within two minutes of the first moment it can be judged: half a
    // minute for its own workflow, half a minute until this one looks, and a minute for what a look
    // begins.
    private static final Duration EVERY = Duration.ofSeconds(30);

    private static final Duration EVERY_BEFORE = Duration.ofMinutes(1);
    private static final int SWEEPS_PER_RUN = 60;

    private final UpkeepActivities upkeep =
            Workflow.newActivityStub(
                    UpkeepActivities.class,
                    ActivityOptions.newBuilder()
                            // Carriers and Temporal answer within 15 s or not at all, and are
                            // asked side by side.
                            .setStartToCloseTimeout(Duration.ofSeconds(60))
                            // A sweep whose worker died is over at once, not after a minute.
                            .setHeartbeatTimeout(Duration.ofSeconds(10))
                            .setRetryOptions(
                                    RetryOptions.newBuilder().setMaximumAttempts(1).build())
                            .build());

    private String where = "beginning";

    public ReconcileWorkflowImpl() {}

    @Override
    public void run() {
        int version = Workflow.getVersion("two-minutes-to-judge", Workflow.DEFAULT_VERSION, 1);
        Duration every = version == Workflow.DEFAULT_VERSION ? EVERY_BEFORE : EVERY;
        for (int sweep = 0; sweep < SWEEPS_PER_RUN; sweep++) {
            say(swept());
            Workflow.newTimer(every, TimerOptions.newBuilder().setSummary("next sweep").build())
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
