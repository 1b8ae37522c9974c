package io.carillon.activities.leadfile;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.testing.Rows;
import io.carillon.activities.testing.TestDatabase;
import io.carillon.workflows.campaign.CampaignStart;
import io.carillon.workflows.imports.ImportStart;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Damaged files end in a refusal, a failure with its reason, or an account of every row. The number
 * of files is the property {@code mutations} (300), the first seed {@code mutation.seed} (1).
 */
class MutatedFilesTest {
    private static final int MUTATIONS = Integer.getInteger("mutations", 300);
    private static final long FIRST_SEED = Long.getLong("mutation.seed", 1);

    private static final Set<String> REFUSALS =
            Set.of(
                    "FILE_EMPTY",
                    "FILE_BROKEN",
                    "FILE_TOO_LARGE",
                    "FILE_NOT_A_TABLE",
                    "HEADER_MISSING",
                    "PHONE_COLUMN_MISSING");

    private static final TestDatabase DATABASE = TestDatabase.open();

    private final Rows rows = Rows.in(DATABASE);

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @Test
    void everyRowOfADamagedFileIsAccountedFor() throws IOException {
        int completed = 0;
        for (long seed = FIRST_SEED; seed < FIRST_SEED + MUTATIONS; seed++) {
            Mutation mutation = Mutation.of(seed);
            try {
                completed += accountsFor(mutation) ? 1 : 0;
            } catch (RuntimeException | AssertionError failed) {
                throw new AssertionError("replay with " + mutation, failed);
            }
        }

        // Else the damage is such that nothing but refusals is tested.
        assertThat(completed).isGreaterThan(MUTATIONS / 4 - 1);
    }

    private boolean accountsFor(Mutation mutation) throws IOException {
        var bench = new ImportBench(DATABASE);
        CampaignStart campaign = rows.campaign("draft", Rows.settings());
        preview(bench, mutation.file());
        ImportStart start;
        try {
            start = bench.upload(campaign, mutation.file());
        } catch (LeadFileRefused refused) {
            assertThat(REFUSALS).contains(refused.code());
            return false;
        }
        ImportRow done = read(bench, start, mutation);
        accountsFor(bench, campaign, done);
        if (!done.status().equals("completed")) {
            assertThat(REFUSALS).contains(done.failureCode());
            return false;
        }
        assertThat(done.counts().totalRows()).isEqualTo(records(mutation.file()).size());
        return true;
    }

    private void preview(ImportBench bench, byte[] file) throws IOException {
        try {
            bench.previews.preview(
                    rows.organizationId(),
                    new LeadFilePreviews.Into(null, RowRules.of(Rows.settings()), true),
                    null,
                    new ByteArrayInputStream(file));
        } catch (LeadFileRefused refused) {
            assertThat(REFUSALS).contains(refused.code());
        }
    }

    /** Interrupted now and then; what is read is bounded by the file's length, not by a clock. */
    private static ImportRow read(ImportBench bench, ImportStart start, Mutation mutation) {
        var random = new Random(mutation.seed());
        long before = bench.bytesRead();
        ImportRow row = bench.read(start, random::nextBoolean);
        int readings = 1;
        while (!row.over()) {
            row = bench.read(start, random::nextBoolean);
            readings++;
            assertThat(readings).isLessThan(50);
        }
        assertThat(bench.bytesRead() - before)
                .isLessThanOrEqualTo(2L * readings * mutation.file().length);
        return row;
    }

    private void accountsFor(ImportBench bench, CampaignStart campaign, ImportRow done)
            throws IOException {
        ImportCounts counts = done.counts();
        List<RejectedRow> rejected = bench.errors(done);
        assertThat(bench.leads(rows, campaign, "id"))
                .hasSize((int) (counts.imported() + counts.suppressed()));
        assertThat(rejected).hasSize((int) counts.rejected());
        assertThat(counts.rejectedByCode().values().stream().mapToLong(Long::longValue).sum())
                .isEqualTo(counts.rejected());
        assertThat(done.next().record()).isEqualTo(counts.totalRows());
        var errors = new StringWriter();
        bench.errorsCsv().write(done, errors);
        var written =
                new CsvReader(
                        new ByteArrayInputStream(
                                errors.toString().getBytes(StandardCharsets.UTF_8)),
                        ',',
                        1,
                        0);
        int lines = 0;
        for (CsvRecord line = written.next(); line != null; line = written.next()) {
            assertThat(line.broken()).isNull();
            lines++;
        }
        assertThat(lines).isEqualTo(1 + rejected.size());
    }

    private static List<CsvRecord> records(byte[] bytes) throws IOException {
        LeadFile file = LeadFile.open(new ByteArrayInputStream(bytes), Map.of());
        var records = new ArrayList<CsvRecord>();
        for (CsvRecord record = file.next(); record != null; record = file.next()) {
            records.add(record);
        }
        return records;
    }
}
