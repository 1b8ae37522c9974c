package io.carillon.activities.leadfile;

import io.carillon.activities.testing.Rows;
import io.carillon.activities.testing.TestDatabase;
import io.carillon.workflows.campaign.CampaignStart;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What a preview costs, the first of a process and later ones: {@code temporal-dev/bench preview
 * [leads] [warmed]}: the latter as the API process does when it is ready. The campaign has leads
 * already, half of the file's among them, and the organization suppressions.
 */
public final class PreviewFigures {
    private static final int LATER = 20;
    private static final long SEED = 20_261_121;

    // One number in ten thousand each: prefixes are looked through, which is what they cost.
    private static final String SUPPRESSIONS =
            """
            INSERT INTO suppressions (id, organization_id, number, prefix, reason)
            SELECT lpad(to_hex(n), 32, '0')::uuid, :organization,
                CASE WHEN n > 20 THEN '+1202' || 3000000 + n * 7 END,
                CASE WHEN n <= 20 THEN '+1' || 202400 + n END,
                'test'
            FROM generate_series(1, 1000) AS n
            """;

    private static final String LEADS =
            """
            INSERT INTO leads (id, organization_id, campaign_id, person_key, phones, time_zones, zone_source, variables,
                due_at, next_attempt_at)
            SELECT lpad(to_hex(n), 32, '0')::uuid, :organization, :campaign, 'p:' || phone, ARRAY[phone],
                '{America/New_York}', 'number', '{"first_name":"Ada","amount_due":"12.50"}', carillon_now(), carillon_now()
            FROM unnest(:phones::text[]) WITH ORDINALITY AS known(phone, n)
            """;

    private final PrintStream out;
    private final TestDatabase database;

    PreviewFigures(PrintStream out, TestDatabase database) {
        this.out = out;
        this.database = database;
    }

    public static void main(String[] arguments) throws Exception {
        int leads =
                arguments.length > 0 && !arguments[0].equals("warmed")
                        ? Integer.parseInt(arguments[0])
                        : 100_000;
        boolean warmed = List.of(arguments).contains("warmed");
        try (TestDatabase database = TestDatabase.open()) {
            new PreviewFigures(System.out, database).measure(leads, LATER, warmed);
        }
    }

    /**
     * @return what the last preview counted
     * @throws IllegalStateException where the first counted something else
     */
    LeadFilePreview.Counts measure(int leads, int later, boolean warmed) throws Exception {
        var bench = new ImportBench(database);
        var rows = Rows.in(database);
        CampaignStart campaign = rows.campaign("draft", Rows.settings());
        byte[] file = file(new MessyLeads(LeadFilePreviews.ROWS_COUNTED + 2_000, SEED));
        setUp(rows, campaign, leads);
        out.printf(
                "set-up: %d cores, heap at most %d MB, JDK %s; %,d leads, 1,000 suppressions, file of %,d kB%n",
                Runtime.getRuntime().availableProcessors(),
                Runtime.getRuntime().maxMemory() >> 20,
                Runtime.version(),
                leads,
                file.length >> 10);
        long began = System.nanoTime();
        if (warmed) {
            long read = bench.previews.warmUp();
            out.printf("warm-up: %,d rows, %.2f s%n", read, seconds(System.nanoTime() - began));
            began = System.nanoTime();
        }
        LeadFilePreview.Counts counts = preview(bench, rows, campaign, file);
        out.printf(
                "first preview (%s): %.2f s%n",
                warmed ? "warmed up" : "cold", seconds(System.nanoTime() - began));
        long[] took = new long[later];
        for (int i = 0; i < later; i++) {
            began = System.nanoTime();
            LeadFilePreview.Counts again = preview(bench, rows, campaign, file);
            took[i] = System.nanoTime() - began;
            if (!again.equals(counts)) {
                throw new IllegalStateException("counted %s, before %s".formatted(again, counts));
            }
        }
        Arrays.sort(took);
        Duration floor = ImportFloor.numbers(new MessyLeads(LeadFilePreviews.ROWS_COUNTED, SEED));
        out.printf(
                "next %d: p50 %.2f s, worst %.2f s%nfloor: numbers %.2f s on all cores%nratio: %.2f%ncounts: %s%n",
                later,
                seconds(took[later / 2]),
                seconds(took[later - 1]),
                seconds(floor.toNanos()),
                (double) took[later / 2] / floor.toNanos(),
                counts);
        return counts;
    }

    private static LeadFilePreview.Counts preview(
            ImportBench bench, Rows rows, CampaignStart campaign, byte[] file) throws IOException {
        var into =
                new LeadFilePreviews.Into(campaign.campaign(), RowRules.of(Rows.settings()), true);
        return bench.previews
                .preview(rows.organizationId(), into, null, new ByteArrayInputStream(file))
                .counts();
    }

    private void setUp(Rows rows, CampaignStart campaign, int leads) {
        var known = new MessyLeads(leads + LeadFilePreviews.ROWS_COUNTED / 2, SEED);
        String[] phones =
                IntStream.range(LeadFilePreviews.ROWS_COUNTED / 2, known.rows())
                        .filter(row -> !known.bad(row))
                        .mapToObj(row -> e164(known.phone(row)))
                        .distinct()
                        .toArray(String[]::new);
        rows.update(LEADS, Map.of("campaign", campaign.campaign().value(), "phones", phones));
        rows.update(SUPPRESSIONS, Map.of());
        database.asSuperuser("VACUUM (ANALYZE) leads, suppressions");
    }

    private static String e164(String written) {
        String digits = written.replaceAll("[^0-9]", "");
        return (digits.length() == 10 ? "+1" : "+") + digits;
    }

    private static byte[] file(MessyLeads leads) throws IOException {
        Path file = Files.createTempFile("messy-leads", ".csv");
        try {
            leads.write(file);
            return Files.readAllBytes(file);
        } finally {
            Files.delete(file);
        }
    }

    private static double seconds(long nanos) {
        return nanos / 1e9;
    }
}
