package io.carillon.activities.suppression;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/**
 * What became of a file of suppressions. {@code totalRows = added + updated + duplicates +
 * rejected}.
 *
 * @param updated were there with another reason or expiry
 * @param duplicates were there as they are, or stand in the file more than once
 * @param errors the first refused rows, up to 1,000
 */
public record SuppressionUpload(
        long totalRows,
        long added,
        long updated,
        long duplicates,
        long rejected,
        Map<String, Long> rejectedByCode,
        List<RowError> errors,
        String encoding,
        String delimiter) {
    public SuppressionUpload {
        errors = List.copyOf(errors);
    }

    /**
     * @param line physical line where the row begins
     * @param column at fault; null: the row as a whole
     */
    public record RowError(long line, @Nullable String column, String code, String reason) {}
}
