package io.carillon.activities.leadfile;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * One record of a file.
 *
 * @param line physical line, from 1, where the record begins
 * @param cells as they stand in the file, quotes resolved; of a broken record what can be told
 * @param broken {@code ROW_BROKEN_QUOTE} or {@code ROW_TOO_LONG}; null: whole
 */
record CsvRecord(long line, List<String> cells, @Nullable RowCode broken) {
    CsvRecord {
        cells = List.copyOf(cells);
    }
}
