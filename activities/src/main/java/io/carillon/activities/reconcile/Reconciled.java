package io.carillon.activities.reconcile;

import java.util.Locale;

/** What was left open, by a crash, a carrier or an operator, and is judged now. */
public enum Reconciled {
    /** Its request may have left: ended by what came, or by what the carrier said when asked. */
    AMBIGUOUS_DIAL,

    /** No callback told its end: the carrier was asked, or could not say. */
    SILENT_CALL,

    /** The carrier holds it no longer, and no callback said so. */
    UNLISTED_BY_CARRIER,

    /** The carrier holds it though it ended here, or was never dialed here: hung up. */
    LIVE_AT_CARRIER,

    /** The carrier holds it and there is no row of it; it may be another installation's. */
    UNKNOWN_TO_US,

    /** Claimed, and its workflow was never started. */
    CLAIM_WITHOUT_WORKFLOW,

    /** Claimed, though its workflow has run to its end: a backup of before that run. */
    CLAIM_OF_A_BACKUP,

    /** Dialed, and its workflow is gone; nobody ended it on purpose. */
    CALL_WITHOUT_WORKFLOW,

    /** An operator terminated or canceled its workflow. */
    TERMINATED_BY_OPERATOR,

    /** A lead in a call that is over or gone: nobody would have called it again. */
    ORPHAN_SLOT,

    /** Callbacks that were stored and not told to the workflow. */
    NEWS_UNTOLD,

    /** Events that were stored and not placed, or not delivered when they were due. */
    EVENTS_UNTOLD,

    /** A campaign, import or endpoint with work and no workflow. */
    WORK_WITHOUT_WORKFLOW;

    /** As the metric and the trace say it: {@code ambiguous_dial}. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
