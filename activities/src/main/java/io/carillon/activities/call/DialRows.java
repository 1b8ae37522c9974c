package io.carillon.activities.call;

import io.carillon.activities.carrier.DialAnswer;
import io.carillon.activities.carrier.Script;
import io.carillon.activities.database.Transactions;
import io.carillon.activities.event.CallEvents;
import io.carillon.activities.event.Outbox;
import io.carillon.activities.event.ToldCall;
import io.carillon.workflows.ids.CallId;

import org.jspecify.annotations.Nullable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** What a dial leaves in the call's row: before the request leaves, and after its answer. */
final class DialRows {
    // send_at tells this permit from any other: a run that was overtaken prepares nothing, and one
    // that repeats it finds what it wrote. Behind a request that left dialed_at stands, or
    // evidence.
    private static final String PREPARE =
            """
            UPDATE calls
            SET dialed_with = :with::json, script_sequence = 0, script_asked = 0, script_step = :step,
                script_kept = :kept::json,
                give_up_at = carillon_now() + :ring::interval, talk_limit = :talk::interval
            WHERE id = :call
                AND state = 'dialing'
                AND send_at = :sendAt
                AND ambiguous_at IS NULL
                AND dialed_at IS NULL
                AND evidence_at IS NULL
            """;

    // What a callback told before the answer was there holds.
    private static final String ANSWERED =
            """
            UPDATE calls k
            SET dialed_at = coalesce(k.dialed_at, :at),
                carrier_call_id = coalesce(k.carrier_call_id, :carrierCall),
                evidence_at = coalesce(k.evidence_at, carillon_now()),
                initiated = true
            FROM (SELECT id, initiated FROM calls WHERE id = :call FOR NO KEY UPDATE) before
            WHERE k.id = before.id
            RETURNING before.initiated AS told_before,
            """
                    + ToldCall.COLUMNS;

    private static final String MAYBE_SENT =
            """
            UPDATE calls
            SET dialed_at = coalesce(dialed_at, :at),
                ambiguous_at = coalesce(ambiguous_at, carillon_now())
            WHERE id = :call
            """;

    private static final String LOST =
            """
            UPDATE calls
            SET ambiguous_at = carillon_now()
            WHERE id = :call
                AND state = 'dialing'
                AND evidence_at IS NULL
                AND ambiguous_at IS NULL
            """;

    private static final String FORGET =
            """
            UPDATE calls
            SET dialed_with = NULL, script_kept = NULL, script_sequence = -1, script_asked = NULL, script_step = NULL,
                give_up_at = NULL, talk_limit = NULL, unlisted_at = NULL, ambiguous_at = NULL, dialed_at = NULL, evidence_at = NULL
            WHERE id = :call
                AND state IN ('waiting', 'claimed')
            """;

    private final Transactions transactions;
    private final CallEvents events;

    DialRows(Transactions transactions, CallEvents events) {
        this.transactions = transactions;
        this.events = events;
    }

    /**
     * @param kept the first script, for a carrier that comes for it; null: it does not
     * @return false: this run was overtaken and must not send
     */
    boolean prepare(
            Gate.Permit permit,
            DialedWith with,
            CallPlans.Patience patience,
            @Nullable Script kept) {
        return transactions.system(
                () ->
                        transactions
                                        .jdbc()
                                        .sql(PREPARE)
                                        .param("call", permit.call().value())
                                        .param("with", with.write())
                                        .param("kept", ScriptRows.written(kept), Types.VARCHAR)
                                        .param("step", with.plan().outline().start())
                                        .param("ring", interval(patience.ring()))
                                        .param("talk", interval(patience.talk()))
                                        .param("sendAt", permit.sendAt().atOffset(ZoneOffset.UTC))
                                        .update()
                                == 1);
    }

    private static String interval(Duration duration) {
        return duration.toMillis() + " milliseconds";
    }

    /** The request left, and the carrier said yes or no. */
    void answered(CallId call, Instant at, DialAnswer answer) {
        String carrierCall = answer instanceof DialAnswer.Accepted(String id) ? id : null;
        transactions.system(
                () ->
                        transactions
                                .jdbc()
                                .sql(ANSWERED)
                                .param("call", call.value())
                                .param("at", at.atOffset(ZoneOffset.UTC))
                                .param("carrierCall", carrierCall, Types.VARCHAR)
                                .query(DialRows::initiated)
                                .optional()
                                .ifPresent(events::append));
    }

    /** The request may have left. */
    void ambiguous(CallId call, Instant at) {
        transactions.system(
                () -> {
                    transactions
                            .jdbc()
                            .sql(MAYBE_SENT)
                            .param("call", call.value())
                            .param("at", at.atOffset(ZoneOffset.UTC))
                            .update();
                });
    }

    /**
     * The worker that was dialing is lost; from now on nobody prepares a request for this row.
     *
     * @return whether it was this that marked it
     */
    boolean lost(CallId call) {
        return transactions.system(
                () -> transactions.jdbc().sql(LOST).param("call", call.value()).update() == 1);
    }

    /** Within the current transaction, after the claim was given back. */
    void forget(CallId call) {
        transactions.jdbc().sql(FORGET).param("call", call.value()).update();
    }

    private static List<Outbox.Event> initiated(ResultSet row, int n) throws SQLException {
        return row.getBoolean("told_before")
                ? List.of()
                : List.of(ToldCall.read(row).event("call.initiated"));
    }
}
