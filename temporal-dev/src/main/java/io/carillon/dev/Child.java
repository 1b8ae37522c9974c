package io.carillon.dev;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One process of the stack: its own log, its pid in a file, and a new start when it dies. A start
 * that fails before the process was ever ready ends the whole `up`, with the end of its log.
 */
final class Child {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    // A process that lived this long died of something new: the pauses begin again.
    private static final Duration LIVED = Duration.ofMinutes(1);

    private final String name;
    private final List<String> command;
    private final Map<String, String> environment;
    private final Home home;
    private final Console console;

    private @Nullable Process process;
    private long startedNanos;
    private Duration pause = FIRST_PAUSE;
    private boolean supervised;
    private boolean stopping;

    /**
     * @param environment added to ours; an empty value removes the variable
     */
    Child(
            String name,
            List<String> command,
            Map<String, String> environment,
            Home home,
            Console console) {
        this.name = name;
        this.command = ownSession(command);
        this.environment = environment;
        this.home = home;
        this.console = console;
    }

    String name() {
        return name;
    }

    /** Does nothing when it runs already, or was ended. */
    synchronized void start() {
        if (stopping || process != null && process.isAlive()) {
            return;
        }
        var builder =
                new ProcessBuilder(command)
                        .directory(home.path().toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(home.log(name).toFile()));
        environment.forEach(
                (key, value) -> {
                    if (value.isEmpty()) {
                        builder.environment().remove(key);
                    } else {
                        builder.environment().put(key, value);
                    }
                });
        try {
            Process started = builder.start();
            started.getOutputStream().close();
            process = started;
            startedNanos = System.nanoTime();
            Files.writeString(home.pid(name), started.pid() + "\n");
            started.onExit().thenAccept(this::ended);
        } catch (IOException refused) {
            throw new CannotStart("cannot start " + name + ": " + refused.getMessage());
        }
    }

    /** Waits until the probe holds; from then on a death is followed by a new start. */
    void awaitReady(Probe ready, Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (!ready.holds()) {
            Process current = current();
            if (current != null && !current.isAlive()) {
                throw new CannotStart(
                        "%s ended while starting (exit status %d): %s%nIts log: %s"
                                .formatted(
                                        name,
                                        current.exitValue(),
                                        Logs.lastLines(home.log(name)),
                                        home.log(name)));
            }
            if (System.nanoTime() > end) {
                throw new CannotStart(
                        "%s was not ready after %d s. Its log: %s"
                                .formatted(name, limit.toSeconds(), home.log(name)));
            }
            Thread.sleep(50);
        }
        synchronized (this) {
            supervised = true;
        }
    }

    /** Ends it at once, whatever it does, and does not start it again. */
    void kill() throws InterruptedException {
        Process current;
        synchronized (this) {
            stopping = true;
            current = process;
        }
        if (current != null) {
            current.destroyForcibly().waitFor();
        }
    }

    /** -1: it was never started. */
    synchronized long pid() {
        return process == null ? -1 : process.pid();
    }

    void stop(String signal, long seconds) throws InterruptedException {
        Process current;
        synchronized (this) {
            stopping = true;
            current = process;
        }
        if (current != null && current.isAlive()) {
            Machine.end(current.toHandle(), signal, seconds);
        }
        try {
            Files.deleteIfExists(home.pid(name));
        } catch (IOException kept) {
            console.say("cannot remove " + home.pid(name) + ": " + kept.getMessage());
        }
    }

    private synchronized @Nullable Process current() {
        return process;
    }

    private void ended(Process dead) {
        Duration wait;
        synchronized (this) {
            if (stopping || !supervised) {
                return;
            }
            if (System.nanoTime() - startedNanos > LIVED.toNanos()) {
                pause = FIRST_PAUSE;
            }
            wait = pause;
            pause =
                    pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0
                            ? LONGEST_PAUSE
                            : pause.multipliedBy(2);
        }
        console.say(
                "%s ended (exit status %d); starting it again. Its log: %s"
                        .formatted(name, dead.exitValue(), home.log(name)));
        Thread.ofVirtual().start(() -> startAgain(wait));
    }

    private void startAgain(Duration wait) {
        try {
            Thread.sleep(wait);
            start();
        } catch (CannotStart refused) {
            console.say(String.valueOf(refused.getMessage()));
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    /** A session of its own, so that Ctrl-C reaches only `up`, which then ends things in order. */
    private static List<String> ownSession(List<String> command) {
        var whole = new ArrayList<String>();
        if (Machine.program("setsid") != null) {
            whole.add("setsid");
        }
        whole.addAll(command);
        return List.copyOf(whole);
    }

    /** Whether a process answers. */
    interface Probe {
        boolean holds() throws InterruptedException;
    }
}
