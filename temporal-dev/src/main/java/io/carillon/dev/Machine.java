package io.carillon.dev;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** The computer we run on: its programs, its processes. */
final class Machine {
    private Machine() {}

    static boolean root() {
        return "root".equals(System.getProperty("user.name"));
    }

    static boolean mac() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac");
    }

    static boolean arm() {
        return System.getProperty("os.arch").equals("aarch64");
    }

    /** The program of this name on PATH, or in the folders of a root shell; null when missing. */
    static @Nullable Path program(String name) {
        String path =
                System.getenv().getOrDefault("PATH", "") + ":/usr/sbin:/sbin:/usr/local/go/bin";
        for (String folder : path.split(":")) {
            Path file = Path.of(folder.isEmpty() ? "." : folder, name);
            if (Files.isRegularFile(file) && Files.isExecutable(file)) {
                return file;
            }
        }
        return null;
    }

    /** Runs a short command; its exit status and everything it said. */
    static Ran run(List<String> command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ran(process.waitFor(), said.strip());
        } catch (IOException refused) {
            return new Ran(127, String.valueOf(refused.getMessage()));
        }
    }

    record Ran(int status, String said) {
        boolean well() {
            return status == 0;
        }
    }

    /** Empty when the process is gone or may not be looked at. */
    static String commandLine(long pid) {
        Path file = Path.of("/proc", Long.toString(pid), "cmdline");
        try {
            if (Files.isReadable(file)) {
                return Files.readString(file, StandardCharsets.ISO_8859_1).replace('\0', ' ');
            }
        } catch (IOException gone) {
            return "";
        }
        return ProcessHandle.of(pid).flatMap(handle -> handle.info().commandLine()).orElse("");
    }

    /** Signals a process, waits, and kills it when it does not end in time. */
    static void end(ProcessHandle process, String signal, long seconds)
            throws InterruptedException {
        run(List.of("kill", "-" + signal, Long.toString(process.pid())));
        try {
            process.onExit().get(seconds, TimeUnit.SECONDS);
        } catch (java.util.concurrent.TimeoutException stubborn) {
            process.destroyForcibly();
        } catch (java.util.concurrent.ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
