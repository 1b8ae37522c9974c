package io.carillon.activities.call;

import io.carillon.activities.account.AccountHealths;
import io.carillon.activities.account.DialNews;
import io.carillon.activities.carrier.DialAnswer;
import io.carillon.activities.database.Transactions;
import io.carillon.activities.organization.CallerIdProofs;
import io.carillon.workflows.call.CallPlan;
import io.carillon.workflows.call.DialOutcome;
import io.carillon.workflows.ids.CallId;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Optional;

/** What a dial's answer means, stored before it is told; and what is true when there is none. */
final class DialSettling {
    private static final Logger LOG = LoggerFactory.getLogger(DialSettling.class);

    /** The driver broke: which says nothing of its carrier. */
    static final String DRIVER_FAILED = "driver_failed";

    private static final String CARRIER_DOWN = "carrier_down";
    private static final String ACCOUNT_PROBLEM = "account_problem";

    private final Transactions transactions;
    private final Gate gate;
    private final Outcomes outcomes;
    private final FollowedCalls calls;
    private final DialRows rows;
    private final DialMeters meters;
    private final AccountHealths accounts;
    private final CallerIdProofs callerIds;
    private final Insistence insistence;

    DialSettling(
            Transactions transactions,
            Gate gate,
            Outcomes outcomes,
            FollowedCalls calls,
            DialRows rows,
            DialMeters meters,
            AccountHealths accounts,
            CallerIdProofs callerIds,
            Insistence insistence) {
        this.transactions = transactions;
        this.gate = gate;
        this.outcomes = outcomes;
        this.calls = calls;
        this.rows = rows;
        this.meters = meters;
        this.accounts = accounts;
        this.callerIds = callerIds;
        this.insistence = insistence;
    }

    DialOutcome settle(Gate.Permit permit, SendMoment moment, DialAnswer answer, CallPlan plan) {
        CallId call = permit.call();
        return switch (answer) {
            case DialAnswer.NotSent(String cause, DialAnswer.Problem problem) -> {
                // First: once the lead is back the gate is to know how the account is.
                tell(permit, news(cause, problem));
                if (problem == DialAnswer.Problem.CALLER_ID) {
                    refuse(permit, cause);
                }
                yield takeBack(call, rule(problem), pause(problem));
            }
            case DialAnswer.Accepted accepted -> {
                boolean stored = insistence.on(() -> rows.answered(call, moment.at(), accepted));
                tell(permit, new DialNews.Answered());
                yield stored
                        ? new DialOutcome.Accepted(plan)
                        : ambiguous("answer_not_stored", plan);
            }
            // The workflow writes the result whether or not this could be written.
            case DialAnswer.Refused refused -> {
                insistence.on(() -> rows.answered(call, moment.at(), refused));
                tell(permit, new DialNews.Answered());
                yield new DialOutcome.Refused(refused.result(), refused.cause());
            }
            case DialAnswer.Ambiguous(String cause) -> {
                insistence.on(() -> rows.ambiguous(call, moment.at()));
                // A dead carrier looks like that; this call stays its own whatever follows.
                tell(
                        permit,
                        cause.equals(DRIVER_FAILED)
                                ? new DialNews.Nothing()
                                : new DialNews.Unanswered(cause, true));
                yield ambiguous(cause, plan);
            }
        };
    }

    /** One that could not be told is as if it had not happened: the next one says it again. */
    private void tell(Gate.Permit permit, DialNews news) {
        boolean asExpected = news instanceof DialNews.Answered || news instanceof DialNews.Nothing;
        if (asExpected && !permit.awaited()) {
            return;
        }
        try {
            accounts.tell(permit.account().id(), permit.call(), permit.sendAt(), news);
        } catch (RuntimeException away) {
            LOG.atWarn()
                    .addKeyValue("account", permit.account().id())
                    .setCause(away)
                    .log("account.not_told");
        }
    }

    /** The gate passes over it for a while: the lead is shown another, or waits. */
    private void refuse(Gate.Permit permit, String cause) {
        LOG.atWarn()
                .addKeyValue("account", permit.account().id())
                .addKeyValue("from", permit.from())
                .addKeyValue("cause", cause)
                .log("caller_id.refused");
        try {
            callerIds.refused(permit.organization(), permit.account().id(), permit.from(), cause);
        } catch (RuntimeException away) {
            LOG.atWarn()
                    .addKeyValue("call", permit.call())
                    .setCause(away)
                    .log("caller_id.not_told");
        }
    }

    private static DialNews news(String cause, DialAnswer.Problem problem) {
        return switch (problem) {
            case NONE -> new DialNews.Nothing();
            // It answered, and about the number only.
            case CALLER_ID -> new DialNews.Answered();
            case RATE -> new DialNews.TooFast();
            case DOWN -> new DialNews.Unanswered(cause, false);
            case ACCOUNT -> new DialNews.TurnedDown(cause);
        };
    }

    private DialOutcome ambiguous(String cause, CallPlan plan) {
        meters.ambiguous();
        return new DialOutcome.Ambiguous(cause, plan);
    }

    /** The request certainly did not leave. */
    DialOutcome takeBack(CallId call, String rule, Duration pause) {
        boolean given =
                insistence.on(
                        () ->
                                transactions.system(
                                        () -> {
                                            gate.takeBack(call, rule, pause);
                                            rows.forget(call);
                                        }));
        if (!given) {
            throw new IllegalStateException(
                    call + ": not dialed (" + rule + "), but the claim could not be given back");
        }
        return new DialOutcome.Released(rule);
    }

    /** An earlier run passed the gate. */
    DialOutcome dialedBefore(CallId call) {
        DialOutcome known = recover(call);
        return known instanceof DialOutcome.Ambiguous(String cause, CallPlan plan)
                ? new DialOutcome.AlreadyDialed(plan)
                : known;
    }

    /**
     * A request leaves only after the row was prepared, so one that is not prepared was not sent;
     * and nobody prepares it any more once it is marked lost.
     */
    DialOutcome recover(CallId call) {
        boolean marked = rows.lost(call);
        Optional<FollowedCall> found = transactions.system(() -> calls.find(call));
        if (found.isEmpty() || found.get().over() || found.get().state().equals("waiting")) {
            return new DialOutcome.Over();
        }
        FollowedCall row = found.get();
        if (row.state().equals("claimed")) {
            outcomes.release(call, CARRIER_DOWN);
            return new DialOutcome.Released(CARRIER_DOWN);
        }
        DialedWith with = row.dialedWith();
        if (with == null) {
            return takeBack(call, CARRIER_DOWN, pause(DialAnswer.Problem.NONE));
        }
        return marked
                ? ambiguous("worker_lost", with.plan())
                : new DialOutcome.Ambiguous("worker_lost", with.plan());
    }

    private static String rule(DialAnswer.Problem problem) {
        return switch (problem) {
            case NONE, DOWN -> CARRIER_DOWN;
            case CALLER_ID -> "caller_id";
            case RATE, ACCOUNT -> ACCOUNT_PROBLEM;
        };
    }

    /**
     * How long the lead waits before the gate is asked again. What the account needs then, the gate
     * knows: another account, another caller id, a probe, a person.
     */
    private static Duration pause(DialAnswer.Problem problem) {
        return switch (problem) {
            case NONE, DOWN, ACCOUNT, CALLER_ID -> Duration.ofSeconds(5);
            case RATE -> Duration.ofSeconds(2);
        };
    }
}
