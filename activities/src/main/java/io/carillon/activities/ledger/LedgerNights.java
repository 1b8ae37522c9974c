package io.carillon.activities.ledger;

import io.carillon.activities.database.Transactions;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import java.sql.Date;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;

/** The ledger's own work: one examination a night, whoever's process does it, kept and told. */
public final class LedgerNights {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerNights.class);

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<List<Examined>> FIGURES = new TypeReference<>() {};

    // A row rather than an advisory lock: it outlives the process, and a night that was examined is
    // not examined again. Looked at first: most looks find the night done, and must not write.
    private static final String TAKE =
            """
            INSERT INTO ledger_nights (night, begun_at)
            SELECT due.night, due.now
            FROM (SELECT (clock.now AT TIME ZONE 'UTC' - :at::time)::date AS night, clock.now
                  FROM (SELECT carillon_now() AS now) clock) due
            WHERE NOT EXISTS (
                SELECT FROM ledger_nights n
                WHERE n.night = due.night
                  AND (n.ended_at IS NOT NULL OR n.begun_at > due.now - interval '1 hour'))
            ON CONFLICT (night) DO UPDATE SET begun_at = excluded.begun_at
            WHERE ledger_nights.ended_at IS NULL
              AND ledger_nights.begun_at <= excluded.begun_at - interval '1 hour'
            RETURNING night
            """;

    private static final String END =
            """
            UPDATE ledger_nights
            SET ended_at = carillon_now(), violations = :violations, figures = :figures::jsonb
            WHERE night = :night
            """;

    private static final String GIVE_UP =
            "DELETE FROM ledger_nights WHERE night = :night AND ended_at IS NULL";

    // One that was never examined is as old as the first organization: nobody was promised anything
    // before.
    private static final String LAST =
            """
            SELECT coalesce(n.figures, '[]') AS figures,
                coalesce(extract(epoch FROM carillon_now() - coalesce(n.ended_at, o.first_at)), 0) AS age
            FROM (SELECT min(created_at) AS first_at FROM organizations) o
            LEFT JOIN (
                SELECT figures, ended_at
                FROM ledger_nights
                WHERE ended_at IS NOT NULL
                ORDER BY night DESC
                LIMIT 1) n ON true
            """;

    private final Transactions transactions;
    private final Ledger ledger;
    private final LocalTime at;

    LedgerNights(Transactions transactions, Ledger ledger, LocalTime at) {
        this.transactions = transactions;
        this.ledger = ledger;
        this.at = at;
    }

    /**
     * Examines the night that is due, unless it was examined or another process is at it. One that
     * was missed because nothing ran is made up for at once.
     */
    public Optional<LedgerReport> examineWhenDue() {
        return take().map(this::examine);
    }

    private Optional<LocalDate> take() {
        return transactions.system(
                () ->
                        transactions
                                .jdbc()
                                .sql(TAKE)
                                .param("at", at.toString())
                                .query(LocalDate.class)
                                .optional());
    }

    private LedgerReport examine(LocalDate night) {
        try {
            LedgerReport report = ledger.examine(null);
            end(night, report);
            tell(report);
            return report;
        } catch (RuntimeException failed) {
            // The next look tries again.
            change(GIVE_UP, night);
            throw failed;
        }
    }

    private void end(LocalDate night, LedgerReport report) {
        long violations = report.rows().stream().mapToLong(Examined::violations).sum();
        transactions.system(
                () -> {
                    transactions
                            .jdbc()
                            .sql(END)
                            .param("night", Date.valueOf(night))
                            .param("violations", violations)
                            .param("figures", JSON.writeValueAsString(report.rows()))
                            .update();
                });
    }

    private void change(String sql, LocalDate night) {
        transactions.system(
                () -> {
                    transactions.jdbc().sql(sql).param("night", Date.valueOf(night)).update();
                });
    }

    private static void tell(LedgerReport report) {
        report.violated()
                .forEach(
                        broken ->
                                LOG.atError()
                                        .addKeyValue("invariant", broken.invariant())
                                        .addKeyValue("violations", broken.violations())
                                        .addKeyValue("ids", broken.ids())
                                        .addKeyValue(
                                                "do",
                                                "a promise was broken: read what these ids went through"
                                                        + " (GET /leads/{id}/trace, GET /calls/{id}/events), pause"
                                                        + " the campaigns they belong to while it may go on, and"
                                                        + " report it with the ids; temporal-dev/ledger examines"
                                                        + " again")
                                        .log("ledger.violated"));
        LOG.atInfo()
                .addKeyValue("rows", report.examined())
                .addKeyValue("took", report.took())
                .addKeyValue("violated", report.violated().size())
                .addKeyValue("nothing_to_examine", report.unexamined().size())
                .log("ledger.examined");
    }

    /**
     * What the last examination found, whoever made it.
     *
     * @param figures empty: there was none yet
     * @param ageSeconds since its end; without one, since there is anything to examine
     */
    record Last(List<Examined> figures, double ageSeconds) {}

    Last last() {
        return transactions.system(
                () ->
                        transactions
                                .jdbc()
                                .sql(LAST)
                                .query(
                                        (row, n) ->
                                                new Last(
                                                        JSON.readValue(
                                                                row.getString("figures"), FIGURES),
                                                        row.getDouble("age")))
                                .single());
    }
}
