package io.carillon.activities.leadfile;

import io.carillon.activities.testing.Rows;
import io.carillon.activities.testing.TestDatabase;
import io.carillon.workflows.campaign.CampaignStart;
import io.carillon.workflows.imports.ImportStart;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.Map;

/**
 * What an import costs, beside what it cannot cost less: {@code temporal-dev/bench import [rows]}.
 * The import is the product's, in this process; PostgreSQL is a process of its own.
 */
public final class ImportFigures {
    private static final long SEED = 20_261_121;

    private record Run(ImportCounts counts, Duration took) {}

    private final PrintStream out;

    ImportFigures(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] arguments) throws Exception {
        System.setProperty("carillon.test.fsync", "true");
        int rows = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        try (TestDatabase database = TestDatabase.open()) {
            new ImportFigures(System.out).measure(database, rows);
        }
    }

    /**
     * @return the import's counts
     * @throws IllegalStateException where the sums are not the file's
     */
    ImportCounts measure(TestDatabase database, int rows) throws Exception {
        var leads = new MessyLeads(rows, SEED);
        Path file = Files.createTempFile("messy-leads", ".csv");
        Path copied = Files.createTempFile("leads", ".copy");
        try (Connection superuser = database.superuser()) {
            leads.write(file);
            setUp(superuser, leads, file);
            var bench = new ImportBench(database);
            CampaignStart campaign = Rows.in(database).campaign("draft", Rows.settings());
            execute(superuser, "CHECKPOINT");
            Run first = imported(bench, campaign, file, "import");
            check(leads, first.counts(), 0);
            out.printf("heap: %d MB at its peak%n", HeapUse.peak() >> 20);
            Duration numbers = ImportFloor.numbers(leads);
            Duration copy = ImportFloor.copy(superuser, copied);
            Duration floor = numbers.plus(copy);
            out.printf(
                    "floor: %.1f s = numbers %.1f s + COPY %.1f s%n",
                    seconds(floor), seconds(numbers), seconds(copy));
            out.printf("ratio: %.2f%n", seconds(first.took()) / seconds(floor));
            Run again = imported(bench, campaign, file, "same file again");
            check(leads, again.counts(), first.counts().imported());
            return first.counts();
        } finally {
            Files.delete(file);
            Files.delete(copied);
        }
    }

    private Run imported(ImportBench bench, CampaignStart campaign, Path file, String what) {
        ImportStart start = bench.upload(campaign, () -> Files.newInputStream(file), Map.of());
        long began = System.nanoTime();
        ImportRow done = bench.read(start, () -> true);
        var took = Duration.ofNanos(System.nanoTime() - began);
        ImportCounts counts = done.counts();
        out.printf(
                "%s: %s, %,d rows = %,d imported + %,d updated + %,d duplicates + %,d suppressed + %,d rejected; %.1f s, %,.0f rows/s%n",
                what,
                done.status(),
                counts.totalRows(),
                counts.imported(),
                counts.updated(),
                counts.duplicates(),
                counts.suppressed(),
                counts.rejected(),
                seconds(took),
                counts.totalRows() / seconds(took));
        return new Run(counts, took);
    }

    private static void check(MessyLeads leads, ImportCounts counts, long known) {
        MessyLeads.Sums sums = leads.sums();
        if (counts.totalRows() != sums.rows()
                || counts.rejected() != sums.bad()
                || counts.imported() != sums.fresh() - known
                || counts.duplicates() != sums.twice() + known) {
            throw new IllegalStateException("the sums are not the file's: " + sums);
        }
    }

    private void setUp(Connection superuser, MessyLeads leads, Path file) throws Exception {
        BenchSetUp.print(out, superuser);
        out.printf("file: %,d rows, %d MB, seed %d%n", leads.rows(), Files.size(file) >> 20, SEED);
    }

    private static void execute(Connection connection, String sql) throws Exception {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
