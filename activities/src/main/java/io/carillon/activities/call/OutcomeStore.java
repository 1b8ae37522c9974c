package io.carillon.activities.call;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.event.ToldCall;
import io.carillon.activities.lead.LeadHours;
import io.carillon.workflows.call.CallEnding;
import io.carillon.workflows.call.CallResult;
import io.carillon.workflows.ids.LeadId;
import io.carillon.workflows.lead.LeadOutcome;
import io.carillon.workflows.phone.PhoneNumber;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.json.JsonMapper;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** The statements that write a call's end. */
final class OutcomeStore {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    // Talk is billed by the started minute, as most carriers do, unless the carrier said its price.
    private static final String END_CALL =
            """
            UPDATE calls k
            SET state = :state,
                result = :result,
                cause = :cause,
                message_left = k.message_left OR :message_left,
                ended_at = t.now,
                dialed_at = coalesce(k.dialed_at, k.send_at),
                talk_seconds = t.talked,
                cost = coalesce(k.cost, CASE
                    WHEN a.price_per_minute IS NOT NULL THEN a.price_per_minute * ceil(t.talked / 60.0)
                    WHEN a.carrier = 'simulator' THEN 0
                END),
                currency = coalesce(CASE WHEN k.cost IS NULL THEN a.currency END, k.currency),
                give_up_at = NULL
            FROM (
                SELECT c.id, n.now, CASE
                        WHEN c.answered_at IS NULL THEN 0
                        WHEN c.talk_seconds > 0 THEN c.talk_seconds
                        ELSE greatest(1, ceil(extract(epoch FROM n.now - c.answered_at)))::int
                    END AS talked
                FROM calls c, (SELECT carillon_now() AS now) n
                WHERE c.id = :call
            ) t
            LEFT JOIN carrier_accounts a ON a.id = :account
            WHERE k.id = t.id
            RETURNING
            """
                    + ToldCall.COLUMNS;

    private static final String STORED =
            "SELECT k.message_left, coalesce(k.dialed_at, k.ended_at) AS dialed, "
                    + ToldCall.COLUMNS
                    + "FROM calls k WHERE k.id = :call";

    // The campaign's row is shared by all calls that end: names of answers have a table of their
    // own, written under the lead's lock and in order, as the intake does.
    private static final String END_ATTEMPT =
            """
            WITH named AS (
                INSERT INTO campaign_columns (organization_id, campaign_id, kind, name)
                SELECT c.organization_id, c.campaign_id, 'answer', answer
                FROM calls c, jsonb_object_keys(c.answers) answer
                WHERE c.id = :call
                ORDER BY answer COLLATE "C"
                ON CONFLICT DO NOTHING
            )
            UPDATE leads l
            SET status = :status,
                outcome = :outcome,
                phone_index = :phone_index,
                retries = :retries::jsonb,
                due_at = coalesce(:due, l.due_at),
                next_attempt_at = :next,
                held_by = :held_by,
                call_id = CASE WHEN l.single THEN l.call_id END,
                last_result = k.result,
                last_answered_by = k.answered_by,
                goal = coalesce(k.goal, l.goal),
                answers = l.answers || k.answers,
                talk_seconds = l.talk_seconds + k.talk_seconds,
                cost = l.cost + coalesce(k.cost, 0),
                done_at = CASE WHEN :outcome IS NOT NULL THEN k.ended_at END,
                updated_at = k.ended_at
            FROM calls k
            WHERE k.id = :call
              AND l.id = k.lead_id
            """;

    private static final String SUPPRESSIONS =
            """
            SELECT coalesce(bool_or(source_call_id = :call AND reason = 'opt_out'), false) AS opted_out,
                coalesce(bool_or(number = :next OR prefix = ANY (:prefixes)), false) AS next_suppressed
            FROM suppressions
            WHERE organization_id = :organization
              AND (number = ANY (:numbers) OR prefix = ANY (:prefixes))
              AND (campaign_id IS NULL OR campaign_id = :campaign)
              AND (expires_at IS NULL OR expires_at > carillon_now())
            """;

    // What did not get as far as the phone says nothing about when somebody is there.
    private static final String TRIES =
            """
            SELECT coalesce(dialed_at, send_at) AS at FROM calls
            WHERE lead_id = :lead
              AND attempt IS NOT NULL
              AND result NOT IN ('congestion', 'blocked', 'carrier_error')
            ORDER BY attempt
            """;

    // A dial reserved for the first moments of tomorrow has begun the new day; what was spent in
    // the
    // last ones of this day limits nothing any more.
    private static final String SPEND =
            """
            INSERT INTO pacers (scope, organization_id, day, spent_today)
            SELECT :scope, :organization, (carillon_now() AT TIME ZONE 'UTC')::date, :cost
            ON CONFLICT (scope) DO UPDATE
            SET spent_today = CASE WHEN pacers.day = excluded.day THEN pacers.spent_today ELSE 0 END
                    + excluded.spent_today,
                calls_today = CASE WHEN pacers.day = excluded.day THEN pacers.calls_today ELSE 0 END,
                day = excluded.day
            WHERE pacers.day IS NULL OR pacers.day <= excluded.day
            """;

    private static final String MARK_INITIATED =
            "UPDATE calls SET initiated = true, dialed_at = coalesce(dialed_at, send_at) WHERE id = :call";

    private final Transactions transactions;

    OutcomeStore(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * The row after its end.
     *
     * @param cost null: nobody said a price
     * @param told for the event
     */
    record EndedCall(Instant endedAt, Instant dialedAt, @Nullable BigDecimal cost, ToldCall told) {}

    EndedCall endCall(LockedCall call, CallEnding ending, String state) {
        return transactions
                .jdbc()
                .sql(END_CALL)
                .param("call", call.id().value())
                .param(
                        "account",
                        call.account() == null ? null : call.account().value(),
                        Types.OTHER)
                .param("state", state)
                .param("result", ending.result().wire())
                .param("cause", ending.cause())
                .param("message_left", ending.messageLeft())
                .query(
                        (row, n) ->
                                new EndedCall(
                                        row.getObject("ended_at", OffsetDateTime.class).toInstant(),
                                        row.getObject("dialed_at", OffsetDateTime.class)
                                                .toInstant(),
                                        row.getBigDecimal("cost"),
                                        ToldCall.read(row)))
                .single();
    }

    /**
     * How a call ended.
     *
     * @param ended of a call that was canceled before it was dialed, dialed at its end
     */
    record Stored(CallEnding ending, EndedCall ended) {}

    /** Of a call that is over. */
    Stored stored(LockedCall call) {
        return transactions
                .jdbc()
                .sql(STORED)
                .param("call", call.id().value())
                .query(OutcomeStore::stored)
                .single();
    }

    private static Stored stored(ResultSet row, int n) throws SQLException {
        return new Stored(
                new CallEnding(
                        CallResult.ofWire(row.getString("result")),
                        row.getString("cause"),
                        row.getObject("answered_at") != null,
                        row.getBoolean("message_left")),
                new EndedCall(
                        row.getObject("ended_at", OffsetDateTime.class).toInstant(),
                        row.getObject("dialed", OffsetDateTime.class).toInstant(),
                        row.getBigDecimal("cost"),
                        ToldCall.read(row)));
    }

    void leadDone(LockedCall call, LeadOutcome outcome) {
        endAttempt(
                call, outcome, call.lead().phoneIndex(), call.lead().retries(), null, null, null);
    }

    void leadAgain(
            LockedCall call,
            int phoneIndex,
            Map<String, Integer> retries,
            Instant due,
            LeadHours.Placement placed) {
        endAttempt(call, null, phoneIndex, retries, due, placed.nextAttemptAt(), placed.heldBy());
    }

    private void endAttempt(
            LockedCall call,
            @Nullable LeadOutcome outcome,
            int phoneIndex,
            Map<String, Integer> retries,
            @Nullable Instant due,
            @Nullable Instant next,
            @Nullable String heldBy) {
        transactions
                .jdbc()
                .sql(END_ATTEMPT)
                .param("call", call.id().value())
                .param("status", outcome == null ? "pending" : "done")
                .param("outcome", outcome == null ? null : outcome.wire(), Types.VARCHAR)
                .param("phone_index", phoneIndex)
                .param("retries", JSON.writeValueAsString(retries))
                .param("due", time(due), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("next", time(next), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("held_by", heldBy, Types.VARCHAR)
                .update();
    }

    /**
     * @param optedOut the person asked never to be called again during this call
     * @param nextSuppressed the number that would be tried next must not be called
     */
    record Suppressed(boolean optedOut, boolean nextSuppressed) {}

    Suppressed suppressed(LockedCall call, PhoneNumber next) {
        return transactions
                .jdbc()
                .sql(SUPPRESSIONS)
                .param("call", call.id().value())
                .param("organization", call.organization().value())
                .param("campaign", call.campaign().id().value())
                .param("numbers", new String[] {call.to().e164(), next.e164()})
                .param("next", next.e164())
                .param("prefixes", GateLook.prefixes(next))
                .query(
                        (row, n) ->
                                new Suppressed(
                                        row.getBoolean("opted_out"),
                                        row.getBoolean("next_suppressed")))
                .single();
    }

    /** When the lead's phones rang or could have, oldest first; ended calls only. */
    List<Instant> tries(LeadId lead) {
        return transactions
                .jdbc()
                .sql(TRIES)
                .param("lead", lead.value())
                .query((row, n) -> row.getObject("at", OffsetDateTime.class).toInstant())
                .list();
    }

    void spend(LockedCall call, BigDecimal cost) {
        transactions
                .jdbc()
                .sql(SPEND)
                .param("scope", Scopes.organization(call.organization()))
                .param("organization", call.organization().value())
                .param("cost", cost)
                .update();
    }

    void markInitiated(LockedCall call) {
        transactions.jdbc().sql(MARK_INITIATED).param("call", call.id().value()).update();
    }

    /** The state, which is the status users see, by the contract's table. */
    static String state(CallResult result, boolean answered) {
        return switch (result) {
            case HUMAN, MACHINE, FAX -> "completed";
            case UNKNOWN -> answered ? "completed" : "failed";
            case NO_ANSWER, BUSY, REJECTED, CONGESTION, INVALID_NUMBER, CARRIER_ERROR, BLOCKED ->
                    "failed";
            case CANCELED -> "canceled";
        };
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant at) {
        return at == null ? null : at.atOffset(ZoneOffset.UTC);
    }
}
