package io.carillon.activities.inbox;

import io.carillon.activities.carrier.CarrierEvent;
import io.carillon.activities.database.Transactions;
import io.carillon.workflows.call.CarrierNews;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.OrganizationId;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The inbox in its table, and what news does to a call's row. Within the current transaction. */
final class NewsRows {
    private static final String KNOWN =
            """
            SELECT carrier_event_id
            FROM carrier_news
            WHERE call_id = :call AND carrier_event_id = ANY(:ids)
            """;

    private static final String INSERT =
            """
            INSERT INTO carrier_news (id, organization_id, call_id, carrier_event_id, kind, payload, news,
                received_at, told_at, late)
            VALUES (:id, :organization, :call, :event, :kind, :payload::jsonb, :news::json,
                carillon_now(), CASE WHEN :untold THEN NULL ELSE carillon_now() END, :late)
            """;

    private static final String APPLY =
            """
            UPDATE calls
            SET state = :state,
                carrier_call_id = coalesce(carrier_call_id, :carrierCall),
                evidence_at = coalesce(evidence_at, carillon_now()),
                initiated = true,
                ringing_at = CASE WHEN :rang THEN coalesce(ringing_at, carillon_now()) END,
                answered_at = CASE WHEN :answered THEN coalesce(answered_at, carillon_now()) END,
                answered_by = :answeredBy,
                answered_by_cause = coalesce(:verdictCause, answered_by_cause),
                answered_by_confidence = coalesce(:confidence, answered_by_confidence),
                decided_after_ms = coalesce(:decidedAfter, decided_after_ms),
                heard = :heard,
                message_left = :messageLeft,
                answers = answers || :answers::jsonb,
                steps = CASE WHEN :replaceSteps AND steps <> '[]' THEN steps ELSE steps || :steps::jsonb END,
                talk_seconds = coalesce(:talkSeconds, talk_seconds),
                cost = coalesce(:cost, cost),
                end_seen = :endSeen
            WHERE id = :call
            """;

    // The lead's sum was made at the call's end; what is charged later is added.
    private static final String LATE_COST =
            """
            WITH charged AS (
                UPDATE calls k
                SET cost = :cost
                FROM calls old
                WHERE k.id = :call AND old.id = k.id AND k.cost IS DISTINCT FROM :cost
                RETURNING k.lead_id, :cost - coalesce(old.cost, 0) AS more
            )
            UPDATE leads l
            SET cost = l.cost + charged.more
            FROM charged
            WHERE l.id = charged.lead_id
            """;

    private static final String TOLD =
            "UPDATE carrier_news SET told_at = carillon_now() WHERE id = ANY(:ids) AND told_at IS NULL";

    // Recordings the carrier does not give out stay untold; workflows do not wait behind them, and
    // after a week nobody asks for them any more.
    private static final String UNTOLD =
            """
            SELECT id, call_id, kind, payload, news
            FROM carrier_news
            WHERE told_at IS NULL
                AND received_at < carillon_now() - :age::interval
                AND received_at > carillon_now() - INTERVAL '7 days'
            ORDER BY news IS NULL, received_at, id
            LIMIT :limit
            """;

    private final Transactions transactions;

    NewsRows(Transactions transactions) {
        this.transactions = transactions;
    }

    Set<String> known(CallId call, List<CarrierEvent> events) {
        return new HashSet<>(
                transactions
                        .jdbc()
                        .sql(KNOWN)
                        .param("call", call.value())
                        .param("ids", events.stream().map(CarrierEvent::id).toArray(String[]::new))
                        .query(String.class)
                        .list());
    }

    /**
     * @param untold somebody is to be told after the commit
     */
    void insert(
            UUID id,
            OrganizationId organization,
            CallId call,
            CarrierEvent event,
            @Nullable CarrierNews news,
            boolean untold,
            boolean late) {
        transactions
                .jdbc()
                .sql(INSERT)
                .param("id", id)
                .param("organization", organization.value())
                .param("call", call.value())
                .param("event", event.id())
                .param("kind", NewsJson.kind(event.what()))
                .param("payload", NewsJson.event(event))
                .param("news", NewsJson.news(news), Types.VARCHAR)
                .param("untold", untold)
                .param("late", late)
                .update();
    }

    void apply(CallSoFar call) {
        var verdict = call.verdict;
        Duration talked = call.talked;
        transactions
                .jdbc()
                .sql(APPLY)
                .param("call", call.before.id().value())
                .param("state", call.state())
                .param("carrierCall", call.carrierCallId, Types.VARCHAR)
                .param("rang", call.rang)
                .param("answered", call.answered)
                .param(
                        "answeredBy",
                        call.answeredBy == null ? null : call.answeredBy.wire(),
                        Types.VARCHAR)
                .param("verdictCause", verdict == null ? null : verdict.cause(), Types.VARCHAR)
                .param(
                        "confidence",
                        verdict == null ? null : BigDecimal.valueOf(verdict.confidence()),
                        Types.NUMERIC)
                .param(
                        "decidedAfter",
                        verdict == null ? null : (int) verdict.after().toMillis(),
                        Types.INTEGER)
                .param("heard", call.heard)
                .param("messageLeft", call.messageLeft)
                .param("answers", NewsJson.any(call.answers))
                .param("replaceSteps", call.endSeen)
                .param("steps", NewsJson.any(call.steps))
                .param(
                        "talkSeconds",
                        talked == null ? null : (int) Math.round(talked.toMillis() / 1000.0),
                        Types.INTEGER)
                .param("cost", call.cost, Types.NUMERIC)
                .param("endSeen", call.endSeen)
                .update();
    }

    void lateCost(CallId call, BigDecimal cost) {
        transactions.jdbc().sql(LATE_COST).param("call", call.value()).param("cost", cost).update();
    }

    /** How many of them nobody had noted before. */
    int told(Collection<UUID> ids) {
        return transactions.jdbc().sql(TOLD).param("ids", ids.toArray(UUID[]::new)).update();
    }

    List<UntoldNews> untold(Duration age, int limit) {
        return transactions
                .jdbc()
                .sql(UNTOLD)
                .param("age", age.toMillis() + " milliseconds")
                .param("limit", limit)
                .query((row, n) -> untold(row))
                .list();
    }

    private static UntoldNews untold(ResultSet row) throws SQLException {
        CarrierEvent.What what = NewsJson.event(row.getString("payload")).what();
        return new UntoldNews(
                row.getObject("id", UUID.class),
                new CallId(row.getObject("call_id", UUID.class)),
                NewsJson.news(row.getString("news")),
                what instanceof CarrierEvent.Recorded recorded ? recorded : null);
    }
}
