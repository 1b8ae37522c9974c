package io.carillon.dev;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A process that stands still, with all it started, and knows nothing of it afterwards. */
final class ChaosFreeze {
    static final Duration FOR = Duration.ofSeconds(30);

    private ChaosFreeze() {}

    static void freeze(long pid) throws InterruptedException {
        List<ProcessHandle> all =
                ProcessHandle.of(pid).stream()
                        .flatMap(one -> Stream.concat(Stream.of(one), one.descendants()))
                        .toList();
        signal("-STOP", all);
        try {
            Thread.sleep(FOR);
        } finally {
            signal("-CONT", all);
        }
    }

    private static void signal(String signal, List<ProcessHandle> processes)
            throws InterruptedException {
        for (ProcessHandle process : processes) {
            if (process.isAlive()) {
                Machine.run(List.of("kill", signal, "" + process.pid()));
            }
        }
    }
}
