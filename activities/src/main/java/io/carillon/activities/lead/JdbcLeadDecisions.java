package io.carillon.activities.lead;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.database.UuidV7;

import org.jspecify.annotations.Nullable;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** {@link LeadDecisions} in one statement each; the caller holds the lead's row. */
final class JdbcLeadDecisions implements LeadDecisions {
    private static final String APPEND =
            """
            WITH last AS (
                SELECT id, decision, rule, detail
                FROM lead_decisions
                WHERE lead_id = :lead
                ORDER BY id DESC
                LIMIT 1
            ), counted AS (
                UPDATE lead_decisions d
                SET times = d.times + 1, last_at = carillon_now(), next_at = :next
                FROM last
                WHERE d.id = last.id
                  AND :decision IN ('held', 'released', 'reconciled')
                  AND last.decision = :decision
                  AND last.rule = :rule
                  AND last.detail IS NOT DISTINCT FROM :detail::text
                RETURNING d.id
            )
            INSERT INTO lead_decisions
                (id, organization_id, lead_id, call_id, at, decision, rule, detail, next_at, last_at)
            SELECT :id, :organization, :lead, :call, at, :decision, :rule, :detail::text, :next, at
            FROM (SELECT carillon_now() AS at) clock
            WHERE NOT EXISTS (SELECT FROM counted)
            """;

    // What ends many leads at once is never counted onto another decision.
    private static final String APPEND_ALL =
            """
            INSERT INTO lead_decisions
                (id, organization_id, lead_id, call_id, at, decision, rule, detail, next_at, last_at)
            SELECT v.id, v.organization, v.lead, v.call, clock.at, v.decision, v.rule, v.detail, v.next, clock.at
            FROM unnest(:ids::uuid[], :organizations::uuid[], :leads::uuid[], :calls::uuid[], :decisions::text[],
                    :rules::text[], :details::text[], :nexts::timestamptz[])
                AS v (id, organization, lead, call, decision, rule, detail, next),
                (SELECT carillon_now() AS at) clock
            """;

    private static final Set<String> COUNTED = Set.of("held", "released", "reconciled");

    private final Transactions transactions;

    JdbcLeadDecisions(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void appendAll(List<Decision> decisions) {
        if (decisions.isEmpty()) {
            return;
        }
        if (decisions.stream().anyMatch(each -> COUNTED.contains(each.decision()))) {
            LeadDecisions.super.appendAll(decisions);
            return;
        }
        transactions
                .jdbc()
                .sql(APPEND_ALL)
                .param("ids", decisions.stream().map(each -> UuidV7.next()).toArray(UUID[]::new))
                .param("organizations", column(decisions, each -> each.organization().value()))
                .param("leads", column(decisions, each -> each.lead().value()))
                .param(
                        "calls",
                        column(decisions, each -> each.call() == null ? null : each.call().value()))
                .param("decisions", column(decisions, Decision::decision))
                .param("rules", column(decisions, Decision::rule))
                .param("details", column(decisions, Decision::detail))
                .param("nexts", column(decisions, Decision::nextAt))
                .update();
    }

    private static String[] column(
            List<Decision> decisions, Function<Decision, @Nullable Object> value) {
        return decisions.stream()
                .map(value)
                .map(each -> each == null ? null : each.toString())
                .toArray(String[]::new);
    }

    @Override
    public void append(Decision decision) {
        transactions
                .jdbc()
                .sql(APPEND)
                .param("id", UuidV7.next())
                .param("organization", decision.organization().value())
                .param("lead", decision.lead().value())
                .param(
                        "call",
                        decision.call() == null ? null : decision.call().value(),
                        java.sql.Types.OTHER)
                .param("decision", decision.decision())
                .param("rule", decision.rule())
                .param("detail", decision.detail(), java.sql.Types.VARCHAR)
                .param(
                        "next",
                        decision.nextAt() == null
                                ? null
                                : decision.nextAt().atOffset(ZoneOffset.UTC),
                        java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                .update();
    }
}
