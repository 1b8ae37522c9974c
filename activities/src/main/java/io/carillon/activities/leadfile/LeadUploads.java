package io.carillon.activities.leadfile;

import io.carillon.activities.blob.BlobPurpose;
import io.carillon.activities.blob.BlobTooLarge;
import io.carillon.activities.blob.Blobs;
import io.carillon.activities.database.Transactions;
import io.carillon.activities.database.UuidV7;
import io.carillon.activities.lead.LeadIntake;
import io.carillon.activities.temporal.WorkflowStarter;
import io.carillon.workflows.ids.BlobId;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.ImportId;
import io.carillon.workflows.ids.OrganizationId;
import io.carillon.workflows.imports.ImportStart;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;

/** Takes lead files in: refuses what shows at the beginning, stores the rest, begins the import. */
public final class LeadUploads {
    private final Transactions transactions;
    private final Blobs blobs;
    private final JdbcImports imports;
    private final RememberedMappings mappings;
    private final LeadIntake intake;
    private final WorkflowStarter workflows;

    LeadUploads(
            Transactions transactions,
            Blobs blobs,
            JdbcImports imports,
            LeadIntake intake,
            WorkflowStarter workflows) {
        this.transactions = transactions;
        this.blobs = blobs;
        this.imports = imports;
        this.mappings = new RememberedMappings(transactions);
        this.intake = intake;
        this.workflows = workflows;
    }

    /** A file that can be read from its beginning more than once. */
    @FunctionalInterface
    public interface Source {
        InputStream open() throws IOException;
    }

    private record Stored(ChosenMapping mapping, LeadFile judged, BlobId blob, boolean packed) {}

    /** The campaign has ended; nothing is kept. */
    public static final class CampaignEnded extends RuntimeException {
        private static final long serialVersionUID = 1L;

        CampaignEnded(String status) {
            super("the campaign is " + status + " and takes no leads any more");
        }
    }

    /**
     * Joins the caller's transaction when there is one, but copies the file with none open.
     *
     * @param given which column is which, see {@link Mapping}; null: as the last upload with these
     *     columns said, else by their names
     * @return the import, queued; empty: there is no such campaign
     * @throws LeadFileRefused when the file's first 64 kB show that it cannot be read, or it is
     *     larger than 1 GB ({@code FILE_TOO_LARGE})
     * @throws CampaignEnded when it takes no leads any more
     */
    public Optional<ImportRow> take(
            OrganizationId organization,
            CampaignId campaign,
            @Nullable String fileName,
            @Nullable Map<String, String> given,
            Source file) {
        if (!takesLeads(organization, campaign)) {
            return Optional.empty();
        }
        Stored stored = transactions.ahead("lead file", () -> store(organization, given, file));
        LeadFile judged = stored.judged();
        BlobId blob = stored.blob();
        long size = blobs.find(organization, blob).map(Blobs.Blob::sizeBytes).orElse(0L);
        var row =
                ImportRow.queued(
                        new ImportId(UuidV7.next()),
                        organization,
                        campaign,
                        blob,
                        fileName,
                        stored.mapping(),
                        judged,
                        size,
                        stored.packed());
        return transactions.within(organization, () -> begin(row, given));
    }

    private Optional<ImportRow> begin(ImportRow row, @Nullable Map<String, String> given) {
        imports.add(row);
        if (given != null) {
            mappings.remember(row, given);
        }
        var start = new ImportStart(row.id(), row.campaign(), row.organization());
        transactions.afterCommit(() -> workflows.startImport(start));
        return imports.find(row.organization(), row.id());
    }

    private boolean takesLeads(OrganizationId organization, CampaignId campaign) {
        Optional<LeadIntake.OpenCampaign> found =
                transactions.within(organization, () -> intake.look(organization, campaign));
        found.filter(open -> !open.takesLeads() && !open.direct())
                .ifPresent(
                        ended -> {
                            throw new CampaignEnded(ended.status().wire());
                        });
        return found.filter(open -> !open.direct()).isPresent();
    }

    private Stored store(
            OrganizationId organization, @Nullable Map<String, String> given, Source file) {
        try (InputStream in = file.open()) {
            byte[] head = HeadStream.readHead(in, PlainText.HEAD_BYTES);
            ChosenMapping mapping = mappings.choose(organization, head, given);
            LeadFile judged = LeadFile.judge(head, mapping.mapping());
            return new Stored(
                    mapping,
                    judged,
                    store(organization, new HeadStream(head, in)),
                    head.length > 1 && head[0] == 0x1F && head[1] == (byte) 0x8B);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private BlobId store(OrganizationId organization, InputStream file) throws IOException {
        try {
            return blobs.write(
                    organization, BlobPurpose.LEAD_FILE, "text/csv", file, PlainText.BYTES_MAX);
        } catch (BlobTooLarge tooLarge) {
            throw new LeadFileRefused("FILE_TOO_LARGE", "the file is larger than 1 GB");
        }
    }
}
