package io.carillon.workflows.webhook;

import io.carillon.workflows.webhook.WebhookActivities.Drained;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;

import java.time.Duration;

/** {@link WebhookEndpointWorkflow} as a loop: drain, then sleep until the next try, or end. */
public final class WebhookEndpointWorkflowImpl implements WebhookEndpointWorkflow {
    // A drain begins no try after 30 s, and a try takes 15 s at most.
    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(90);

    // It beats every second, however long its tries take: a lost worker's is repeated about 6 s
    // later.
    private static final Duration DRAIN_SILENCE = Duration.ofSeconds(5);

    private final WebhookActivities webhooks =
            Workflow.newActivityStub(
                    WebhookActivities.class,
                    ActivityOptions.newBuilder()
                            .setTaskQueue(DRAIN_TASK_QUEUE)
                            .setStartToCloseTimeout(DRAIN_LIMIT)
                            .setHeartbeatTimeout(DRAIN_SILENCE)
                            .setRetryOptions(
                                    RetryOptions.newBuilder()
                                            .setInitialInterval(Duration.ofSeconds(1))
                                            .setMaximumInterval(Duration.ofMinutes(1))
                                            .build())
                            .build());

    private final EndpointStart endpoint;
    private boolean woken;
    private String where = "sending what is due";

    @WorkflowInit
    public WebhookEndpointWorkflowImpl(EndpointStart endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public void run(EndpointStart start) {
        while (true) {
            // A wake from here on may be about something this drain does not see.
            woken = false;
            say("sending what is due");
            Drained drained = webhooks.drain(endpoint);
            Duration nextIn = drained.nextIn();
            if (nextIn == null && !woken) {
                say("nothing is pending");
                return;
            }
            if (nextIn != null) {
                sleep(nextIn, drained);
            }
            if (Workflow.getInfo().isContinueAsNewSuggested()) {
                Workflow.continueAsNew(endpoint);
            }
        }
    }

    @Override
    public void wake() {
        woken = true;
    }

    @Override
    public String where() {
        return where;
    }

    /** The timer is cancelled when a wake came first, so that histories hold no leftovers. */
    private void sleep(Duration nextIn, Drained drained) {
        if (woken || !nextIn.isPositive()) {
            return;
        }
        String because = "next try in " + nextIn.truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
        say(
                "%s; the last drain delivered %d and failed %d"
                        .formatted(because, drained.delivered(), drained.failed()));
        CancellationScope scope =
                Workflow.newCancellationScope(
                        () -> {
                            Promise<Void> timer =
                                    Workflow.newTimer(
                                            nextIn,
                                            TimerOptions.newBuilder().setSummary(because).build());
                            Workflow.await(() -> woken || timer.isCompleted());
                        });
        scope.run();
        scope.cancel();
    }

    private void say(String sentence) {
        where = sentence;
        Workflow.setCurrentDetails(sentence);
    }
}
