package io.carillon.dev;

import io.temporal.client.WorkflowClient;

import java.io.IOException;

/**
 * Programs are loaded and compiled by their first calls, which is no cost of a call: calls go on
 * until the compilers have little left to do, or for as long as there is patience.
 */
final class WarmUp {
    /** Of one processor; a process that lives for weeks has less. */
    private static final double LITTLE = 0.15;

    /**
     * Doubled again and again: what is not compiled yet is not asked for everything at once. Where
     * less is done the compilers have nothing to learn from, and little work says nothing.
     */
    private static final double FIRST_PACE = 5;

    /** Times the length of a turn: after six the compilers used a quarter of a processor. */
    private static final int PATIENCE = 12;

    private final CallLoad load;
    private final OneProcess process;
    private final Findings findings;

    WarmUp(CallLoad load, OneProcess process, Findings findings) {
        this.load = load;
        this.process = process;
        this.findings = findings;
    }

    void run(int seconds) throws IOException, InterruptedException {
        long began = System.nanoTime();
        long rulers = rulers(seconds / 4);
        int span = Math.max(1, seconds / 2);
        double pace = FIRST_PACE;
        load.pace(pace);
        load.begin();
        long calls = 0;
        double compiling;
        boolean busy;
        do {
            OwnThreads before = OwnThreads.now();
            CallLoad.Measured measured = load.measure(span);
            compiling = OwnThreads.now().since(before).compiling() / measured.seconds();
            busy = measured.callsPerSecond() >= FIRST_PACE;
            calls += measured.calls();
            pace = Math.min(2 * pace, CallLoad.FULL_PACE);
            load.pace(pace);
        } while ((compiling > LITTLE || !busy) && since(began) < PATIENCE * seconds);
        load.end();
        findings.say(
                "warmed up for %.0f s by %d rulers and %d calls; at the end the compilers used %.0f %% of a processor",
                since(began), rulers, calls, 100 * compiling);
    }

    private long rulers(int seconds) throws InterruptedException {
        try (Ruler ruler = new Ruler(process.bean(WorkflowClient.class)).begin()) {
            long before = ruler.done();
            Thread.sleep(1000L * seconds);
            return ruler.done() - before;
        }
    }

    private static double since(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }
}
