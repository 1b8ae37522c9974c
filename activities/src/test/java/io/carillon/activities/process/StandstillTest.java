package io.carillon.activities.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

class StandstillTest {
    /**
     * @param turns of each look: r, virtual threads run before it; -, none does
     */
    @ParameterizedTest
    @CsvSource({
        "rrrrrrrrrr, 0",
        "r---, 1",
        "---, 1",
        "r--, 0",
        "r--r--r--r, 0",
        "r--r---r, 1",
    })
    void ends_when_no_virtual_thread_ran_for_three_looks(String turns, int ends) {
        Queue<Runnable> waiting = new ArrayDeque<>();
        var ended = new AtomicInteger();
        var look = new AtomicInteger();
        Standstill.Pause pause =
                () -> {
                    int next = look.getAndIncrement();
                    if (next == turns.length()) {
                        return false;
                    }
                    if (turns.charAt(next) == 'r') {
                        waiting.forEach(Runnable::run);
                        waiting.clear();
                    }
                    return true;
                };
        new Standstill(waiting::add, pause, 3, ended::incrementAndGet).look();
        assertEquals(ends, ended.get());
    }

    /** A virtual thread within a class initializer cannot leave the only carrier there is. */
    @Test
    void a_process_that_stands_still_ends_and_says_where() throws Exception {
        var builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Djdk.virtualThreadScheduler.parallelism=1",
                        "-Djdk.virtualThreadScheduler.maxPoolSize=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Pinned.class.getName());
        Process process = builder.redirectErrorStream(true).start();
        try {
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(process.waitFor(30, TimeUnit.SECONDS));
            assertEquals(Standstill.STATUS, process.exitValue(), said);
            for (String word : List.of("process.stands_still", "StandstillTest$Stuck.<clinit>")) {
                assertTrue(said.contains(word), said);
            }
        } finally {
            process.destroyForcibly();
        }
    }

    /** The process of that test. */
    static final class Pinned {
        private Pinned() {}

        public static void main(String[] none) throws InterruptedException {
            Thread stuck = Thread.startVirtualThread(Stuck::touch);
            Standstill.watch(Duration.ofMillis(20), 5);
            stuck.join();
        }
    }

    private static final class Stuck {
        static {
            LockSupport.park();
        }

        static void touch() {}
    }
}
