package io.carillon.activities.leadfile;

import io.carillon.activities.lead.Lead;
import io.carillon.activities.lead.LeadFilter;
import io.carillon.activities.lead.LeadStore;
import io.carillon.activities.lead.TestIntake;
import io.carillon.activities.testing.Rows;
import io.carillon.activities.testing.TestDatabase;
import io.carillon.workflows.campaign.CampaignStart;

import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What it costs to take a campaign's leads out again, as {@code results.csv} and as pages of the
 * list, beside PostgreSQL copying the same columns: {@code temporal-dev/bench export [leads]}.
 */
public final class ExportFigures {
    private static final int SMALL = 10_000;

    // As CsvAnswer writes to the network, and the largest page of a list with the lead behind it.
    private static final int WRITER_CHARACTERS = 64 * 1024;
    private static final int PAGE = 200;

    // Two of three are done, as after a day of calls.
    private static final String LEADS =
            """
            INSERT INTO leads (id, organization_id, campaign_id, person_key, external_id, phones, time_zones, zone_source, variables,
                status, outcome, due_at, next_attempt_at, attempts, last_result, last_answered_by, goal,
                first_attempt_at, last_attempt_at, talk_seconds, cost, answers, done_at)
            SELECT lpad(to_hex(:block * 10000000::bigint + n), 32, '0')::uuid, :organization, :campaign, 'x:' || n, 'C-' || n,
                ARRAY['+1' || (2000000000 + n)], '{America/New_York}', 'number',
                jsonb_build_object('first_name', 'Ada ' || n, 'last_name', 'Lovelace, Countess', 'email', 'ada' || n || '@example.com',
                    'city', 'Köln', 'note', 'calls "back" on day ' || n % 31),
                CASE WHEN done THEN 'done' ELSE 'pending' END,
                CASE WHEN done THEN 'reached' END,
                clock.at, CASE WHEN NOT done THEN clock.at END, done::int,
                CASE WHEN done THEN 'human' END, CASE WHEN done THEN 'human' END, CASE WHEN n % 3 = 1 THEN 'confirmed' END,
                CASE WHEN done THEN clock.at END, CASE WHEN done THEN clock.at END, done::int * 42, done::int * 0.02,
                CASE WHEN done THEN jsonb_build_object('choice', (n % 10)::text) ELSE '{}' END,
                CASE WHEN done THEN clock.at END
            FROM (SELECT n, n % 3 > 0 AS done FROM generate_series(1, :leads) n) numbered, (SELECT carillon_now() AS at) clock
            """;

    private static final String COLUMNS =
            """
            INSERT INTO campaign_columns (organization_id, campaign_id, kind, name)
            SELECT :organization, :campaign, CASE name WHEN 'choice' THEN 'answer' ELSE 'variable' END, name
            FROM unnest(ARRAY['choice', 'first_name', 'last_name', 'email', 'city', 'note']) name
            """;

    private static final String COPY =
            """
            COPY (
                SELECT id, external_id, phones[1], outcome, attempts, last_result, last_answered_by, goal, first_attempt_at,
                    last_attempt_at, talk_seconds, cost, answers->>'choice', variables->>'first_name', variables->>'last_name',
                    variables->>'email', variables->>'city', variables->>'note'
                FROM leads
                WHERE campaign_id = '%s' AND deleted_at IS NULL
                ORDER BY id)
            TO STDOUT (FORMAT csv)
            """;

    private final PrintStream out;
    private final TestDatabase database;
    private final Rows rows;
    private final ResultsCsv results;
    private final LeadStore store;

    ExportFigures(PrintStream out, TestDatabase database) {
        this.out = out;
        this.database = database;
        this.rows = Rows.in(database);
        this.results = new ResultsCsv(TestIntake.results(database.transactions()));
        this.store = TestIntake.store(database.transactions());
    }

    public static void main(String[] arguments) throws Exception {
        System.setProperty("carillon.test.fsync", "true");
        int leads = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        try (TestDatabase database = TestDatabase.open()) {
            new ExportFigures(System.out, database).measure(leads);
        }
    }

    /**
     * @throws IllegalStateException where rows are missing
     */
    void measure(int leads) throws Exception {
        try (Connection superuser = database.superuser()) {
            BenchSetUp.print(out, superuser);
            CampaignStart small = campaign(1, SMALL);
            CampaignStart large = campaign(2, leads);
            database.asSuperuser("VACUUM (ANALYZE) leads");
            out.printf("heap: %d MB in use before%n", HeapUse.live() >> 20);
            written(small, SMALL);
            Duration took = written(large, leads);
            Duration ruler = copied(superuser, large, leads);
            out.printf("ratio: %.2f%n", seconds(took) / seconds(ruler));
            listed(small, SMALL);
            listed(large, leads);
        }
    }

    private CampaignStart campaign(int block, int leads) {
        CampaignStart campaign = rows.campaign("active", Rows.settings());
        long began = System.nanoTime();
        var id = campaign.campaign().value();
        rows.update(LEADS, Map.of("block", block, "campaign", id, "leads", leads));
        rows.update(COLUMNS, Map.of("campaign", id));
        out.printf("%,d leads made in %.1f s%n", leads, seconds(since(began)));
        return campaign;
    }

    private Duration written(CampaignStart campaign, int leads) throws IOException {
        HeapUse.forgetPeak();
        var sink = new ExportSink(leads / 2);
        long began = System.nanoTime();
        try (var writer =
                new BufferedWriter(
                        new OutputStreamWriter(sink, StandardCharsets.UTF_8), WRITER_CHARACTERS)) {
            results.write(campaign.organization(), campaign.campaign(), writer);
        }
        Duration took = since(began);
        check(sink.lines() - 1, leads);
        out.printf(
                "results.csv: %,d rows, %d MB; %.1f s, %,.0f rows/s; first byte after %.0f ms; heap %d MB in the middle, %d MB with garbage%n",
                leads,
                sink.bytes() >> 20,
                seconds(took),
                leads / seconds(took),
                sink.millisToTheFirstByte(),
                sink.heapInTheMiddle() >> 20,
                HeapUse.peak() >> 20);
        return took;
    }

    private Duration copied(Connection superuser, CampaignStart campaign, int leads)
            throws Exception {
        var sink = new ExportSink(Long.MAX_VALUE);
        long began = System.nanoTime();
        superuser
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut(COPY.formatted(campaign.campaign().value()), sink);
        Duration took = since(began);
        check(sink.lines(), leads);
        out.printf(
                "ruler: COPY of the same columns, %d MB, %.1f s%n",
                sink.bytes() >> 20, seconds(took));
        return took;
    }

    private void listed(CampaignStart campaign, int leads) {
        HeapUse.forgetPeak();
        long began = System.nanoTime();
        long listed = 0;
        long first = 0;
        long heap = 0;
        @Nullable UUID after = null;
        List<Lead> page;
        do {
            page =
                    store.list(
                            campaign.organization(),
                            campaign.campaign(),
                            new LeadFilter(null, null, null, null),
                            after,
                            PAGE + 1);
            first = listed == 0 ? System.nanoTime() : first;
            List<Lead> shown = page.subList(0, Math.min(PAGE, page.size()));
            listed += shown.size();
            after = shown.isEmpty() ? after : shown.getLast().id().value();
            heap = heap == 0 && listed >= leads / 2 ? HeapUse.live() : heap;
        } while (page.size() > PAGE);
        Duration took = since(began);
        check(listed, leads);
        out.printf(
                "leads list: %,d leads by pages of %d; %.1f s, %,.0f leads/s; first page after %.0f ms; heap %d MB in the middle, %d MB with garbage%n",
                leads,
                PAGE,
                seconds(took),
                leads / seconds(took),
                (first - began) / 1e6,
                heap >> 20,
                HeapUse.peak() >> 20);
    }

    private static void check(long came, int leads) {
        if (came != leads) {
            throw new IllegalStateException(came + " rows came out, expected " + leads);
        }
    }

    private static Duration since(long began) {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
