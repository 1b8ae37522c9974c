package io.carillon.dev;

import tools.jackson.databind.JsonNode;

/** The buckets of one import, as the API shows them. */
record ImportSums(
        long total, long imported, long updated, long duplicates, long suppressed, long rejected) {
    static ImportSums of(JsonNode shown) {
        JsonNode counts = shown.path("counts");
        return new ImportSums(
                counts.path("total_rows").asLong(-1),
                counts.path("imported").asLong(-1),
                counts.path("updated").asLong(-1),
                counts.path("duplicates").asLong(-1),
                counts.path("suppressed").asLong(-1),
                counts.path("rejected").asLong(-1));
    }

    boolean agree() {
        return total == imported + updated + duplicates + suppressed + rejected;
    }

    ImportSums plus(ImportSums other) {
        return new ImportSums(
                total + other.total,
                imported + other.imported,
                updated + other.updated,
                duplicates + other.duplicates,
                suppressed + other.suppressed,
                rejected + other.rejected);
    }

    @Override
    public String toString() {
        return "%,d rows = %,d imported + %,d updated + %,d duplicates + %,d suppressed + %,d rejected"
                .formatted(total, imported, updated, duplicates, suppressed, rejected);
    }
}
