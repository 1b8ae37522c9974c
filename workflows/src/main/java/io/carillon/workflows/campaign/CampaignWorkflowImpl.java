package io.carillon.workflows.campaign;

import io.carillon.workflows.campaign.NextMove.Kind;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.function.Supplier;

/** {@link CampaignWorkflow} as a loop: look, then dispatch, sleep or end. */
public final class CampaignWorkflowImpl implements CampaignWorkflow {
    // A dispatch ends by itself after some minutes; one that says nothing for this long has lost
    // its worker.
    private static final Duration DISPATCH_LIMIT = Duration.ofMinutes(7);
    private static final Duration DISPATCH_SILENCE = Duration.ofSeconds(5);

    private static final Duration LOOK_SILENCE = Duration.ofSeconds(5);

    // Whatever goes wrong with a dispatch (worker lost, database away), the tables are looked at
    // again after this.
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);

    // Without a wake the tables are looked at this often: a lost wake costs an hour at most.
    private static final Duration LONGEST_SLEEP = Duration.ofHours(1);

    private final CampaignActivities looks =
            Workflow.newActivityStub(
                    CampaignActivities.class,
                    ActivityOptions.newBuilder()
                            .setStartToCloseTimeout(Duration.ofMinutes(2))
                            // A look whose worker is lost, or that never reached one, would leave
                            // the campaign silent for two minutes.
                            .setHeartbeatTimeout(LOOK_SILENCE)
                            .setRetryOptions(
                                    RetryOptions.newBuilder()
                                            .setInitialInterval(Duration.ofMillis(500))
                                            .setMaximumInterval(Duration.ofSeconds(20))
                                            .build())
                            .build());

    // Never repeated by Temporal: the loop looks at the tables first.
    private final DispatchActivities dispatcher =
            Workflow.newActivityStub(
                    DispatchActivities.class,
                    ActivityOptions.newBuilder()
                            .setTaskQueue(DISPATCH_TASK_QUEUE)
                            .setStartToCloseTimeout(DISPATCH_LIMIT)
                            .setHeartbeatTimeout(DISPATCH_SILENCE)
                            .setCancellationType(ActivityCancellationType.TRY_CANCEL)
                            .setRetryOptions(
                                    RetryOptions.newBuilder().setMaximumAttempts(1).build())
                            .build());

    private final CampaignStart campaign;
    private boolean woken;
    private String where = "looking at the tables";

    @WorkflowInit
    public CampaignWorkflowImpl(CampaignStart campaign) {
        this.campaign = campaign;
    }

    @Override
    public void run(CampaignStart start) {
        NextMove move = look();
        while (true) {
            say(move.because());
            move =
                    switch (move.kind()) {
                        case DISPATCH -> dispatch();
                        case SLEEP -> {
                            sleep(move.sleep(), move.because());
                            yield look();
                        }
                        case OVER -> woken ? look() : move;
                    };
            if (move.kind() == Kind.OVER && !woken) {
                say(move.because());
                Workflow.await(Workflow::isEveryHandlerFinished);
                // An operator's switch that ended meanwhile asks for one more look.
                if (!woken) {
                    return;
                }
            }
            if (Workflow.getInfo().isContinueAsNewSuggested()) {
                Workflow.await(Workflow::isEveryHandlerFinished);
                Workflow.continueAsNew(campaign);
            }
        }
    }

    @Override
    public void wake() {
        woken = true;
    }

    @Override
    public String pause() {
        return thenWake(() -> looks.pause(campaign));
    }

    @Override
    public String resume() {
        return thenWake(() -> looks.resume(campaign));
    }

    @Override
    public String stop() {
        return thenWake(() -> looks.stop(campaign));
    }

    @Override
    public String where() {
        return where;
    }

    private NextMove look() {
        woken = false;
        return looks.nextMove(campaign);
    }

    private NextMove dispatch() {
        try {
            return dispatcher.dispatch(campaign);
        } catch (ActivityFailure lost) {
            if (lost.getCause() instanceof CanceledFailure) {
                throw lost;
            }
            return new NextMove(Kind.SLEEP, AFTER_TROUBLE, "a dispatch was lost; looking again");
        }
    }

    /**
     * Sleeps until woken. The timer is cancelled when it is not needed any more, so that histories
     * hold no leftovers.
     */
    private void sleep(@Nullable Duration asked, String because) {
        Duration sleep =
                asked == null || asked.compareTo(LONGEST_SLEEP) > 0 ? LONGEST_SLEEP : asked;
        if (woken || !sleep.isPositive()) {
            return;
        }
        CancellationScope scope =
                Workflow.newCancellationScope(
                        () -> {
                            Promise<Void> timer =
                                    Workflow.newTimer(
                                            sleep,
                                            TimerOptions.newBuilder().setSummary(because).build());
                            Workflow.await(() -> woken || timer.isCompleted());
                        });
        scope.run();
        scope.cancel();
    }

    private String thenWake(Supplier<String> work) {
        String status = work.get();
        woken = true;
        return status;
    }

    private void say(String sentence) {
        where = sentence;
        Workflow.setCurrentDetails(sentence);
    }
}
