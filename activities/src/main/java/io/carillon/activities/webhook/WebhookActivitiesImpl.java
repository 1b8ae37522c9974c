package io.carillon.activities.webhook;

import io.carillon.activities.temporal.SteadyBeat;
import io.carillon.workflows.webhook.EndpointStart;
import io.carillon.workflows.webhook.WebhookActivities;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;

import java.time.Duration;

/** Draining as an activity; it says that it lives, and hears before each round if it is to end. */
final class WebhookActivitiesImpl implements WebhookActivities {
    /** Five of them may be lost before the workflow looks for another worker. */
    private static final Duration BEAT = Duration.ofSeconds(1);

    private final EndpointDrain drain;

    WebhookActivitiesImpl(EndpointDrain drain) {
        this.drain = drain;
    }

    @Override
    public Drained drain(EndpointStart endpoint) {
        ActivityExecutionContext context = Activity.getExecutionContext();
        try (SteadyBeat beat = SteadyBeat.start(() -> context.heartbeat(null), BEAT)) {
            return drain.drain(endpoint, () -> alive(context));
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            throw Activity.wrap(ending);
        }
    }

    /** False when the workflow is cancelled or gone, or this worker is ending. */
    private static boolean alive(ActivityExecutionContext context) {
        try {
            context.heartbeat(null);
            return true;
        } catch (ActivityCompletionException over) {
            return false;
        }
    }
}
