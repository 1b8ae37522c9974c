package io.carillon.activities.ledger;

import io.carillon.activities.testing.Rows;
import io.carillon.activities.testing.TestDatabase;
import io.carillon.workflows.campaign.CampaignStart;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How long an examination takes: {@code temporal-dev/bench ledger [calls]}. Every call was answered
 * and told of in seven events, each delivered to one endpoint; every cap is set, and the carrier's
 * log has its line.
 */
public final class LedgerFigures {
    private static final int CALLS = 100_000;

    /** A day of calls, a second apart; what is told of one call stays within its second. */
    private static final String FILL =
            """
            INSERT INTO webhook_endpoints (id, organization_id, url, events, secret_sealed, created_at)
            VALUES (gen_random_uuid(), :organization, 'https://example.com', '{*}', '\\x00', '-infinity');
            UPDATE organizations SET limits = '{"max_calls_per_day":10000000,"max_spend_per_day":"1000000","calls_per_number":{"P30D":9}}'
                WHERE id = :organization;
            UPDATE caller_ids SET created_at = '-infinity', verified_at = '-infinity', max_calls_per_day = 1000000,
                cool_down_seconds = 1 WHERE organization_id = :organization;
            INSERT INTO suppressions (id, organization_id, number, reason)
                VALUES (gen_random_uuid(), :organization, '+12015550100', 'test');
            UPDATE campaigns SET leads_total = :calls, settings = settings || '{"maxCallsPerDay":10000000}' WHERE id = :campaign;
            CREATE TEMP TABLE n AS
                SELECT n, made(1, n) AS lead, made(2, n) AS call,
                    carillon_now() - (:calls - n + 60) * interval '1 second' AS at, '+1' || (2020000000 + n) AS number
                FROM generate_series(1, :calls) AS n;
            INSERT INTO leads (id, organization_id, campaign_id, person_key, phones, time_zones, zone_source, status,
                outcome, due_at, attempts, last_result, done_at)
                SELECT lead, :organization, :campaign, 'p:' || number, ARRAY[number], '{America/New_York}', 'column',
                    'done', 'reached', at, 1, 'human', at + interval '900 milliseconds' FROM n;
            INSERT INTO calls (id, organization_id, campaign_id, lead_id, attempt, state, result, to_number, from_number,
                carrier, account_id, callback_token, claimed_at, send_at, send_deadline, dialed_at, evidence_at,
                answered_at, ended_at, initiated)
                SELECT call, :organization, :campaign, lead, 1, 'completed', 'human', number, :from, 'simulator', :account,
                    call::text, at, at, at + interval '1 second', at, at, at + interval '500 milliseconds',
                    at + interval '900 milliseconds', true FROM n;
            INSERT INTO lead_decisions (id, organization_id, lead_id, call_id, at, decision, rule, last_at)
                SELECT gen_random_uuid(), :organization, lead, CASE WHEN d.decision = 'dialed' THEN call END, at,
                    d.decision, 'test', at
                FROM n, (VALUES ('imported'), ('dialed'), ('finished')) AS d (decision);
            INSERT INTO events (id, organization_id, type, subject_id, sequence, at, campaign_id, call_id, data, position)
                SELECT made(3, n * 10 + e.nth), :organization, e.type, written_id(e.of, CASE e.of WHEN 'call' THEN call ELSE lead END),
                    e.sequence, at, :campaign, CASE e.of WHEN 'call' THEN call END,
                    CASE e.type WHEN 'call.completed' THEN '{"cost":"0.01"}'::jsonb ELSE '{}' END, (n - 1) * 7 + e.nth
                FROM n, (VALUES (1, 'call', 1, 'call.initiated'), (2, 'call', 2, 'call.ringing'), (3, 'call', 3, 'call.answered'),
                    (4, 'call', 4, 'call.answered_by'), (5, 'call', 5, 'call.digits'), (6, 'lead', 1, 'lead.finished'),
                    (7, 'call', 6, 'call.completed')) AS e (nth, of, sequence, type);
            UPDATE relay_position SET last_position = :calls * 7, relayed_at = carillon_now();
            INSERT INTO deliveries (id, organization_id, endpoint_id, event_id, position, status, delivered_at)
                SELECT gen_random_uuid(), v.organization_id, p.id, v.id, v.position, 'delivered', v.at
                FROM events v, webhook_endpoints p;
            VACUUM ANALYZE
            """;

    /** Ids that rise with their number, as ids of the time do. */
    private static final String MADE =
            """
            CREATE FUNCTION made(kind int, n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE
            AS $$ SELECT ('0199' || kind || '000' || lpad(to_hex(n), 24, '0'))::uuid $$
            """;

    private static final String LINES =
            """
            SELECT json_build_object('at', dialed_at, 'to', to_number, 'from', from_number,
                'reference', written_id('call', id), 'rang', true)::text
            FROM calls
            """;

    private final PrintStream out;
    private final TestDatabase database;

    LedgerFigures(PrintStream out, TestDatabase database) {
        this.out = out;
        this.database = database;
    }

    public static void main(String[] arguments) throws IOException {
        System.setProperty("carillon.test.fsync", "true");
        int calls = arguments.length > 0 ? Integer.parseInt(arguments[0]) : CALLS;
        try (TestDatabase database = TestDatabase.open()) {
            boolean proved = new LedgerFigures(System.out, database).measure(calls).proved();
            System.exit(proved ? 0 : 1);
        }
    }

    LedgerReport measure(int calls) throws IOException {
        fill(calls);
        Path log = Files.createTempFile("calls", ".jsonl");
        try {
            Files.write(log, texts(LINES));
            LedgerReport report = new Ledger(database.transactions()).examine(log);
            out.print(report.table());
            out.printf(
                    "ledger of %,d calls: %,d rows in %.1f s on %d cores%n",
                    calls,
                    report.examined(),
                    report.took().toMillis() / 1e3,
                    Runtime.getRuntime().availableProcessors());
            return report;
        } finally {
            Files.delete(log);
        }
    }

    private void fill(int calls) {
        Rows rows = Rows.in(database);
        CampaignStart campaign = rows.campaign("active", Rows.settings());
        database.asSuperuser(MADE);
        long began = System.nanoTime();
        String filled = FILL;
        for (var named :
                Map.of(
                                ":organization", quoted(rows.organizationId().value()),
                                ":campaign", quoted(campaign.campaign().value()),
                                ":account", quoted(rows.account()),
                                ":from", quoted(Rows.CALLER_ID),
                                ":calls", "" + calls)
                        .entrySet()) {
            filled = filled.replace(named.getKey(), named.getValue());
        }
        int last = filled.lastIndexOf(';');
        database.asSuperuser(filled.substring(0, last));
        database.asSuperuser(filled.substring(last + 1));
        out.printf(
                "%,d calls made in %d s%n",
                calls, Duration.ofNanos(System.nanoTime() - began).toSeconds());
    }

    private static String quoted(Object value) {
        return "'" + value + "'";
    }

    private List<String> texts(String sql) {
        return database.transactions()
                .system(() -> database.transactions().jdbc().sql(sql).query(String.class).list());
    }
}
