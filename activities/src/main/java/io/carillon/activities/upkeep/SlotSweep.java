package io.carillon.activities.upkeep;

import io.carillon.activities.call.Outcomes;
import io.carillon.activities.reconcile.Reconciled;
import io.carillon.activities.reconcile.Reconciliations;
import io.carillon.activities.temporal.WorkflowStarter;
import io.carillon.activities.upkeep.SlotRows.Orphan;
import io.carillon.workflows.ids.CallId;

/**
 * Leads in a call that is over or gone. A result says what follows, as at the call's own end; where
 * there is no call the lead waits again.
 */
final class SlotSweep {
    private final SlotRows rows;
    private final Outcomes outcomes;
    private final WorkflowStarter workflows;
    private final Reconciliations reconciliations;

    SlotSweep(
            SlotRows rows,
            Outcomes outcomes,
            WorkflowStarter workflows,
            Reconciliations reconciliations) {
        this.rows = rows;
        this.outcomes = outcomes;
        this.workflows = workflows;
        this.reconciliations = reconciliations;
    }

    void sweep(Mended mended) {
        Each.of(rows.orphans(), orphan -> mend(orphan, mended));
    }

    private void mend(Orphan orphan, Mended mended) {
        CallId call = orphan.call();
        boolean settled = call != null && orphan.over() && outcomes.settleLead(call);
        if (!settled && (orphan.over() || !rows.free(orphan.lead()))) {
            return;
        }
        reconciliations.note(
                Reconciled.ORPHAN_SLOT,
                orphan.subject(),
                settled
                        ? "its call was over; its result holds"
                        : "its call is gone; it waits again");
        workflows.wakeCampaign(orphan.campaign());
        mended.add(Mended.What.FREED);
    }
}
