package io.carillon.activities.call;

import io.carillon.activities.carrier.DialAnswer;
import io.carillon.activities.database.Transactions;
import io.carillon.activities.event.CallEvents;
import io.carillon.workflows.ids.CallId;

import org.jspecify.annotations.Nullable;

import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

/** What a dial leaves in the call's row: before the request leaves, and after its answer. */
final class DialRows {
    // send_at tells this permit from any other: a run that was overtaken prepares nothing.
    private static final String PREPARE =
            """
            UPDATE calls
            SET dialed_with = :with::json, script_sequence = 0, script_asked = 0, script_step = :step,
                give_up_at = carillon_now() + :patience::interval
            WHERE id = :call
                AND state = 'dialing'
                AND send_at = :sendAt
                AND ambiguous_at IS NULL
                AND dialed_with IS NULL
            """;

    private static final String SENT =
            """
            UPDATE calls
            SET dialed_at = coalesce(dialed_at, :at),
                carrier_call_id = coalesce(carrier_call_id, :carrierCall),
                evidence_at = CASE WHEN :certain THEN coalesce(evidence_at, carillon_now()) ELSE evidence_at END,
                ambiguous_at = CASE WHEN :certain THEN ambiguous_at ELSE coalesce(ambiguous_at, carillon_now()) END,
                initiated = initiated OR :certain
            WHERE id = :call
            """;

    private static final String LOST =
            """
            UPDATE calls
            SET ambiguous_at = coalesce(ambiguous_at, carillon_now())
            WHERE id = :call
                AND state = 'dialing'
                AND evidence_at IS NULL
            """;

    private static final String FORGET =
            """
            UPDATE calls
            SET dialed_with = NULL, script_sequence = -1, script_asked = NULL, script_step = NULL,
                give_up_at = NULL, ambiguous_at = NULL, dialed_at = NULL, evidence_at = NULL
            WHERE id = :call
                AND state IN ('waiting', 'claimed')
            """;

    private final Transactions transactions;
    private final FollowedCalls calls;
    private final CallEvents events;

    DialRows(Transactions transactions, FollowedCalls calls, CallEvents events) {
        this.transactions = transactions;
        this.calls = calls;
        this.events = events;
    }

    /** False: this run was overtaken and must not send. */
    boolean prepare(Gate.Permit permit, DialedWith with, Duration patience) {
        return transactions.system(
                () ->
                        transactions
                                        .jdbc()
                                        .sql(PREPARE)
                                        .param("call", permit.call().value())
                                        .param("with", with.write())
                                        .param("step", with.plan().outline().start())
                                        .param("patience", patience.toMillis() + " milliseconds")
                                        .param("sendAt", permit.sendAt().atOffset(ZoneOffset.UTC))
                                        .update()
                                == 1);
    }

    /** The request left, and the carrier said yes or no. */
    void answered(CallId call, Instant at, DialAnswer answer) {
        String carrierCall = answer instanceof DialAnswer.Accepted(String id) ? id : null;
        transactions.system(
                () ->
                        calls.lock(call)
                                .ifPresent(
                                        row -> {
                                            sent(call, at, carrierCall, true);
                                            if (!row.progress().initiated()) {
                                                events.append("call.initiated", call);
                                            }
                                        }));
    }

    /** The request may have left. */
    void ambiguous(CallId call, Instant at) {
        transactions.system(() -> sent(call, at, null, false));
    }

    /** The worker that was dialing is lost; from now on nobody prepares a request for this row. */
    void lost(CallId call) {
        transactions.system(
                () -> {
                    transactions.jdbc().sql(LOST).param("call", call.value()).update();
                });
    }

    /** Within the current transaction, after the claim was given back. */
    void forget(CallId call) {
        transactions.jdbc().sql(FORGET).param("call", call.value()).update();
    }

    private void sent(CallId call, Instant at, @Nullable String carrierCall, boolean certain) {
        transactions
                .jdbc()
                .sql(SENT)
                .param("call", call.value())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("carrierCall", carrierCall, Types.VARCHAR)
                .param("certain", certain)
                .update();
    }
}
