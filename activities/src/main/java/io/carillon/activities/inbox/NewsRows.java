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
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** The inbox in its table, and what news does to a call's row. Within the current transaction. */
final class NewsRows {
    private static final String INSERT =
            """
            INSERT INTO carrier_news (id, organization_id, call_id, carrier_event_id, kind, payload, news,
                received_at, told_at, late)
            SELECT n.id, n.organization, n.call, n.event, n.kind, n.payload::jsonb, n.news::json,
                carillon_now(), CASE WHEN n.untold THEN NULL ELSE carillon_now() END, n.late
            FROM unnest(:ids, :organizations, :calls, :events, :kinds, :payloads, :news, :untold, :late)
                AS n (id, organization, call, event, kind, payload, news, untold, late)
            """;

    private static final String APPLY =
            """
            WITH kept AS (%s)
            UPDATE calls k
            SET state = v.state,
                carrier_call_id = coalesce(k.carrier_call_id, v.carrier_call),
                evidence_at = coalesce(k.evidence_at, carillon_now()),
                initiated = true,
                first_begun = k.first_begun OR (v.answered AND k.dialed_with IS NOT NULL),
                ringing_at = CASE WHEN v.rang THEN coalesce(k.ringing_at, carillon_now()) END,
                answered_at = CASE WHEN v.answered THEN coalesce(k.answered_at, carillon_now()) END,
                answered_by = v.answered_by,
                answered_by_cause = coalesce(v.verdict_cause, k.answered_by_cause),
                answered_by_confidence = coalesce(v.confidence, k.answered_by_confidence),
                decided_after_ms = coalesce(v.decided_after, k.decided_after_ms),
                heard = v.heard,
                message_left = v.message_left,
                answers = k.answers || v.answers,
                steps = CASE WHEN v.end_seen AND k.steps <> '[]' THEN k.steps ELSE k.steps || v.steps END,
                talk_seconds = coalesce(v.talk_seconds, k.talk_seconds),
                cost = coalesce(v.cost, k.cost),
                cost_charged = k.cost_charged OR v.cost IS NOT NULL,
                end_seen = v.end_seen,
                give_up_at = CASE
                    WHEN v.answered AND k.talk_limit IS NOT NULL
                        THEN coalesce(k.answered_at, carillon_now()) + k.talk_limit
                    ELSE k.give_up_at
                END,
                unlisted_at = NULL
            FROM jsonb_to_recordset(:became::jsonb) AS v (
                call uuid, state text, carrier_call text, rang boolean, answered boolean, answered_by text,
                verdict_cause text, confidence numeric, decided_after integer, heard boolean,
                message_left boolean, answers jsonb, steps jsonb, talk_seconds integer, cost numeric,
                end_seen boolean)
            WHERE k.id = v.call
            RETURNING %s
            """
                    .formatted(INSERT, ToldCall.COLUMNS);

    // The lead's sum was made at the call's end, and so was that of the day it ended on; what is
    // charged later is added.
    private static final String LATE_COST =
            """
            WITH charged AS (
                UPDATE calls k
                SET cost = :cost, counted_cost = :cost, cost_charged = true
                FROM calls old
                WHERE k.id = :call AND old.id = k.id
                  AND (NOT k.cost_charged OR k.cost IS DISTINCT FROM :cost OR k.counted_cost IS DISTINCT FROM :cost)
                RETURNING k.lead_id, k.organization_id, k.ended_at, :cost - coalesce(old.cost, 0) AS more,
                    :cost - coalesce(old.counted_cost, old.cost, 0) AS counted
            ), spent AS (
                UPDATE pacers p
                SET spent_today = greatest(0, p.spent_today + charged.counted)
                FROM charged
                WHERE p.scope = 'organization:' || charged.organization_id
                  AND p.day = (charged.ended_at AT TIME ZONE 'UTC')::date
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

    /** What became of a call by news that came together. */
    record Applied(CallSoFar call, List<KeptNews> kept) {}

    void insert(FollowedCall call, List<KeptNews> kept) {
        inserting(INSERT, kept.stream().map(one -> new Row(call, one)).toList()).update();
    }

    private record Row(FollowedCall call, KeptNews kept) {
        UUID organization() {
            return call.organization().value();
        }
    }

    private StatementSpec inserting(String sql, List<Row> rows) {
        return transactions
                .jdbc()
                .sql(sql)
                .param("organizations", each(rows, UUID[]::new, Row::organization))
                .param("calls", each(rows, UUID[]::new, one -> one.call().id().value()))
                .param("ids", each(rows, UUID[]::new, one -> one.kept().id()))
                .param("events", each(rows, String[]::new, one -> one.kept().event().id()))
                .param(
                        "kinds",
                        each(rows, String[]::new, one -> NewsJson.kind(one.kept().event().what())))
                .param(
                        "payloads",
                        each(rows, String[]::new, one -> NewsJson.event(one.kept().event())))
                .param("news", each(rows, String[]::new, one -> NewsJson.news(one.kept().news())))
                .param("untold", each(rows, Boolean[]::new, one -> one.kept().untold()))
                .param("late", each(rows, Boolean[]::new, one -> one.kept().late()));
    }

    private static <T> T[] each(
            List<Row> rows, IntFunction<T[]> array, Function<Row, @Nullable T> value) {
        return rows.stream().map(value).toArray(array);
    }

    /**
     * All in one statement.
     *
     * @return the calls as they are now
     */
    Map<CallId, ToldCall> apply(List<Applied> applied) {
        if (applied.isEmpty()) {
            return Map.of();
        }
        List<Row> rows =
                applied.stream()
                        .flatMap(
                                one ->
                                        one.kept().stream()
                                                .map(kept -> new Row(one.call().before, kept)))
                        .toList();
        return inserting(APPLY, rows)
                .param(
                        "became",
                        NewsJson.any(applied.stream().map(one -> became(one.call())).toList()))
                .query((row, n) -> ToldCall.read(row))
                .list()
                .stream()
                .collect(Collectors.toMap(ToldCall::id, Function.identity()));
    }

    private static Map<String, @Nullable Object> became(CallSoFar call) {
        var verdict = call.verdict;
        Duration talked = call.talked;
        var row = new LinkedHashMap<String, @Nullable Object>();
        row.put("call", call.before.id().value());
        row.put("state", call.state());
        row.put("carrier_call", call.carrierCallId);
        row.put("rang", call.rang);
        row.put("answered", call.answered);
        row.put("answered_by", call.answeredBy == null ? null : call.answeredBy.wire());
        row.put("verdict_cause", verdict == null ? null : verdict.cause());
        row.put("confidence", verdict == null ? null : BigDecimal.valueOf(verdict.confidence()));
        row.put("decided_after", verdict == null ? null : (int) verdict.after().toMillis());
        row.put("heard", call.heard);
        row.put("message_left", call.messageLeft);
        row.put("answers", call.answers);
        row.put("steps", call.steps);
        row.put(
                "talk_seconds",
                talked == null ? null : (int) Math.round(talked.toMillis() / 1000.0));
        row.put("cost", call.cost);
        row.put("end_seen", call.endSeen);
        return row;
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
