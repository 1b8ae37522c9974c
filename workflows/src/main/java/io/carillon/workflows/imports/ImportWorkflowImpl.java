package io.carillon.workflows.imports;

import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;

import java.time.Duration;

/**
 * Reads on until the file is in. The position is in the import's row, so a reading that is lost is
 * simply begun again, by any worker.
 */
public final class ImportWorkflowImpl implements ImportWorkflow {
    private final ImportActivities activities =
            Workflow.newActivityStub(
                    ImportActivities.class,
                    ActivityOptions.newBuilder()
                            // Reads for 20 s; passing over five million rows takes some more.
                            .setStartToCloseTimeout(Duration.ofMinutes(5))
                            // Readers beat every second, whatever they are at: a killed one is
                            // replaced about 5 s later, and one taken for dead stores nothing
                            // twice.
                            .setHeartbeatTimeout(Duration.ofSeconds(5))
                            .setRetryOptions(
                                    RetryOptions.newBuilder()
                                            .setInitialInterval(Duration.ofSeconds(1))
                                            // The database may be away for long; the file is not
                                            // lost.
                                            .setMaximumInterval(Duration.ofMinutes(1))
                                            .build())
                            .build());

    private String where = "waiting for a worker";

    @WorkflowInit
    public ImportWorkflowImpl(ImportStart start) {}

    @Override
    public void run(ImportStart start) {
        try {
            read(start);
        } catch (CanceledFailure | ActivityFailure ended) {
            if (ended instanceof CanceledFailure || ended.getCause() instanceof CanceledFailure) {
                // An operator's will holds for the row too, or the sweeper would begin again.
                Workflow.newDetachedCancellationScope(() -> say(activities.cancel(start))).run();
            }
            throw ended;
        }
    }

    private void read(ImportStart start) {
        ImportProgress progress;
        do {
            progress = activities.read(start);
            say(progress);
            if (!progress.over() && Workflow.getInfo().isContinueAsNewSuggested()) {
                Workflow.continueAsNew(start);
            }
        } while (!progress.over());
    }

    private void say(ImportProgress progress) {
        where = progress.status() + ", " + progress.rowsRead() + " rows read";
        Workflow.setCurrentDetails(where);
    }

    @Override
    public String where() {
        return where;
    }
}
