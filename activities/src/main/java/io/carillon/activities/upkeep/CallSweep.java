package io.carillon.activities.upkeep;

import io.carillon.activities.call.Outcomes;
import io.carillon.activities.reconcile.Reconciled;
import io.carillon.activities.reconcile.Reconciliations;
import io.carillon.activities.temporal.WorkflowStarter;
import io.carillon.activities.upkeep.OpenCallRows.OpenCall;
import io.carillon.workflows.call.CallWorkflow;

/**
 * Calls nobody is known to look after. A dialed one gets a run of its workflow again, which ends
 * it; a claim is dialed only where no run of its own can have dialed it; one whose time is over is
 * judged here.
 */
final class CallSweep {
    private final OpenCallRows rows;
    private final WorkflowStarter workflows;
    private final Outcomes outcomes;
    private final Judging judging;
    private final Reconciliations reconciliations;

    CallSweep(
            OpenCallRows rows,
            WorkflowStarter workflows,
            Outcomes outcomes,
            Judging judging,
            Reconciliations reconciliations) {
        this.rows = rows;
        this.workflows = workflows;
        this.outcomes = outcomes;
        this.judging = judging;
        this.reconciliations = reconciliations;
    }

    void sweep(Mended mended) {
        var silent = new SilentCarriers();
        Each.of(rows.silent(), call -> mend(call, silent, mended));
    }

    private void mend(OpenCall call, SilentCarriers silent, Mended mended) {
        if (call.givenUp()) {
            judge(call, silent, mended);
        } else if (call.claimed()) {
            mendClaim(call, mended);
        } else {
            mendDialed(call, mended);
        }
    }

    private void judge(OpenCall call, SilentCarriers silent, Mended mended) {
        if (judging.judge(call, silent)) {
            mended.add(Mended.What.JUDGED);
        }
    }

    private void mendClaim(OpenCall call, Mended mended) {
        switch (workflows.state(CallWorkflow.id(call.id()))) {
            case RUNNING -> {}
            case NONE, FAILED -> start(call, Reconciled.CLAIM_WITHOUT_WORKFLOW, mended);
            // Whoever ended it before the dial did not want the dial.
            case TERMINATED, CANCELED ->
                    cancel(
                            call,
                            "canceled_by_operator",
                            Reconciled.TERMINATED_BY_OPERATOR,
                            "canceled before it was dialed",
                            mended);
            // A run that ends leaves no claim behind. A single call is claimed again under its id;
            // any other claim is from before that run, which may have dialed: it is never dialed.
            case COMPLETED -> {
                if (call.releasedBefore()) {
                    start(call, Reconciled.CLAIM_WITHOUT_WORKFLOW, mended);
                } else {
                    cancel(
                            call,
                            "claim_of_a_backup",
                            Reconciled.CLAIM_OF_A_BACKUP,
                            "its workflow had ended, so it may have been dialed; not dialed again",
                            mended);
                }
            }
        }
    }

    private void mendDialed(OpenCall call, Mended mended) {
        switch (workflows.state(CallWorkflow.id(call.id()))) {
            case RUNNING -> {}
            case TERMINATED, CANCELED -> start(call, Reconciled.TERMINATED_BY_OPERATOR, mended);
            case NONE, COMPLETED, FAILED -> start(call, Reconciled.CALL_WITHOUT_WORKFLOW, mended);
        }
    }

    /** A new run dials what was claimed only, and ends what an earlier one dialed. */
    private void start(OpenCall call, Reconciled found, Mended mended) {
        workflows.startCall(call.start());
        reconciliations.note(
                found,
                call.subject(),
                call.claimed() ? "its workflow was started" : "a new run of its workflow ends it");
        mended.add(Mended.What.STARTED);
    }

    private void cancel(
            OpenCall call, String reason, Reconciled found, String detail, Mended mended) {
        // The run that was asked about may have given the claim back between the two looks.
        if (rows.sameClaim(call) && outcomes.cancelUndialed(call.id(), reason)) {
            reconciliations.note(found, call.subject(), detail);
            mended.add(Mended.What.CANCELED);
        }
    }
}
