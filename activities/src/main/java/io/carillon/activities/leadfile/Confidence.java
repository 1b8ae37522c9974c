package io.carillon.activities.leadfile;

import io.carillon.activities.lead.ZoneName;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * How sure it is that a column means what it was taken for, from 0 to 1: what a person said is
 * sure; a name alone is worth 0.9; where the cells can be judged, the share that is what it should
 * be decides.
 */
final class Confidence {
    private static final double BY_NAME = 0.9;

    private final Columns columns;
    private final Set<KnownColumn> told;
    private final RowRules rules;

    Confidence(Columns columns, Set<KnownColumn> told, RowRules rules) {
        this.columns = columns;
        this.told = told;
        this.rules = rules;
    }

    /** Known column (wire name) to confidence, by the first records. */
    Map<String, Double> of(List<CsvRecord> first) {
        var confidence = new LinkedHashMap<String, Double>();
        for (KnownColumn column : KnownColumn.values()) {
            Integer index = columns.known().get(column);
            if (index != null) {
                confidence.put(column.wire(), told.contains(column) ? 1 : of(column, index, first));
            }
        }
        return confidence;
    }

    private double of(KnownColumn column, int index, List<CsvRecord> first) {
        Predicate<String> test = test(column);
        List<String> cells =
                first.stream()
                        .filter(record -> record.broken() == null && index < record.cells().size())
                        .map(record -> Guard.off(record.cells().get(index)))
                        .filter(cell -> !cell.isBlank())
                        .toList();
        if (test == null || cells.isEmpty()) {
            return BY_NAME;
        }
        double fitting = (double) cells.stream().filter(test).count() / cells.size();
        return Math.round(fitting * 99) / 100.0;
    }

    private @Nullable Predicate<String> test(KnownColumn column) {
        if (column == KnownColumn.PHONE || KnownColumn.ALTERNATES.contains(column)) {
            return rules::readsAsPhone;
        }
        return switch (column) {
            case EMAIL -> cell -> cell.indexOf('@') > 0;
            case TIME_ZONE -> cell -> ZoneName.read(cell).isPresent();
            case COUNTRY -> cell -> CountryName.read(cell).isPresent();
            case PRIORITY -> cell -> cell.strip().matches("[0-9](\\.0+)?");
            default -> null;
        };
    }
}
