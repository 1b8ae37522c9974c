package io.carillon.activities.call;

import io.carillon.activities.reconcile.Reconciled;
import io.carillon.workflows.call.CallEnding;
import io.carillon.workflows.ids.CallId;

import org.jspecify.annotations.Nullable;

/** Ends calls whose end was judged: by their own workflow, or by whoever found them open. */
public final class Endings {
    private final FollowedCalls calls;
    private final ScriptRows scripts;
    private final Outcomes outcomes;

    Endings(FollowedCalls calls, ScriptRows scripts, Outcomes outcomes) {
        this.calls = calls;
        this.scripts = scripts;
        this.outcomes = outcomes;
    }

    /**
     * Where somebody answered, though no callback said so, the first script's effects hold too.
     *
     * @param found as {@link Outcomes#conclude(CallId, CallEnding, Reconciled)} takes it
     * @return false when it had ended already
     */
    public boolean conclude(CallId call, CallEnding ending, @Nullable Reconciled found) {
        return outcomes.conclude(call, ending, found, this::firstBegun);
    }

    private void firstBegun(CallId call) {
        calls.find(call).filter(FollowedCall::firstHasEffects).ifPresent(scripts::firstBegun);
    }
}
