package io.carillon.activities.call;

import io.carillon.activities.carrier.Capabilities.Feature;
import io.carillon.activities.database.Transactions;
import io.carillon.workflows.call.CallActivities;
import io.carillon.workflows.call.CallEnding;
import io.carillon.workflows.call.DialOutcome;
import io.carillon.workflows.call.Impression;
import io.carillon.workflows.call.LookUp;
import io.carillon.workflows.call.LookedUp;
import io.carillon.workflows.call.Performed;
import io.carillon.workflows.ids.CallId;
import io.temporal.failure.ApplicationFailure;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** {@link CallActivities}: each method hands over to the class that does it. */
final class CallActivitiesImpl implements CallActivities {
    private final Transactions transactions;
    private final FollowedCalls calls;
    private final Dialing dialing;
    private final DialSettling settling;
    private final Following following;
    private final Speaking speaking;
    private final Endings endings;
    private final Outcomes outcomes;

    CallActivitiesImpl(
            Transactions transactions,
            FollowedCalls calls,
            Dialing dialing,
            DialSettling settling,
            Following following,
            Speaking speaking,
            Endings endings,
            Outcomes outcomes) {
        this.transactions = transactions;
        this.calls = calls;
        this.dialing = dialing;
        this.settling = settling;
        this.following = following;
        this.speaking = speaking;
        this.endings = endings;
        this.outcomes = outcomes;
    }

    @Override
    public DialOutcome dial(CallId call) {
        return dialing.dial(call);
    }

    @Override
    public DialOutcome recover(CallId call) {
        return settling.recover(call);
    }

    @Override
    public Performed perform(CallId call, String step, int sequence, Map<String, Integer> visits) {
        return asking(() -> following.perform(call, step, sequence, visits));
    }

    @Override
    public Performed leaveMessage(CallId call, int sequence) {
        return asking(() -> following.leaveMessage(call, sequence));
    }

    @Override
    public void hangUp(CallId call) {
        Optional<FollowedCall> live = find(call).filter(FollowedCall::live);
        asking(
                () -> {
                    if (live.isPresent()) {
                        speaking.hangUp(live.get());
                    }
                    return true;
                });
    }

    @Override
    public LookedUp lookUp(CallId call) {
        Optional<FollowedCall> known = find(call);
        if (known.isEmpty()) {
            return new LookedUp(new LookUp.Unknowable(), Impression.NONE);
        }
        LookUp answer = asking(() -> lookUp(known.get()));
        return new LookedUp(answer, find(call).orElse(known.get()).impression());
    }

    /** Who cannot be asked has the call it named until its end is told, and is asked to end it. */
    private LookUp lookUp(FollowedCall call) throws IOException {
        if (!speaking.features(call).contains(Feature.LOOK_UP)
                && call.carrierCallId() != null
                && call.live()) {
            return new LookUp.Live(call.progress().answered());
        }
        return speaking.ask(call, (driver, account, asked) -> driver.lookUp(account, asked));
    }

    @Override
    public void conclude(CallId call, CallEnding ending) {
        endings.conclude(call, ending, null);
    }

    @Override
    public boolean cancel(CallId call) {
        return outcomes.cancelUndialed(call, "canceled_by_operator");
    }

    private Optional<FollowedCall> find(CallId call) {
        return transactions.system(() -> calls.find(call));
    }

    private interface Asking<T> {
        T get() throws IOException;
    }

    /** A carrier's words may quote numbers: what is told to Temporal is our own. */
    private static <T> T asking(Asking<T> request) {
        try {
            return request.get();
        } catch (IOException silent) {
            throw ApplicationFailure.newFailure(
                    "the carrier did not answer", CallFailures.CARRIER_SILENT);
        }
    }
}
