package io.carillon.dev;

import sun.misc.Signal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * {@code temporal-dev/up}: starts everything, runs a file of leads when one is given, and stays
 * until Ctrl-C. Exit status 0: stopped when asked, or every lead has its outcome; 1: leads without
 * one; 2: cannot start; 130: stopped before the leads were done.
 */
public final class Up {
    private static final Duration LOG_CHECK = Duration.ofMinutes(1);
    private static final Duration ROOM_CHECK = Duration.ofSeconds(5);

    private final Arguments arguments;
    private final Settings settings;
    private final Home home;
    private final Console console;

    private Up(Arguments arguments, Settings settings, Console console) {
        this.arguments = arguments;
        this.settings = settings;
        this.home = settings.home();
        this.console = console;
    }

    public static void main(String[] words) {
        var console =
                new Console(
                        Boolean.getBoolean("carillon.terminal"),
                        Integer.getInteger("carillon.columns", 80),
                        System.out);
        System.exit(status(words, console));
    }

    private static int status(String[] words, Console console) {
        try {
            var arguments = Arguments.of(words);
            return new Up(arguments, Settings.of(System.getenv(), arguments.speed()), console)
                    .run();
        } catch (CannotStart why) {
            console.say("up: " + why.getMessage());
            return 2;
        } catch (Api.Refused why) {
            console.say("up: " + why.explained());
            return 2;
        } catch (IOException | SQLException why) {
            console.say("up: " + why);
            return 2;
        }
    }

    private int run() throws IOException, SQLException {
        home.prepare();
        try (HomeLock lock = HomeLock.take(home)) {
            endOnSignals(Thread.currentThread());
            watchTheDisk();
            return runLocked();
        } finally {
            Files.deleteIfExists(home.pid("up"));
        }
    }

    private int runLocked() throws IOException, SQLException {
        Stack stack =
                arguments.services()
                        ? new ServiceStack(settings, root(), console)
                        : new EmbeddedStack(settings, console);
        try (var ports = new PortLock(settings.ports())) {
            return run(stack, ports);
        }
    }

    private int run(Stack stack, PortLock ports) throws IOException, SQLException {
        try {
            return work(stack, ports);
        } catch (InterruptedException asked) {
            console.say("Stopping ...");
            return arguments.leads() == null ? 0 : 130;
        } finally {
            end(stack);
        }
    }

    private int work(Stack stack, PortLock ports)
            throws IOException, SQLException, InterruptedException {
        long began = System.nanoTime();
        new Orphans(home, console).stop();
        settings.ports().check(settings);
        ports.take();
        settings.ports().write(home, settings);
        dropOldPrograms();
        console.say("Starting Carillon in " + home.path() + " ...");
        stack.start();
        String key = new FirstStart(settings).key();
        introduce(Duration.ofNanos(System.nanoTime() - began));
        boolean done = true;
        if (arguments.leads() != null) {
            done =
                    new CampaignRun(
                                    new Api(settings.api(), key),
                                    settings,
                                    arguments.leads(),
                                    console)
                            .run();
            if (arguments.exitWhenDone()) {
                return done ? 0 : 1;
            }
        }
        stay();
        return done ? 0 : 1;
    }

    private void introduce(Duration took) {
        console.say("Carillon is ready (%.1f s).".formatted(took.toMillis() / 1000.0));
        console.say(
                "  API          "
                        + settings.api()
                        + "/api/v1   documentation "
                        + settings.api()
                        + "/docs");
        console.say("  API key      " + home.apiKey());
        if (settings.embedsTemporal()) {
            console.say("  Temporal UI  http://127.0.0.1:" + settings.ports().temporalUi());
        }
        console.say(
                "  Carrier      simulated, speed "
                        + settings.speed()
                        + ", log "
                        + home.simulator().resolve("calls.jsonl"));
        console.say("  Logs         " + home.logs() + "   ports " + home.ports());
        if (!arguments.exitWhenDone()) {
            console.say("Ctrl-C stops everything; what it did is kept.");
        }
    }

    private static Path root() {
        return Path.of(System.getProperty("carillon.dev", "temporal-dev"))
                .resolve("..")
                .normalize();
    }

    private void watchTheDisk() {
        var room = new Room(home::freeBytes, home.path().toString(), console);
        Thread.ofVirtual()
                .start(
                        () -> {
                            while (true) {
                                room.look();
                                LockSupport.parkNanos(ROOM_CHECK.toNanos());
                            }
                        });
    }

    private void stay() throws InterruptedException {
        while (true) {
            Thread.sleep(LOG_CHECK);
            try {
                Logs.shorten(home.logs());
            } catch (IOException full) {
                console.say("cannot shorten the logs: " + full.getMessage());
            }
        }
    }

    private void end(Stack stack) {
        try {
            // What is asked from here on is already being done.
            Thread.interrupted();
            stack.stop();
        } catch (InterruptedException impatient) {
            console.say("Stopping in a hurry; temporal-dev/down ends what is left.");
        }
    }

    private static void endOnSignals(Thread main) {
        for (String name : List.of("INT", "TERM", "HUP")) {
            Signal.handle(new Signal(name), signal -> main.interrupt());
        }
    }

    /** Copies of programs no running process uses: everything in this home was stopped just now. */
    private void dropOldPrograms() throws IOException {
        Path programs = home.path().resolve("app");
        String current = System.getProperty("java.class.path");
        if (!Files.isDirectory(programs)) {
            return;
        }
        try (Stream<Path> all = Files.list(programs)) {
            for (Path old : all.filter(folder -> !current.contains(folder + "/")).toList()) {
                try (Stream<Path> walk = Files.walk(old)) {
                    for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                        Files.deleteIfExists(path);
                    }
                }
            }
        }
    }
}
