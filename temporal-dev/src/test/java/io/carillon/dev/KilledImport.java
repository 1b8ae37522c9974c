package io.carillon.dev;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An import whose reader is killed at given places of the file. */
final class KilledImport {
    // What the dead process had sent to the database by then has arrived.
    private static final Duration SETTLED = Duration.ofMillis(250);

    private final FollowedImport followed;
    private final ImportReaders readers;
    private final Findings findings;
    private final Duration every;
    private final List<Duration> stoodStill = new ArrayList<>();

    KilledImport(
            FollowedImport followed, ImportReaders readers, Findings findings, Duration every) {
        this.followed = followed;
        this.readers = readers;
        this.findings = findings;
        this.every = every;
    }

    /**
     * @param places rows read at which its reader is killed, rising
     */
    FollowedImport.Look toTheEnd(List<Long> places) throws IOException, InterruptedException {
        for (long place : places) {
            if (!followed.await(place, every).over()) {
                kill();
            }
        }
        return followed.awaitEnd(every);
    }

    private void kill() throws IOException, InterruptedException {
        Optional<String> killed = readers.kill(followed.id());
        if (killed.isEmpty()) {
            return;
        }
        long at = System.nanoTime();
        Thread.sleep(SETTLED);
        FollowedImport.Look dead = followed.look();
        FollowedImport.Look risen = followed.await(dead.rowsRead() + 1, every);
        var still = Duration.ofNanos(risen.at() - at);
        stoodStill.add(still);
        findings.say(
                "kill -9 of %s at %,d rows read: they rose again after %.1f s",
                killed.get(), dead.rowsRead(), Findings.seconds(still));
    }

    int kills() {
        return stoodStill.size();
    }

    Duration stoodStill() {
        return stoodStill.stream().reduce(Duration.ZERO, Duration::plus);
    }
}
