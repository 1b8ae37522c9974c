package io.carillon.workflows.webhook;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/** Sends signed events. At least once each; receivers tell repeats by {@code webhook-id}. */
@ActivityInterface(namePrefix = "Webhook.")
public interface WebhookActivities {
    /** Sends what is due for up to about 30 s and says when the next try is due. */
    @ActivityMethod
    Drained drain(EndpointStart endpoint);

    /**
     * @param nextIn until the next try is due; null when nothing is pending or the endpoint is
     *     disabled
     */
    record Drained(@Nullable Duration nextIn, int delivered, int failed) {}
}
