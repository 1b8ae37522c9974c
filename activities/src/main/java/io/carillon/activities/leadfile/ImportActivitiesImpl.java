package io.carillon.activities.leadfile;

import io.carillon.activities.temporal.SteadyBeat;
import io.carillon.workflows.imports.ImportActivities;
import io.carillon.workflows.imports.ImportProgress;
import io.carillon.workflows.imports.ImportStart;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;

import java.time.Duration;

/** {@link ImportActivities}: reads for a while, then lets the workflow show how far it is. */
final class ImportActivitiesImpl implements ImportActivities {
    private static final Duration WHILE = Duration.ofSeconds(20);

    // A fifth of the heartbeat timeout: a busy process misses one and is not taken for dead.
    private static final Duration BEAT = Duration.ofSeconds(1);

    private final LeadFileImport reading;
    private final JdbcImports imports;

    ImportActivitiesImpl(LeadFileImport reading, JdbcImports imports) {
        this.reading = reading;
        this.imports = imports;
    }

    @Override
    public ImportProgress read(ImportStart start) {
        ActivityExecutionContext activity = Activity.getExecutionContext();
        long end = System.nanoTime() + WHILE.toNanos();
        try (SteadyBeat beat = SteadyBeat.start(() -> activity.heartbeat(null), BEAT)) {
            ImportRow row =
                    reading.read(
                            start,
                            () -> {
                                activity.heartbeat(null);
                                return System.nanoTime() < end;
                            });
            return progress(row);
        }
    }

    @Override
    public ImportProgress cancel(ImportStart start) {
        try {
            imports.cancel(start.organization(), start.importId());
        } catch (Imports.AlreadyOver asWell) {
            // It ended by itself at the same moment.
        }
        reading.tellOfEnd(start);
        return progress(imports.find(start.organization(), start.importId()).orElseThrow());
    }

    private static ImportProgress progress(ImportRow row) {
        return new ImportProgress(row.over(), row.status(), row.next().record());
    }
}
