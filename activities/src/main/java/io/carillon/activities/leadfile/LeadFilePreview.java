package io.carillon.activities.leadfile;

import io.carillon.workflows.ids.ImportId;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/**
 * How a file would be read, without keeping anything of it.
 *
 * @param encoding shown name
 * @param mapping known column to header, as chosen and guessed
 * @param confidence known column to how sure that is, from 0 to 1
 * @param mappingSource {@code request, remembered, guessed}
 * @param mappingConfirmedBy the import whose upload gave it; null unless it is remembered
 * @param variables header to variable, for the columns that are not known ones
 * @param rows the first rows as they stand
 * @param counts of the first rows, as an import would count them now
 * @param complete the counts are of the whole file
 */
public record LeadFilePreview(
        String encoding,
        String delimiter,
        List<String> headers,
        Map<String, String> mapping,
        Map<String, Double> confidence,
        String mappingSource,
        @Nullable ImportId mappingConfirmedBy,
        Map<String, String> variables,
        List<Row> rows,
        Counts counts,
        Map<String, Long> rejectedByCode,
        Map<String, Long> warningsByCode,
        boolean complete) {

    /** Numbers as they would be dialed; {@code code} is null for a good row. */
    public record Row(
            long line,
            List<String> cells,
            List<String> phones,
            @Nullable String code,
            @Nullable String reason) {}

    /**
     * The first five add up to {@code totalRows}.
     *
     * @param zoneUnknown good rows nobody knows the time zone of
     */
    public record Counts(
            long totalRows,
            long imported,
            long updated,
            long duplicates,
            long suppressed,
            long rejected,
            long zoneUnknown) {}
}
