package io.carillon.api.lead;

import io.carillon.activities.leadfile.ImportRow;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.ImportId;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Map;

/** A lead file on its way in, as shown. */
record ImportView(
        ImportId id,
        CampaignId campaignId,
        String status,
        @Nullable String fileName,
        CountsView counts,
        Map<String, Long> rejectedByCode,
        Map<String, Long> warningsByCode,
        String encoding,
        String delimiter,
        long sizeBytes,
        @Nullable Failure failure,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt) {
    record Failure(String code, @Nullable String detail) {}

    static ImportView of(ImportRow row) {
        String code = row.failureCode();
        return new ImportView(
                row.id(),
                row.campaign(),
                row.status(),
                row.fileName(),
                CountsView.of(row.counts()),
                row.counts().rejectedByCode(),
                row.counts().warningsByCode(),
                row.encoding(),
                row.delimiter(),
                row.sizeBytes(),
                code == null ? null : new Failure(code, row.failureDetail()),
                row.createdAt(),
                row.startedAt(),
                row.endedAt());
    }
}
