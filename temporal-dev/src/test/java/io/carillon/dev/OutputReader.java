package io.carillon.dev;

/**
 * Reads what a process says. A pipe that is silent blocks the thread below a virtual thread, and
 * there are as few of those as processors: two silent processes stopped every virtual thread of a
 * run on two of them.
 */
final class OutputReader {
    private OutputReader() {}

    static void start(Runnable reading) {
        Thread.ofPlatform().daemon().name("output").start(reading);
    }
}
