package io.carillon.api.lead;

import io.carillon.activities.leadfile.ImportCounts;

/** Where rows ended; the buckets add up to the total. */
record CountsView(
        long totalRows,
        long imported,
        long updated,
        long duplicates,
        long suppressed,
        long rejected) {
    static CountsView of(ImportCounts counts) {
        return new CountsView(
                counts.totalRows(),
                counts.imported(),
                counts.updated(),
                counts.duplicates(),
                counts.suppressed(),
                counts.rejected());
    }
}
