package io.carillon.worker;

import io.carillon.activities.temporal.SteadyBeat;
import io.carillon.workflows.call.CallActivities;
import io.carillon.workflows.call.CallEnding;
import io.carillon.workflows.call.DialOutcome;
import io.carillon.workflows.call.LookedUp;
import io.carillon.workflows.call.Performed;
import io.carillon.workflows.ids.CallId;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;

import java.time.Duration;
import java.util.Map;

/**
 * The same, and a dial that takes long says that its worker lives. Who says nothing has lost it,
 * and the call looks at its row long before a dial must be over.
 */
final class BeatingCalls implements CallActivities {
    /** Most dials are over by then and cost nothing. */
    static final Duration EVERY = Duration.ofSeconds(3);

    private final CallActivities calls;
    private final Duration every;

    BeatingCalls(CallActivities calls, Duration every) {
        this.calls = calls;
        this.every = every;
    }

    @Override
    public DialOutcome dial(CallId call) {
        ActivityExecutionContext activity = Activity.getExecutionContext();
        try (SteadyBeat beat = SteadyBeat.start(() -> activity.heartbeat(null), every)) {
            return calls.dial(call);
        }
    }

    @Override
    public DialOutcome recover(CallId call) {
        return calls.recover(call);
    }

    @Override
    public Performed perform(CallId call, String step, int sequence, Map<String, Integer> visits) {
        return calls.perform(call, step, sequence, visits);
    }

    @Override
    public Performed leaveMessage(CallId call, int sequence) {
        return calls.leaveMessage(call, sequence);
    }

    @Override
    public void hangUp(CallId call) {
        calls.hangUp(call);
    }

    @Override
    public LookedUp lookUp(CallId call) {
        return calls.lookUp(call);
    }

    @Override
    public void conclude(CallId call, CallEnding ending) {
        calls.conclude(call, ending);
    }

    @Override
    public boolean cancel(CallId call) {
        return calls.cancel(call);
    }
}
