package io.carillon.workflows.call;

import io.carillon.workflows.ids.CallId;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

import java.util.Map;

/**
 * What a call does to the world. Everything but {@link #dial} may be repeated without a second
 * effect.
 */
@ActivityInterface(namePrefix = "Call.")
public interface CallActivities {
    /**
     * Asks the carrier to dial. Runs at most once per call: maximumAttempts 1, and inside the
     * gate's transaction the row moves from claimed to dialing before the request leaves; a call
     * that is not claimed any more is not dialed.
     */
    @ActivityMethod
    DialOutcome dial(CallId call);

    /**
     * What is true after a dial activity was lost with its worker. A row still claimed, or one
     * whose request was certainly not sent, is given back; anything else is ambiguous and is never
     * dialed again.
     */
    @ActivityMethod
    DialOutcome recover(CallId call);

    /**
     * Begins a step: its effects (goal, opt-out, set, branch) are written, then a script up to the
     * next decision point is given to the carrier. Repeating it with the same sequence repeats
     * nothing.
     *
     * @param sequence of the script, one higher than the last
     * @param visits how often each step was begun so far, for max_visits
     */
    @ActivityMethod
    Performed perform(CallId call, String step, int sequence, Map<String, Integer> visits);

    /**
     * Replaces the running script by the message for machines, spoken after the beep; then hangs
     * up.
     */
    @ActivityMethod
    Performed leaveMessage(CallId call, int sequence);

    /** Asks the carrier to end the call. Fine when it is over. */
    @ActivityMethod
    void hangUp(CallId call);

    /** Asks the carrier what became of the call. Fails when it cannot be asked: ask again. */
    @ActivityMethod
    LookedUp lookUp(CallId call);

    /**
     * Writes the end in one transaction: result, the lead's next attempt or outcome, the slot's
     * release, the events. The first ending wins; later ones change nothing.
     */
    @ActivityMethod
    void conclude(CallId call, CallEnding ending);

    /**
     * Ends a call that was not dialed, because an operator asked for it.
     *
     * @return false when it was dialed, or is over
     */
    @ActivityMethod
    boolean cancel(CallId call);
}
