package io.carillon.api.lead;

import io.carillon.activities.leadfile.ImportRow;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * How far an import is: what is known, and null for what is not.
 *
 * @param rowsRead accounted for, in a bucket each
 * @param fraction of the file, from 0 to 1, never less than before; null where a version read it
 *     that did not note how far it was in the file
 * @param rowsPerSecond since it began; null before
 * @param secondsLeft at that rate; null when nobody can tell; 0 when it has ended
 */
record ProgressView(
        long rowsRead,
        @Nullable Double fraction,
        @Nullable Double rowsPerSecond,
        @Nullable Long secondsLeft) {
    static ProgressView of(ImportRow row) {
        Double fraction = fraction(row);
        Duration took = took(row);
        long rows = row.counts().totalRows();
        Double rate =
                took == null || rows == 0
                        ? null
                        : Math.round(rows * 1e4 / Math.max(1, took.toMillis())) / 10.0;
        return new ProgressView(rows, fraction, rate, left(row, fraction, took));
    }

    private static @Nullable Double fraction(ImportRow row) {
        if (row.status().equals("completed")) {
            return 1.0;
        }
        if (row.readBytes() == 0 && row.next().record() > 0) {
            return null;
        }
        return row.sizeBytes() == 0
                ? 0.0
                : Math.floor(1e3 * row.readBytes() / row.sizeBytes()) / 1e3;
    }

    private static @Nullable Duration took(ImportRow row) {
        if (row.startedAt() == null) {
            return null;
        }
        return Duration.between(
                row.startedAt(), row.endedAt() == null ? row.asOf() : row.endedAt());
    }

    private static @Nullable Long left(
            ImportRow row, @Nullable Double fraction, @Nullable Duration took) {
        if (row.over()) {
            return 0L;
        }
        if (fraction == null || fraction == 0 || took == null) {
            return null;
        }
        return Math.round(took.toMillis() * (1 - fraction) / fraction / 1e3);
    }
}
