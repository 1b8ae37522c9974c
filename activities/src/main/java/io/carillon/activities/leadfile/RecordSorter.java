package io.carillon.activities.leadfile;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sorts the records of a file into rows by its columns, and has them judged. */
final class RecordSorter {
    private final Columns columns;
    private final RowRules rules;

    RecordSorter(Columns columns, RowRules rules) {
        this.columns = columns;
        this.rules = rules;
    }

    /**
     * @param number of the data record, from 0
     */
    RowReading read(CsvRecord record, long number) {
        List<String> cells = record.cells();
        if (record.broken() != null) {
            return new RowReading.Bad(null, record.broken(), reason(record.broken()));
        }
        int width = columns.headers().size();
        if (cells.stream().skip(width).anyMatch(cell -> !cell.isBlank())) {
            return new RowReading.Bad(
                    null,
                    RowCode.ROW_TOO_MANY_COLUMNS,
                    cells.size() + " cells under " + width + " headers");
        }
        return rules.read(new LeadRow(number, known(cells), variables(cells), columns::headerOf));
    }

    private Map<KnownColumn, String> known(List<String> cells) {
        var known = new EnumMap<KnownColumn, String>(KnownColumn.class);
        columns.known()
                .forEach(
                        (column, index) -> {
                            if (index < cells.size()) {
                                known.put(column, Guard.off(cells.get(index)));
                            }
                        });
        return known;
    }

    private Map<String, String> variables(List<String> cells) {
        var variables = new LinkedHashMap<String, String>();
        for (int i = 0; i < Math.min(cells.size(), columns.variables().size()); i++) {
            String name = columns.variables().get(i);
            if (name != null) {
                variables.put(name, Guard.off(cells.get(i)));
            }
        }
        return variables;
    }

    private static String reason(RowCode code) {
        return code == RowCode.ROW_TOO_LONG
                ? "more than " + CsvReader.RECORD_BYTES_MAX + " bytes"
                : "a quote that is not closed before the next cell";
    }
}
