package io.carillon.activities.lead;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.database.UuidV7;

import java.time.ZoneOffset;

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
                  AND :decision IN ('held', 'released')
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

    private final Transactions transactions;

    JdbcLeadDecisions(Transactions transactions) {
        this.transactions = transactions;
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
