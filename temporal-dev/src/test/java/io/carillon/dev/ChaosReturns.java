package io.carillon.dev;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Starts what was killed again, at once and side by side, as whoever restarts processes does, while
 * others go on being killed.
 */
final class ChaosReturns {
    private static final String POSTGRESQL = "postgresql";

    private final Processes processes;
    private final Map<String, FutureTask<@Nullable Void>> underWay = new ConcurrentHashMap<>();

    ChaosReturns(Processes processes) {
        this.processes = processes;
    }

    void begin(List<String> names) {
        // All others need it to start, and wait for it.
        names.stream().filter(POSTGRESQL::equals).forEach(this::begin);
        names.stream().filter(name -> !name.equals(POSTGRESQL)).forEach(this::begin);
    }

    private void begin(String name) {
        var coming =
                new FutureTask<@Nullable Void>(
                        () -> {
                            comeBack(name);
                            return null;
                        });
        underWay.put(name, coming);
        Thread.ofVirtual().start(coming);
    }

    private void comeBack(String name)
            throws InterruptedException, ExecutionException, IOException, SQLException {
        FutureTask<@Nullable Void> database = underWay.get(POSTGRESQL);
        if (database != null && !name.equals(POSTGRESQL)) {
            database.get();
        }
        processes.revive(name);
    }

    /** It was never killed, or answers again. */
    boolean back(String name) {
        FutureTask<@Nullable Void> coming = underWay.get(name);
        return coming == null || coming.isDone();
    }

    /** Until all have come back. */
    void await() throws InterruptedException {
        for (FutureTask<@Nullable Void> coming : underWay.values()) {
            try {
                coming.get();
            } catch (ExecutionException failed) {
                throw new CannotStart(String.valueOf(failed.getCause()));
            }
        }
    }
}
