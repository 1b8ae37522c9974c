package io.carillon.workflows.webhook;

import io.carillon.workflows.ids.EndpointId;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Delivers an endpoint's pending events; ends when there are none, and is started again with the
 * next (signal with start).
 */
@WorkflowInterface
public interface WebhookEndpointWorkflow {
    /** Task queue of drains: receivers that hang must not keep campaigns waiting for a slot. */
    String DRAIN_TASK_QUEUE = "carillon-webhooks";

    static String id(EndpointId endpoint) {
        return endpoint.toString();
    }

    @WorkflowMethod(name = "WebhookEndpoint")
    void run(EndpointStart start);

    /** There are new deliveries. */
    @SignalMethod(name = "wake")
    void wake();

    @QueryMethod(name = "where")
    String where();
}
