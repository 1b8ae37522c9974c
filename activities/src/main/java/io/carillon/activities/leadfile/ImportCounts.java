package io.carillon.activities.leadfile;

import java.util.Map;
import java.util.TreeMap;

/**
 * Where the rows of an import ended; the buckets always add up to the total.
 *
 * @param rejectedByCode row codes and how often; adds up to {@code rejected}
 * @param warningsByCode warnings of rows that were kept
 */
public record ImportCounts(
        long imported,
        long updated,
        long duplicates,
        long suppressed,
        long rejected,
        Map<String, Long> rejectedByCode,
        Map<String, Long> warningsByCode) {
    public static final ImportCounts NONE = new ImportCounts(0, 0, 0, 0, 0, Map.of(), Map.of());

    public ImportCounts {
        rejectedByCode = java.util.Collections.unmodifiableMap(new TreeMap<>(rejectedByCode));
        warningsByCode = java.util.Collections.unmodifiableMap(new TreeMap<>(warningsByCode));
    }

    public long totalRows() {
        return imported + updated + duplicates + suppressed + rejected;
    }

    ImportCounts plus(ImportCounts more) {
        return new ImportCounts(
                imported + more.imported,
                updated + more.updated,
                duplicates + more.duplicates,
                suppressed + more.suppressed,
                rejected + more.rejected,
                sum(rejectedByCode, more.rejectedByCode),
                sum(warningsByCode, more.warningsByCode));
    }

    private static Map<String, Long> sum(Map<String, Long> some, Map<String, Long> more) {
        var sum = new TreeMap<>(some);
        more.forEach((code, count) -> sum.merge(code, count, Long::sum));
        return sum;
    }
}
