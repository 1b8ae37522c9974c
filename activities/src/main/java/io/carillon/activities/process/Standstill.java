package io.carillon.activities.process;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Ends a process whose virtual threads do not run any more, so that whoever restarts processes
 * starts another: nothing else would end it, and its connections look alive. A process that was
 * itself stopped for a while, with all its threads, is not meant: only looks count in which this
 * thread ran and no virtual one did.
 */
public final class Standstill {
    /** Of {@code sysexits.h}: an internal error of the software. */
    static final int STATUS = 70;

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    /** Far more than collections of garbage or a busy machine take. */
    private static final int LOOKS = 30;

    private static final Duration MOST_FOR_WORDS = Duration.ofSeconds(10);

    private final Executor virtual;
    private final Pause pause;
    private final int looks;
    private final Runnable end;
    private final AtomicLong sparks = new AtomicLong();

    /** Until the next look; false: there is none. */
    interface Pause {
        boolean passed();
    }

    Standstill(Executor virtual, Pause pause, int looks, Runnable end) {
        this.virtual = virtual;
        this.pause = pause;
        this.looks = looks;
        this.end = end;
    }

    /** Watches this process for as long as it lives. */
    public static void watch() {
        watch(BETWEEN_LOOKS, LOOKS);
    }

    static void watch(Duration between, int looks) {
        // Made now: what stands still may be the loading of classes.
        Thread last = Thread.ofPlatform().daemon().unstarted(Standstill::endWithoutWords);
        var watching =
                new Standstill(
                        Thread::startVirtualThread,
                        () -> slept(between),
                        looks,
                        () -> end(between.multipliedBy(looks), last));
        Thread.ofPlatform().daemon().name("standstill").start(watching::look);
    }

    void look() {
        long seen = 0;
        int silent = 0;
        virtual.execute(sparks::incrementAndGet);
        while (pause.passed()) {
            long now = sparks.get();
            if (now == seen) {
                silent++;
            } else {
                silent = 0;
                seen = now;
                virtual.execute(sparks::incrementAndGet);
            }
            if (silent >= looks) {
                end.run();
                return;
            }
        }
    }

    private static boolean slept(Duration between) {
        try {
            Thread.sleep(between);
            return true;
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Logging and orderly shutdown may wait for what stands still. */
    private static void end(Duration silent, Thread last) {
        last.start();
        try (var error = new FileOutputStream(FileDescriptor.err)) {
            String said = "process.stands_still seconds=" + silent.toSeconds() + '\n';
            error.write(said.getBytes(StandardCharsets.UTF_8));
            error.write(threads());
        } catch (IOException nowhere) {
            // Nobody reads; the exit status still says it.
        }
        Runtime.getRuntime().halt(STATUS);
    }

    private static void endWithoutWords() {
        slept(MOST_FOR_WORDS);
        Runtime.getRuntime().halt(STATUS);
    }

    /** What all threads do, virtual ones as well. */
    private static byte[] threads() throws IOException {
        Path folder = Files.createTempDirectory("carillon-threads");
        Path file = folder.resolve("threads.txt");
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .dumpThreads(file.toString(), ThreadDumpFormat.TEXT_PLAIN);
        byte[] dumped = Files.readAllBytes(file);
        Files.delete(file);
        Files.delete(folder);
        return dumped;
    }
}
