package io.carillon.activities.upkeep;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.Collectors;

/** What one sweep mended, for the Web UI and the log. Counted by many threads. */
final class Mended {
    private static final Logger LOG = LoggerFactory.getLogger(Mended.class);

    /** In the order the line says them. */
    enum What {
        STARTED("started calls"),
        CANCELED("canceled"),
        JUDGED("judged"),
        UNLISTED("judged as unlisted"),
        HUNG_UP("hung up"),
        UNKNOWN("unknown at carriers"),
        FREED("freed leads"),
        RATED("rated calls"),
        NEWS("told news"),
        EVENTS("placed events"),
        CAMPAIGNS("woke campaigns"),
        PAUSED("paused"),
        IMPORTS("started imports"),
        ENDPOINTS("woke endpoints");

        private final String words;

        What(String words) {
            this.words = words;
        }
    }

    private final List<String> failed = new CopyOnWriteArrayList<>();
    private final AtomicIntegerArray counts = new AtomicIntegerArray(What.values().length);

    void add(What what) {
        add(what, 1);
    }

    void add(What what, int times) {
        counts.addAndGet(what.ordinal(), times);
    }

    /** Nobody could look at these. */
    void failed(String part) {
        failed.add(part);
    }

    String line() {
        return failed.isEmpty()
                ? mended()
                : mended() + "; could not look at " + String.join(", ", failed);
    }

    private String mended() {
        String line =
                Arrays.stream(What.values())
                        .filter(what -> counts.get(what.ordinal()) > 0)
                        .map(what -> what.words + " " + counts.get(what.ordinal()))
                        .collect(Collectors.joining(", "));
        if (line.isEmpty()) {
            return "nothing to mend";
        }
        LOG.atInfo().addKeyValue("mended", line).log("sweep.mended");
        return line;
    }
}
