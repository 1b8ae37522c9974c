package io.carillon.activities.leadfile;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.database.UuidV7;
import io.carillon.activities.testing.Rows;
import io.carillon.activities.testing.TestDatabase;
import io.carillon.workflows.campaign.CampaignSettings;
import io.carillon.workflows.campaign.CampaignStart;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every file of {@code good/} and {@code bad/} through the whole import, on PostgreSQL. */
class FileCasesTest {
    private static final TestDatabase DATABASE = TestDatabase.open();

    private final Rows rows = Rows.in(DATABASE);
    private final ImportBench bench = new ImportBench(DATABASE);

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    static Stream<FileCase> files() {
        return FileCase.all();
    }

    @ParameterizedTest
    @MethodSource("files")
    void accountsForEveryRow(FileCase file) {
        rows.update(
                "INSERT INTO suppressions (id, organization_id, number, reason) VALUES (:id, :organization, '+12025559999', 'test')",
                Map.of("id", UuidV7.next()));
        CampaignStart campaign = rows.campaign("draft", settings(file));
        String before = file.given("before", "");
        if (!before.isEmpty()) {
            bench.importAll(campaign, ImportBench.file(before));
        }

        Map<String, String> outcome = outcome(file, campaign);

        assertThat(outcome).isEqualTo(file.outcome());
    }

    @Test
    void thereAreEnoughOfThem() {
        assertThat(FileCase.all()).hasSizeGreaterThan(60);
    }

    private Map<String, String> outcome(FileCase file, CampaignStart campaign) {
        try {
            ImportRow done =
                    bench.read(
                            bench.upload(campaign, ImportBench.file(file.name()), file.mapping()),
                            () -> true);
            return outcome(file, campaign, done);
        } catch (LeadFileRefused refused) {
            assertThat(refused.detail()).isNotBlank();
            return Map.of("refused", refused.code());
        }
    }

    private Map<String, String> outcome(FileCase file, CampaignStart campaign, ImportRow done) {
        var outcome = new TreeMap<String, String>();
        outcome.put("status", done.status());
        if (done.failureCode() != null) {
            outcome.put("failed", done.failureCode());
        }
        outcome.put("encoding", done.encoding());
        outcome.put("delimiter", done.delimiter());
        counts(outcome, done.counts());
        for (String key : file.outcome().keySet()) {
            if (key.equals("lines")) {
                outcome.put(key, lines(done));
            } else if (key.equals("phones")) {
                outcome.put(key, leads(campaign, "array_to_string(phones, '/')"));
            } else if (key.equals("zones")) {
                outcome.put(key, leads(campaign, "array_to_string(time_zones, '/')"));
            } else if (key.startsWith("variable.")) {
                String name = key.substring("variable.".length());
                outcome.put(key, leads(campaign, "coalesce(variables->>'" + name + "', '-')"));
            }
        }
        return outcome;
    }

    /** Buckets with nothing in them are left out. */
    private static void counts(Map<String, String> outcome, ImportCounts counts) {
        var all = new TreeMap<String, Long>();
        all.put("imported", counts.imported());
        all.put("updated", counts.updated());
        all.put("duplicates", counts.duplicates());
        all.put("suppressed", counts.suppressed());
        counts.rejectedByCode().forEach((code, count) -> all.put("rejected." + code, count));
        counts.warningsByCode().forEach((code, count) -> all.put("warning." + code, count));
        all.forEach(
                (bucket, count) -> {
                    if (count > 0) {
                        outcome.put(bucket, "" + count);
                    }
                });
    }

    private String leads(CampaignStart campaign, String what) {
        return String.join(" ", bench.leads(rows, campaign, what));
    }

    private String lines(ImportRow done) {
        return bench.errors(done).stream()
                .map(row -> "" + row.line())
                .collect(Collectors.joining(" "));
    }

    private static CampaignSettings settings(FileCase file) {
        String country = file.given("country", "US");
        List<String> countries = file.givenList("countries", country);
        return ImportBench.settings(country, countries, "update");
    }
}
