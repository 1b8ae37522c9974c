package io.carillon.activities.ledger;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;

/** Looks every minute whether a night is due, on a thread of its own; each worker runs one. */
public final class LedgerLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerLoop.class);

    private static final Duration LOOK = Duration.ofMinutes(1);

    private final LedgerNights nights;
    private final Thread thread;

    public LedgerLoop(LedgerNights nights) {
        this.nights = nights;
        this.thread = Thread.ofPlatform().daemon().name("ledger").unstarted(this::run);
    }

    public LedgerLoop start() {
        thread.start();
        return this;
    }

    private void run() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                // Before the first look: a start has other things to do.
                Thread.sleep(LOOK);
                nights.examineWhenDue();
            } catch (InterruptedException ending) {
                return;
            } catch (RuntimeException notNow) {
                LOG.atWarn().setCause(notNow).log("ledger.failed");
            }
        }
    }

    /** An examination that is under way ends by itself; the process need not wait for it. */
    @Override
    public void close() {
        thread.interrupt();
    }
}
