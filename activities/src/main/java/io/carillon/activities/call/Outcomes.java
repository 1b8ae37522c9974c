package io.carillon.activities.call;

import io.carillon.activities.campaign.UndialedCalls;
import io.carillon.activities.reconcile.Reconciled;
import io.carillon.workflows.call.CallEnding;
import io.carillon.workflows.ids.CallId;

import org.jspecify.annotations.Nullable;

import java.util.function.Consumer;

/** What a call's end means: one idempotent transaction over call, lead, slot and events. */
public interface Outcomes extends UndialedCalls {
    /** The first ending wins. Returns false when the call had ended already or its row is gone. */
    default boolean conclude(CallId call, CallEnding ending) {
        return conclude(call, ending, null);
    }

    /**
     * As {@link #conclude(CallId, CallEnding)}.
     *
     * @param found how it was found open, for the lead's trace; null: that is told by the call, if
     *     there is anything to tell
     */
    default boolean conclude(CallId call, CallEnding ending, @Nullable Reconciled found) {
        return conclude(call, ending, found, unheard -> {});
    }

    /**
     * As {@link #conclude(CallId, CallEnding, Reconciled)}.
     *
     * @param answered is given the call, in the same transaction and before it is judged, where
     *     somebody answered and no callback has said so
     */
    boolean conclude(
            CallId call, CallEnding ending, @Nullable Reconciled found, Consumer<CallId> answered);

    /**
     * What follows from the result of a call that is over, for a lead that is still in it.
     *
     * @return false: its lead is not in that call, or the call is not over
     */
    boolean settleLead(CallId call);

    /** Gives an undialed claim back. Nothing happens when the row is not claimed. */
    void release(CallId call, String rule);
}
