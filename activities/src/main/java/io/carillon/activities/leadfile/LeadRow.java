package io.carillon.activities.leadfile;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.function.Function;

/**
 * A row sorted into columns, not judged yet.
 *
 * @param record number of the data record in its file or batch, from 0
 * @param known its known columns as written; blank and absent are the same
 * @param variables what becomes a variable, known columns under their known names
 * @param names how the row's author calls each known column, for reports
 */
public record LeadRow(
        long record,
        Map<KnownColumn, String> known,
        Map<String, String> variables,
        Function<KnownColumn, String> names) {
    @Nullable String get(KnownColumn column) {
        String value = known.get(column);
        return value == null || value.isBlank() ? null : value.strip();
    }
}
