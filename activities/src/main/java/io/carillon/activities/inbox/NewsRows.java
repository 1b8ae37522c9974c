package io.carillon.activities.inbox;

import io.carillon.activities.call.FollowedCall;
import io.carillon.activities.carrier.CarrierEvent;
import io.carillon.activities.database.Transactions;
import io.carillon.activities.event.ToldCall;
import io.carillon.workflows.ids.CallId;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;

/** The inbox in its table, and what news does to a call's row. Within the current transaction. */
final class NewsRows {
    private static final String INSERT =
            """
            INSERT INTO carrier_news (id, organization_id, call_id, carrier_event_id, kind, payload, news,
                received_at, told_at, late)
            SELECT n.id, :organization, :call, n.event, n.kind, n.payload::jsonb, n.news::json,
                carillon_now(), CASE WHEN n.untold THEN NULL ELSE carillon_now() END, n.late
            FROM unnest(:ids, :events, :kinds, :payloads, :news, :untold, :late)
                AS n (id, event, kind, payload, news, untold, late)
            """;

    private static final String APPLY =
            """
            WITH kept AS (%s)
            UPDATE calls k
            SET state = :state,
                carrier_call_id = coalesce(k.carrier_call_id, :carrierCall),
                evidence_at = coalesce(k.evidence_at, carillon_now()),
                initiated = true,
                first_begun = k.first_begun OR (:answered AND k.dialed_with IS NOT NULL),
                ringing_at = CASE WHEN :rang THEN coalesce(k.ringing_at, carillon_now()) END,
                answered_at = CASE WHEN :answered THEN coalesce(k.answered_at, carillon_now()) END,
                answered_by = :answeredBy,
                answered_by_cause = coalesce(:verdictCause, k.answered_by_cause),
                answered_by_confidence = coalesce(:confidence, k.answered_by_confidence),
                decided_after_ms = coalesce(:decidedAfter, k.decided_after_ms),
                heard = :heard,
                message_left = :messageLeft,
                answers = k.answers || :answers::jsonb,
                steps = CASE WHEN :replaceSteps AND k.steps <> '[]' THEN k.steps ELSE k.steps || :steps::jsonb END,
                talk_seconds = coalesce(:talkSeconds, k.talk_seconds),
                cost = coalesce(:cost, k.cost),
                end_seen = :endSeen,
                give_up_at = CASE
                    WHEN :answered AND k.talk_limit IS NOT NULL
                        THEN coalesce(k.answered_at, carillon_now()) + k.talk_limit
                    ELSE k.give_up_at
                END,
                unlisted_at = NULL
            WHERE k.id = :call
            RETURNING %s
            """
                    .formatted(INSERT, ToldCall.COLUMNS);

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

    void insert(FollowedCall call, List<KeptNews> kept) {
        inserting(INSERT, call, kept).update();
    }

    private StatementSpec inserting(String sql, FollowedCall call, List<KeptNews> kept) {
        return transactions
                .jdbc()
                .sql(sql)
                .param("organization", call.organization().value())
                .param("call", call.id().value())
                .param("ids", each(kept, UUID[]::new, KeptNews::id))
                .param("events", each(kept, String[]::new, one -> one.event().id()))
                .param("kinds", each(kept, String[]::new, one -> NewsJson.kind(one.event().what())))
                .param("payloads", each(kept, String[]::new, one -> NewsJson.event(one.event())))
                .param("news", each(kept, String[]::new, one -> NewsJson.news(one.news())))
                .param("untold", each(kept, Boolean[]::new, KeptNews::untold))
                .param("late", each(kept, Boolean[]::new, KeptNews::late));
    }

    private static <T> T[] each(
            List<KeptNews> kept, IntFunction<T[]> array, Function<KeptNews, @Nullable T> value) {
        return kept.stream().map(value).toArray(array);
    }

    /**
     * @return the call as it is now
     */
    ToldCall apply(CallSoFar call, List<KeptNews> kept) {
        var verdict = call.verdict;
        Duration talked = call.talked;
        return inserting(APPLY, call.before, kept)
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
                .query((row, n) -> ToldCall.read(row))
                .single();
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
