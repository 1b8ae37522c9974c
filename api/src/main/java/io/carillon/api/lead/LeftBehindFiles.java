package io.carillon.api.lead;

import io.carillon.activities.blob.Blobs;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Removes files of uploads that were broken off. */
@Component
class LeftBehindFiles {
    private static final Logger LOG = LoggerFactory.getLogger(LeftBehindFiles.class);

    /** No upload takes as long. */
    private static final Duration AGE = Duration.ofDays(1);

    private final Blobs blobs;

    LeftBehindFiles(Blobs blobs) {
        this.blobs = blobs;
    }

    @Scheduled(initialDelay = 20, fixedDelay = 60, timeUnit = TimeUnit.MINUTES)
    void remove() {
        try {
            int removed = blobs.removeLeftBehind(AGE);
            LOG.atDebug().addKeyValue("removed", removed).log("api.files_removed");
        } catch (RuntimeException later) {
            LOG.atWarn().addKeyValue("cause", later.toString()).log("api.files_not_removed");
        }
    }
}
