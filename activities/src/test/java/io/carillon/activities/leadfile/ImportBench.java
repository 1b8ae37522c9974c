package io.carillon.activities.leadfile;

import io.carillon.activities.blob.BlobPurpose;
import io.carillon.activities.blob.Blobs;
import io.carillon.activities.blob.TestBlobs;
import io.carillon.activities.database.Transactions;
import io.carillon.activities.database.UuidV7;
import io.carillon.activities.event.Outbox;
import io.carillon.activities.lead.TestIntake;
import io.carillon.activities.temporal.WorkflowStarter;
import io.carillon.activities.testing.Rows;
import io.carillon.activities.testing.TestDatabase;
import io.carillon.workflows.campaign.CampaignStart;
import io.carillon.workflows.ids.BlobId;
import io.carillon.workflows.ids.ImportId;
import io.carillon.workflows.imports.ImportStart;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Imports files into a campaign of a test database. */
final class ImportBench {
    final List<Outbox.Event> events = new ArrayList<>();
    final List<String> woken = new ArrayList<>();
    final JdbcImports imports;
    private final Blobs blobs;
    private final LeadFileImport reading;
    private final Transactions transactions;

    ImportBench(TestDatabase database) {
        transactions = database.transactions();
        Outbox outbox = events::add;
        blobs = TestBlobs.over(transactions);
        imports = new JdbcImports(transactions, outbox);
        reading =
                new LeadFileImport(
                        blobs,
                        new ImportChunks(
                                transactions,
                                imports,
                                TestIntake.over(transactions, outbox),
                                starter()));
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
        var id = new ImportId(UuidV7.next());
        LeadFile opened = LeadFile.judge(file, Map.of());
        var row =
                new ImportRow(
                        id,
                        campaign.organization(),
                        campaign.campaign(),
                        blob(campaign, file),
                        "queued",
                        "leads.csv",
                        Map.of(),
                        opened.encoding().shown(),
                        "" + opened.delimiter(),
                        file.length,
                        0,
                        ImportCounts.NONE,
                        null,
                        null,
                        Instant.EPOCH,
                        null,
                        null);
        transactions.system(() -> imports.add(row));
        return new ImportStart(id, campaign.campaign(), campaign.organization());
    }

    private BlobId blob(CampaignStart campaign, byte[] file) {
        try {
            return blobs.write(
                    campaign.organization(),
                    BlobPurpose.LEAD_FILE,
                    "text/csv",
                    new ByteArrayInputStream(file),
                    file.length);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    ImportRow read(ImportStart start, BooleanSupplier goOn) {
        return reading.read(start, goOn);
    }

    ImportRow importAll(CampaignStart campaign, byte[] file) {
        return read(upload(campaign, file), () -> true);
    }

    ImportRow importAll(CampaignStart campaign, String text) {
        return importAll(campaign, text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] file(String name) {
        try (InputStream in = ImportBench.class.getResourceAsStream("/leadfiles/" + name)) {
            if (in == null) {
                throw new IllegalArgumentException(name + " is not among the test files");
            }
            return in.readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
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
