package io.carillon.activities.call;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.database.UuidV7;
import io.carillon.activities.event.Outbox;
import io.carillon.activities.event.ToldCall;
import io.carillon.activities.lead.LeadFinished;
import io.carillon.activities.lead.LeadHours;
import io.carillon.workflows.call.CallEnding;
import io.carillon.workflows.call.CallResult;
import io.carillon.workflows.ids.LeadId;
import io.carillon.workflows.lead.LeadOutcome;
import io.carillon.workflows.phone.PhoneNumber;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

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

    /** What decides about the lead, seen under the call's lock. */
    private static final String SEEN =
            """
            (SELECT coalesce(bool_or(s.source_call_id = k.id AND s.reason = 'opt_out'), false)
             FROM suppressions s
             WHERE s.organization_id = k.organization_id
               AND s.number = k.to_number
               AND (s.campaign_id IS NULL OR s.campaign_id = k.campaign_id)
               AND (s.expires_at IS NULL OR s.expires_at > carillon_now())) AS opted_out,
            (SELECT true FROM leads
             WHERE campaign_id = k.campaign_id AND status = 'pending'
             ORDER BY next_attempt_at
             LIMIT 1) IS NULL AS none_pending,
            """;

    // Talk is billed by the started minute, as most carriers do, unless the carrier said its price;
    // a transfer's leg is no longer than the talk. A call of which nobody knows how it ended may
    // still be charged for: until it is, its highest cost counts.
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
                cost = coalesce(k.cost, b.estimate),
                counted_cost = coalesce(k.cost,
                    CASE WHEN :unknown THEN greatest(k.counted_cost, b.estimate) ELSE b.estimate END),
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
            CROSS JOIN LATERAL (
                SELECT CASE
                    WHEN a.price_per_minute IS NOT NULL THEN a.price_per_minute * ceil(t.talked / 60.0)
                        * CASE WHEN EXISTS (
                            SELECT FROM carrier_news n
                            WHERE n.call_id = t.id AND n.kind = 'transferred') THEN 2 ELSE 1 END
                    WHEN a.carrier = 'simulator' THEN 0
                END AS estimate) b
            WHERE k.id = t.id
            RETURNING k.counted_cost,
            """
                    + SEEN
                    + ToldCall.COLUMNS;

    private static final String STORED =
            "SELECT k.message_left, k.counted_cost, coalesce(k.dialed_at, k.ended_at) AS dialed, "
                    + SEEN
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
            ), decided AS (
                INSERT INTO lead_decisions
                    (id, organization_id, lead_id, call_id, at, decision, rule, detail, next_at, last_at)
                SELECT :decision, c.organization_id, c.lead_id, c.id, clock.at, :decided, :rule, :detail, :next, clock.at
                FROM calls c, (SELECT carillon_now() AS at) clock
                WHERE c.id = :call
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
            RETURNING
            """
                    + LeadFinished.COLUMNS;

    private static final String SUPPRESSED =
            """
            SELECT EXISTS (
                SELECT FROM suppressions
                WHERE organization_id = :organization
                  AND (number = :number OR prefix = ANY (:prefixes))
                  AND (campaign_id IS NULL OR campaign_id = :campaign)
                  AND (expires_at IS NULL OR expires_at > carillon_now()))
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
     * @param counted against the spend of the day; null: nobody said a price
     * @param optedOut the person asked never to be called again during this call
     * @param nonePending the campaign has no lead that could still be called
     * @param told for the event
     */
    record EndedCall(
            Instant endedAt,
            Instant dialedAt,
            @Nullable BigDecimal counted,
            boolean optedOut,
            boolean nonePending,
            ToldCall told) {}

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
                .param("unknown", ending.untold() && ending.result() == CallResult.UNKNOWN)
                .query(
                        (row, n) ->
                                new EndedCall(
                                        row.getObject("ended_at", OffsetDateTime.class).toInstant(),
                                        row.getObject("dialed_at", OffsetDateTime.class)
                                                .toInstant(),
                                        row.getBigDecimal("counted_cost"),
                                        row.getBoolean("opted_out"),
                                        row.getBoolean("none_pending"),
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
                        row.getBigDecimal("counted_cost"),
                        row.getBoolean("opted_out"),
                        row.getBoolean("none_pending"),
                        ToldCall.read(row)));
    }

    /** The lead's event, to be appended in this transaction. */
    Outbox.Event leadDone(LockedCall call, LeadOutcome outcome, String rule) {
        return endAttempt(
                        call,
                        outcome,
                        call.lead().phoneIndex(),
                        call.lead().retries(),
                        null,
                        null,
                        null,
                        new Why("finished", rule, null))
                .query(LeadFinished.EVENT)
                .single();
    }

    void leadAgain(
            LockedCall call,
            int phoneIndex,
            Map<String, Integer> retries,
            Instant due,
            LeadHours.Placement placed,
            String rule,
            @Nullable String detail) {
        endAttempt(
                        call,
                        null,
                        phoneIndex,
                        retries,
                        due,
                        placed.nextAttemptAt(),
                        placed.heldBy(),
                        new Why("retried", rule, detail))
                .query(LeadFinished.EVENT)
                .single();
    }

    /** What the lead's trace says of it. */
    private record Why(String decision, String rule, @Nullable String detail) {}

    private StatementSpec endAttempt(
            LockedCall call,
            @Nullable LeadOutcome outcome,
            int phoneIndex,
            Map<String, Integer> retries,
            @Nullable Instant due,
            @Nullable Instant next,
            @Nullable String heldBy,
            Why why) {
        return transactions
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
                .param("decision", UuidV7.next())
                .param("decided", why.decision())
                .param("rule", why.rule())
                .param("detail", why.detail(), Types.VARCHAR);
    }

    /** Whether this number must not be called. */
    boolean suppressed(LockedCall call, PhoneNumber number) {
        return transactions
                .jdbc()
                .sql(SUPPRESSED)
                .param("organization", call.organization().value())
                .param("campaign", call.campaign().id().value())
                .param("number", number.e164())
                .param("prefixes", GateLook.prefixes(number))
                .query(Boolean.class)
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
