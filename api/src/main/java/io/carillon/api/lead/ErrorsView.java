package io.carillon.api.lead;

import io.carillon.activities.leadfile.ImportRow;
import io.carillon.activities.leadfile.Imports;
import io.carillon.activities.leadfile.RejectedRow;
import io.carillon.workflows.ids.ImportId;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Why rows of a file were refused, cause by cause. */
record ErrorsView(ImportId importId, long rejected, List<Group> data) {
    record Group(String code, String meaning, long count, List<Example> examples) {}

    /**
     * @param line physical line where the row begins
     * @param column header at fault; null: the row as a whole
     * @param value what stands there; null for the row as a whole
     */
    record Example(
            long line,
            @Nullable String column,
            @Nullable String value,
            String reason,
            List<String> cells) {}

    static ErrorsView of(ImportRow row, List<Imports.ErrorGroup> groups) {
        return new ErrorsView(
                row.id(),
                row.counts().rejected(),
                groups.stream()
                        .map(
                                group ->
                                        new Group(
                                                group.code().name(),
                                                group.code().meaning(),
                                                group.count(),
                                                group.examples().stream()
                                                        .map(each -> example(row, each))
                                                        .toList()))
                        .toList());
    }

    private static Example example(ImportRow row, RejectedRow rejected) {
        int at = rejected.column() == null ? -1 : row.headers().indexOf(rejected.column());
        String value = at >= 0 && at < rejected.cells().size() ? rejected.cells().get(at) : null;
        return new Example(
                rejected.line(), rejected.column(), value, rejected.reason(), rejected.cells());
    }
}
