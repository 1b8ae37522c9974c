package io.carillon.activities.leadfile;

import io.carillon.activities.blob.TestBlobs;
import io.carillon.activities.database.Transactions;
import io.carillon.activities.event.Outbox;
import io.carillon.activities.lead.LeadIntake;
import io.carillon.activities.lead.TestIntake;
import io.carillon.activities.temporal.WorkflowStarter;
import io.carillon.activities.testing.Rows;
import io.carillon.activities.testing.TestDatabase;
import io.carillon.workflows.campaign.CampaignSettings;
import io.carillon.workflows.campaign.CampaignStart;
import io.carillon.workflows.imports.ImportStart;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Imports files into a campaign of a test database. */
final class ImportBench {
    final List<Outbox.Event> events = new ArrayList<>();
    final List<String> woken = new ArrayList<>();
    final JdbcImports imports;
    final CountedBlobs blobs;
    private final LeadUploads uploads;
    final LeadFilePreviews previews;
    final ImportUndo undo;
    private final LeadFileImport reading;
    private final Transactions transactions;

    ImportBench(TestDatabase database) {
        this(database, ImportChunks.ROWS_MAX);
    }

    ImportBench(TestDatabase database, long rowsMax) {
        transactions = database.transactions();
        Outbox outbox = events::add;
        blobs = new CountedBlobs(TestBlobs.over(transactions));
        imports = new JdbcImports(transactions, outbox);
        LeadIntake intake = TestIntake.over(transactions, outbox);
        previews = new LeadFilePreviews(transactions, intake);
        undo =
                new ImportUndo(
                        transactions,
                        imports,
                        intake,
                        io.carillon.activities.lead.LeadDecisions.over(transactions),
                        starter());
        uploads = new LeadUploads(transactions, blobs, imports, intake, starter());
        reading =
                new LeadFileImport(
                        blobs, new ImportChunks(transactions, imports, intake, starter(), rowsMax));
    }

    /** Notes who is asked for; nothing is started. */
    private WorkflowStarter starter() {
        return (WorkflowStarter)
                Proxy.newProxyInstance(
                        WorkflowStarter.class.getClassLoader(),
                        new Class<?>[] {WorkflowStarter.class},
                        (proxy, method, arguments) -> woken.add(method.getName()) ? null : null);
    }

    ImportStart upload(CampaignStart campaign, byte[] file) {
        return upload(campaign, file, null);
    }

    /**
     * @throws LeadFileRefused as users get it
     */
    ImportStart upload(CampaignStart campaign, byte[] file, @Nullable Map<String, String> mapping) {
        return upload(campaign, () -> new ByteArrayInputStream(file), mapping);
    }

    ImportStart upload(
            CampaignStart campaign,
            LeadUploads.Source file,
            @Nullable Map<String, String> mapping) {
        ImportRow row =
                uploads.take(
                                campaign.organization(),
                                campaign.campaign(),
                                "leads.csv",
                                mapping,
                                file)
                        .orElseThrow();
        return new ImportStart(row.id(), campaign.campaign(), campaign.organization());
    }

    ImportRow read(ImportStart start, BooleanSupplier goOn) {
        return reading.read(start, goOn);
    }

    /** Bytes of uploaded files that were read so far. */
    long bytesRead() {
        return blobs.bytesRead();
    }

    ImportRow importAll(CampaignStart campaign, byte[] file) {
        long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        return read(upload(campaign, file), () -> inTime(end));
    }

    /** It would wait for ever behind an import of the campaign that nobody reads. */
    private static boolean inTime(long end) {
        if (System.nanoTime() > end) {
            throw new IllegalStateException("not read in two minutes; is another one before it?");
        }
        return true;
    }

    ImportRow importAll(CampaignStart campaign, String text) {
        return importAll(campaign, text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] file(String name) {
        try (InputStream in = ImportBench.class.getResourceAsStream("/leadfile/" + name)) {
            if (in == null) {
                throw new IllegalArgumentException(name + " is not among the test files");
            }
            return in.readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    ErrorsCsv errorsCsv() {
        return new ErrorsCsv(imports, blobs);
    }

    /** The rejected rows, in the order of the file. */
    List<RejectedRow> errors(ImportRow done) {
        var rejected = new ArrayList<RejectedRow>();
        imports.errors(done.organization(), done.id(), rejected::add);
        return rejected;
    }

    /** {@link Rows#settings()} for these countries. */
    static CampaignSettings settings(String country, List<String> countries, String onDuplicate) {
        CampaignSettings s = Rows.settings();
        return new CampaignSettings(
                s.hours(),
                s.zone(),
                s.useLeadZone(),
                s.holdUnknownZone(),
                s.maxConcurrent(),
                s.callsPerSecond(),
                s.maxCallsPerDay(),
                s.maxAttemptsPerLead(),
                s.minBetweenAttempts(),
                s.ringTimeout(),
                s.maxCallDuration(),
                s.retry(),
                s.retrySpread(),
                s.retryUntilGoal(),
                s.machines(),
                s.message(),
                country,
                countries,
                onDuplicate,
                s.consent(),
                s.identity(),
                s.preDialHook());
    }

    /** The campaign's leads, one line each, in the order of the file. */
    List<String> leads(Rows rows, CampaignStart campaign, String what) {
        return transactions.system(
                () ->
                        transactions
                                .jdbc()
                                .sql(
                                        "SELECT "
                                                + what
                                                + " FROM leads WHERE campaign_id = :campaign ORDER BY id")
                                .param("campaign", campaign.campaign().value())
                                .query(String.class)
                                .list());
    }
}
