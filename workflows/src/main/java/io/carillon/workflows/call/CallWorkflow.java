package io.carillon.workflows.call;

import io.carillon.workflows.ids.CallId;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * One call: dials once, follows the flow, ends in one result. The workflow id is {@link
 * #id(CallId)}. Whoever starts it again under the same id starts a run that finds the row no longer
 * claimed and therefore never dials a second time.
 */
@WorkflowInterface
public interface CallWorkflow {
    /** Task queue of call workflows and their activities. */
    String TASK_QUEUE = "carillon-calls";

    static String id(CallId call) {
        return call.toString();
    }

    @WorkflowMethod(name = "Call")
    void run(CallStart start);

    /**
     * What the carrier told. Accepted, recorded, acted on by the main method. An update, whose
     * workflow task the server keeps in memory, costs one state transition where a signal costs
     * three; the inbox holds the news until the update was accepted.
     */
    @UpdateMethod(name = "news")
    void news(CarrierNews news);

    /** Refuses news that says nothing. */
    @UpdateValidatorMethod(updateName = "news")
    void checkNews(CarrierNews news);

    /**
     * From API or Web UI: hang up if live, cancel if not dialed yet. Answers once recorded; sending
     * it twice is harmless.
     */
    @UpdateMethod(name = "hang_up")
    void hangUp();

    /**
     * Another script was begun by an operator through the API (say, play, transfer …); it names no
     * steps. Behind it the step that was interrupted begins again.
     */
    @SignalMethod(name = "steered")
    void steered(Performed script);

    /** Current step and what is being waited for, in a sentence. */
    @QueryMethod(name = "where")
    String where();
}
