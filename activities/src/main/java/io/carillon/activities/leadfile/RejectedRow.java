package io.carillon.activities.leadfile;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A row as it stood in the file, and why it was refused.
 *
 * @param record number of the data record, from 0
 * @param line physical line, from 1, where it begins
 * @param column header at fault; null: the row as a whole
 */
public record RejectedRow(
        long record,
        long line,
        @Nullable String column,
        String code,
        String reason,
        List<String> cells) {
    public RejectedRow {
        cells = List.copyOf(cells);
    }
}
