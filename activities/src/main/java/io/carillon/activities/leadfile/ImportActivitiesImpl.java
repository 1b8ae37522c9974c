package io.carillon.activities.leadfile;

import io.carillon.workflows.imports.ImportActivities;
import io.carillon.workflows.imports.ImportProgress;
import io.carillon.workflows.imports.ImportStart;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;

import java.time.Duration;

/** {@link ImportActivities}: reads for a while, then lets the workflow show how far it is. */
final class ImportActivitiesImpl implements ImportActivities {
    private static final Duration WHILE = Duration.ofSeconds(20);

    private final LeadFileImport reading;

    ImportActivitiesImpl(LeadFileImport reading) {
        this.reading = reading;
    }

    @Override
    public ImportProgress read(ImportStart start) {
        ActivityExecutionContext activity = Activity.getExecutionContext();
        long end = System.nanoTime() + WHILE.toNanos();
        ImportRow row =
                reading.read(
                        start,
                        () -> {
                            activity.heartbeat(null);
                            return System.nanoTime() < end;
                        });
        return new ImportProgress(row.over(), row.status(), row.next().record());
    }
}
