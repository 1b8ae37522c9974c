package io.carillon.activities.leadfile;

import io.carillon.workflows.ids.BlobId;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.ImportId;
import io.carillon.workflows.ids.OrganizationId;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Map;

/**
 * One lead file on its way in.
 *
 * @param status {@code queued, running, completed, failed, canceled}
 * @param encoding shown name, as judged at upload
 * @param delimiter as judged at upload
 * @param next where reading goes on
 * @param failureCode why it failed; null unless it did
 */
public record ImportRow(
        ImportId id,
        OrganizationId organization,
        CampaignId campaign,
        BlobId blob,
        String status,
        @Nullable String fileName,
        Map<String, String> mapping,
        String encoding,
        String delimiter,
        long sizeBytes,
        Position next,
        ImportCounts counts,
        @Nullable String failureCode,
        @Nullable String failureDetail,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt) {
    public boolean over() {
        return !status.equals("queued") && !status.equals("running");
    }
}
