package io.carillon.activities.upkeep;

import io.carillon.activities.call.Endings;
import io.carillon.activities.call.FollowedCall;
import io.carillon.activities.call.FollowedCalls;
import io.carillon.activities.database.Transactions;
import io.carillon.activities.reconcile.Reconciled;
import io.carillon.activities.temporal.WorkflowStarter;
import io.carillon.activities.upkeep.OpenCallRows.OpenCall;
import io.carillon.workflows.call.CallActivities;
import io.carillon.workflows.call.CallVerdict;
import io.carillon.workflows.call.Impression;
import io.carillon.workflows.call.LookUp;
import io.carillon.workflows.call.LookedUp;
import io.carillon.workflows.ids.AccountId;
import io.carillon.workflows.ids.CallId;
import io.temporal.failure.ApplicationFailure;

import org.jspecify.annotations.Nullable;

import java.util.Optional;

/**
 * Ends a call by what its carrier says of it when asked, and without it only when the call cannot
 * be live by any reckoning.
 */
final class Judging {
    private final OpenCallRows rows;
    private final CallActivities calls;
    private final Endings endings;
    private final FollowedCalls followed;
    private final Transactions transactions;
    private final WorkflowStarter workflows;

    Judging(
            OpenCallRows rows,
            CallActivities calls,
            Endings endings,
            FollowedCalls followed,
            Transactions transactions,
            WorkflowStarter workflows) {
        this.rows = rows;
        this.calls = calls;
        this.endings = endings;
        this.followed = followed;
        this.transactions = transactions;
        this.workflows = workflows;
    }

    /** Of a call whose time is over. False: it goes on, or is judged by the next sweep. */
    boolean judge(OpenCall call, SilentCarriers silent) {
        Optional<LookedUp> looked = ask(call.id(), call.account(), silent);
        if (looked.isEmpty()) {
            return call.hopeless() && end(call.id(), unheardOf(call.id()), null);
        }
        return switch (looked.get().answer()) {
            case LookUp.Ended ended -> end(call.id(), looked.get(), null);
            case LookUp.Absent absent -> end(call.id(), looked.get(), null);
            case LookUp.Live(boolean answered) -> {
                if (answered && call.mayTalk()) {
                    rows.putOff(call);
                    yield false;
                }
                yield endAtCarrier(call, silent);
            }
            case LookUp.Unknowable unknowable -> endAtCarrier(call, silent);
        };
    }

    /**
     * Of a call the carrier does not list any more. Only its word about this very call counts.
     *
     * @return false: that it is over was not said
     */
    boolean judgeUnlisted(CallId call, AccountId account, SilentCarriers silent) {
        Optional<LookedUp> looked = ask(call, account, silent);
        return looked.isPresent()
                && switch (looked.get().answer()) {
                    case LookUp.Ended ended ->
                            end(call, looked.get(), Reconciled.UNLISTED_BY_CARRIER);
                    case LookUp.Absent absent ->
                            end(call, looked.get(), Reconciled.UNLISTED_BY_CARRIER);
                    case LookUp.Live live -> false;
                    case LookUp.Unknowable unknowable -> false;
                };
    }

    /** Past its time, it is hung up; what the carrier says then is the last word. */
    private boolean endAtCarrier(OpenCall call, SilentCarriers silent) {
        try {
            calls.hangUp(call.id());
        } catch (ApplicationFailure unheard) {
            silent.add(call.account());
            return call.hopeless() && end(call.id(), unheardOf(call.id()), null);
        }
        return end(
                call.id(),
                ask(call.id(), call.account(), silent).orElseGet(() -> unheardOf(call.id())),
                null);
    }

    /** Empty: the carrier does not answer. */
    private Optional<LookedUp> ask(
            CallId call, @Nullable AccountId account, SilentCarriers silent) {
        if (silent.has(account)) {
            return Optional.empty();
        }
        try {
            return Optional.of(calls.lookUp(call));
        } catch (ApplicationFailure unheard) {
            silent.add(account);
            return Optional.empty();
        }
    }

    private LookedUp unheardOf(CallId call) {
        Impression known =
                transactions.system(
                        () ->
                                followed.find(call)
                                        .map(FollowedCall::impression)
                                        .orElse(Impression.NONE));
        return new LookedUp(new LookUp.Unknowable(), known);
    }

    /**
     * A workflow that still waits for the end is asked to hang up, finds it and ends; nobody waits
     * for that.
     */
    private boolean end(CallId call, LookedUp looked, @Nullable Reconciled found) {
        boolean ended = endings.conclude(call, CallVerdict.givenUp(looked), found);
        if (ended) {
            Thread.ofVirtual().name("judged").start(() -> workflows.hangUp(call));
        }
        return ended;
    }
}
