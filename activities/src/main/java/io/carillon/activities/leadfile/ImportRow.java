package io.carillon.activities.leadfile;

import io.carillon.activities.blob.BlobGone;
import io.carillon.workflows.ids.BlobId;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.ImportId;
import io.carillon.workflows.ids.OrganizationId;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One lead file on its way in.
 *
 * @param status {@code queued, running, completed, failed, canceled}
 * @param encoding shown name, as judged at upload
 * @param delimiter as judged at upload
 * @param packed a gzip
 * @param next where reading goes on
 * @param readBytes about how many of {@code sizeBytes} lie before that, and never more; 0 too when
 *     a version read it that did not note them
 * @param blob the uploaded file; null: deleted, as it is when the import has ended
 * @param mapping as given, see {@link ChosenMapping}
 * @param headers column names of the file; empty: not known, ask the file
 * @param failureCode why it failed; null unless it did
 * @param undone null: its leads are still there
 * @param asOf when this was so; of one that has ended its end
 */
public record ImportRow(
        ImportId id,
        OrganizationId organization,
        CampaignId campaign,
        @Nullable BlobId blob,
        String status,
        @Nullable String fileName,
        Map<String, String> mapping,
        ChosenMapping.Source mappingSource,
        List<String> headers,
        String encoding,
        String delimiter,
        long sizeBytes,
        boolean packed,
        Position next,
        long readBytes,
        ImportCounts counts,
        @Nullable String failureCode,
        @Nullable String failureDetail,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Undone undone,
        Instant asOf) {
    /**
     * Its leads were taken out again.
     *
     * @param leads how many
     */
    public record Undone(Instant at, long leads) {}

    /** One that has not begun. */
    static ImportRow queued(
            ImportId id,
            OrganizationId organization,
            CampaignId campaign,
            BlobId blob,
            @Nullable String fileName,
            ChosenMapping mapping,
            LeadFile judged,
            long sizeBytes,
            boolean packed) {
        return new ImportRow(
                id,
                organization,
                campaign,
                blob,
                "queued",
                fileName,
                mapping.mapping(),
                mapping.source(),
                judged.columns().headers(),
                judged.encoding().shown(),
                "" + judged.delimiter(),
                sizeBytes,
                packed,
                Position.START,
                0,
                ImportCounts.NONE,
                null,
                null,
                Instant.EPOCH,
                null,
                null,
                null,
                Instant.EPOCH);
    }

    /**
     * @throws BlobGone when the file was deleted
     */
    BlobId file() throws BlobGone {
        if (blob == null) {
            throw new BlobGone("the file of " + id);
        }
        return blob;
    }

    public boolean over() {
        return !status.equals("queued") && !status.equals("running");
    }
}
