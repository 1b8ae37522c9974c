package io.carillon.dev;

import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;

/**
 * What this virtual machine did for itself while something was measured: a turnaround waits for its
 * compilers where they take the processor, and in each of the collector's pauses.
 *
 * @param pauses with the collector the figures are taken with each collection is one
 */
record OwnWork(OwnThreads threads, long pauses, long pausedMillis, long nanos) {
    static OwnWork now() throws IOException {
        long pauses = 0;
        long pausedMillis = 0;
        for (GarbageCollectorMXBean one : ManagementFactory.getGarbageCollectorMXBeans()) {
            pauses += one.getCollectionCount();
            pausedMillis += one.getCollectionTime();
        }
        return new OwnWork(OwnThreads.now(), pauses, pausedMillis, System.nanoTime());
    }

    OwnWork since(OwnWork before) {
        return new OwnWork(
                threads.since(before.threads),
                pauses - before.pauses,
                pausedMillis - before.pausedMillis,
                nanos - before.nanos);
    }

    /** For people. */
    @Override
    public String toString() {
        double percent = 100 / (nanos / 1e9);
        return "the compilers used %.0f %% of a processor, the collector of garbage %.1f %%; all stood still %d times for %.0f ms on average"
                .formatted(
                        percent * threads.compiling(),
                        percent * threads.collecting(),
                        pauses,
                        (double) pausedMillis / Math.max(1, pauses));
    }
}
