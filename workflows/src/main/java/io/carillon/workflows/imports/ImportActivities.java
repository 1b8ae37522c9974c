package io.carillon.workflows.imports;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/**
 * Reads lead files. Each chunk is one transaction with the import's position in it, so repeating
 * doubles nothing.
 */
@ActivityInterface(namePrefix = "Import.")
public interface ImportActivities {
    /** Reads on from the stored position for up to about 30 s with heartbeats. */
    @ActivityMethod
    ImportProgress read(ImportStart start);

    /** Ends the import as canceled unless it has ended; what was read stays. */
    @ActivityMethod
    ImportProgress cancel(ImportStart start);
}
