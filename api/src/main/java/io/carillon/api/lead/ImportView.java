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
        Map<String, String> mapping,
        String mappingSource,
        String encoding,
        String delimiter,
        long sizeBytes,
        ProgressView progress,
        @Nullable Failure failure,
        @Nullable Undone undone,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt) {
    record Failure(String code, @Nullable String detail) {}

    record Undone(Instant at, long leadsTakenOut) {}

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
                row.mapping(),
                row.mappingSource().wire(),
                row.encoding(),
                row.delimiter(),
                row.sizeBytes(),
                ProgressView.of(row),
                code == null ? null : new Failure(code, row.failureDetail()),
                row.undone() == null ? null : new Undone(row.undone().at(), row.undone().leads()),
                row.createdAt(),
                row.startedAt(),
                row.endedAt());
    }
}
