package io.carillon.api.http;

import io.carillon.activities.organization.IdempotencyStore;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

import java.util.concurrent.TimeUnit;

/** Removes kept answers whose time is over. */
final class IdempotencyPurge {
    private static final Logger LOG = LoggerFactory.getLogger(IdempotencyPurge.class);

    private final IdempotencyStore store;

    IdempotencyPurge(IdempotencyStore store) {
        this.store = store;
    }

    @Scheduled(initialDelay = 10, fixedDelay = 30, timeUnit = TimeUnit.MINUTES)
    void purge() {
        try {
            int removed = store.purge();
            LOG.atDebug().addKeyValue("removed", removed).log("api.idempotency_purged");
        } catch (RuntimeException later) {
            LOG.atWarn().addKeyValue("cause", later.toString()).log("api.idempotency_purge_failed");
        }
    }
}
