package io.carillon.workflows.upkeep;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * One per installation: every half minute, ends truthfully what crashes and operators left open.
 */
@WorkflowInterface
public interface ReconcileWorkflow {
    String ID = "reconcile";

    @WorkflowMethod(name = "Reconcile")
    void run();

    @QueryMethod(name = "where")
    String where();
}
