package io.carillon.activities.call;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.event.CallEvents;
import io.carillon.activities.lead.LeadDecisions;
import io.carillon.activities.lead.LeadDecisions.Decision;
import io.carillon.activities.lead.LeadFinished;
import io.carillon.workflows.lead.LeadOutcome;

import org.jspecify.annotations.Nullable;

import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/**
 * A claim that did not become a call: given back, or over for good. A campaign's claim leaves no
 * row; a single call keeps its own, since somebody was told its id.
 */
final class Claims {
    private static final String DELETE_CALL = "DELETE FROM calls WHERE id = :call";

    // The carrier was fixed when the call was asked for; caller id and account are chosen anew.
    private static final String WAIT_AGAIN =
            """
            UPDATE calls
            SET state = 'waiting', claimed_at = NULL, attempt = NULL, send_at = NULL, send_deadline = NULL,
                account_id = NULL, from_number = NULL, counted_cost = NULL, dialed_at = NULL, evidence_at = NULL,
                reason = :rule
            WHERE id = :call
            """;

    private static final String CANCEL_CALL =
            """
            UPDATE calls
            SET state = 'canceled', result = 'canceled', reason = :reason, ended_at = carillon_now()
            WHERE id = :call
            """;

    // due_at stays: a lead that waits for hours, spacing or a slot is still due, and is looked at
    // again when what it waits for is edited.
    private static final String PENDING =
            """
            UPDATE leads
            SET status = 'pending',
                call_id = CASE WHEN single THEN call_id END,
                next_attempt_at = :next,
                held_by = :rule,
                updated_at = carillon_now()
            WHERE id = :lead
            """;

    private static final String DONE =
            """
            UPDATE leads
            SET status = 'done',
                outcome = :outcome,
                call_id = CASE WHEN single THEN call_id END,
                next_attempt_at = NULL,
                held_by = NULL,
                done_at = carillon_now(),
                updated_at = carillon_now()
            WHERE id = :lead
            """;

    // The lead's instants are those of the attempts that remain.
    private static final String UNDO_ATTEMPT =
            """
            UPDATE leads
            SET attempts = greatest(0, attempts - 1),
                first_attempt_at = CASE WHEN attempts > 1 THEN first_attempt_at END,
                last_attempt_at = (
                    SELECT max(coalesce(dialed_at, send_at)) FROM calls
                    WHERE lead_id = :lead AND attempt IS NOT NULL AND id <> :call)
            WHERE id = :lead
            """;

    private final Transactions transactions;
    private final LeadDecisions decisions;
    private final LeadFinished finished;
    private final CallEvents events;

    Claims(
            Transactions transactions,
            LeadDecisions decisions,
            LeadFinished finished,
            CallEvents events) {
        this.transactions = transactions;
        this.decisions = decisions;
        this.finished = finished;
        this.events = events;
    }

    /**
     * The lead is pending again; in a campaign that is over it is canceled, as its other leads
     * were.
     *
     * @param next null: until somebody changes something
     */
    void giveBack(
            LockedCall call,
            String decision,
            String rule,
            @Nullable Instant next,
            @Nullable String detail) {
        if (call.campaign().over()) {
            end(call, LeadOutcome.CANCELED, "campaign_ended", "CAMPAIGN_ENDED");
            return;
        }
        if (!call.holdsLead()) {
            endCall(call, "LEAD_GONE");
            return;
        }
        transactions
                .jdbc()
                .sql(call.single() ? WAIT_AGAIN : DELETE_CALL)
                .param("call", call.id().value())
                .param("rule", rule)
                .update();
        transactions
                .jdbc()
                .sql(PENDING)
                .param("lead", call.lead().id().value())
                .param("next", time(next), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("rule", rule)
                .update();
        decisions.append(
                new Decision(
                        call.organization(),
                        call.lead().id(),
                        call.single() ? call.id() : null,
                        decision,
                        rule,
                        detail,
                        next));
    }

    /** The lead is done without a dial; a single call is canceled for {@code reason}. */
    void end(LockedCall call, LeadOutcome outcome, String rule, String reason) {
        endCall(call, reason);
        endLead(call, outcome, rule);
    }

    /** Somebody named this very call, so its row stays, canceled. */
    void cancel(LockedCall call, String reason) {
        keepCanceled(call, reason);
        endLead(call, LeadOutcome.CANCELED, reason);
    }

    private void endLead(LockedCall call, LeadOutcome outcome, String rule) {
        if (!call.holdsLead()) {
            return;
        }
        transactions
                .jdbc()
                .sql(DONE)
                .param("lead", call.lead().id().value())
                .param("outcome", outcome.wire())
                .update();
        decisions.append(
                new Decision(
                        call.organization(),
                        call.lead().id(),
                        call.single() ? call.id() : null,
                        "finished",
                        rule,
                        null,
                        null));
        finished.append(List.of(call.lead().id()));
    }

    /** A reserved attempt did not happen; the call's row is given back or ended right after. */
    void undoAttempt(LockedCall call) {
        transactions
                .jdbc()
                .sql(UNDO_ATTEMPT)
                .param("lead", call.lead().id().value())
                .param("call", call.id().value())
                .update();
    }

    private void endCall(LockedCall call, String reason) {
        if (call.single()) {
            keepCanceled(call, reason);
            return;
        }
        transactions.jdbc().sql(DELETE_CALL).param("call", call.id().value()).update();
    }

    private void keepCanceled(LockedCall call, String reason) {
        transactions
                .jdbc()
                .sql(CANCEL_CALL)
                .param("call", call.id().value())
                .param("reason", reason)
                .update();
        events.append("call.canceled", call.id());
    }

    private static java.time.@Nullable OffsetDateTime time(@Nullable Instant at) {
        return at == null ? null : at.atOffset(ZoneOffset.UTC);
    }
}
