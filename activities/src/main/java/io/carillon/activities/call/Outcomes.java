package io.carillon.activities.call;

import io.carillon.activities.campaign.UndialedCalls;
import io.carillon.workflows.call.CallEnding;
import io.carillon.workflows.ids.CallId;

/** What a call's end means: one idempotent transaction over call, lead, slot and events. */
public interface Outcomes extends UndialedCalls {
    /** The first ending wins. Returns false when the call had ended already or its row is gone. */
    boolean conclude(CallId call, CallEnding ending);

    /** Gives an undialed claim back. Nothing happens when the row is not claimed. */
    void release(CallId call, String rule);
}
