package io.carillon.dev;

import io.carillon.dev.wire.Aims;
import io.carillon.dev.wire.Mark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Whether calls are made: the carrier takes one, and one ends with its result. */
final class ChaosWork {
    private static final Duration LOOK = Duration.ofMillis(50);

    private final Aims aims;
    private final Path carrierLog;

    ChaosWork(Aims aims, Path carrierLog) {
        this.aims = aims;
        this.carrierLog = carrierLog;
    }

    /** How long after now until both have happened; empty: not within the limit. */
    Optional<Duration> resumes(Duration limit) throws IOException, InterruptedException {
        long from = System.nanoTime();
        long dialed = Files.size(carrierLog);
        while (System.nanoTime() - from < limit.toNanos()) {
            Aims.Seen ended = aims.last(Mark.ENDED);
            if (Files.size(carrierLog) > dialed && ended != null && ended.nanos() > from) {
                return Optional.of(Duration.ofNanos(System.nanoTime() - from));
            }
            Thread.sleep(LOOK);
        }
        return Optional.empty();
    }
}
