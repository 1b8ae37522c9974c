package io.carillon.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * The same people called on the simulated carrier and through another one's stand-in: {@code
 * temporal-dev/bench twilio|ilyost [people] [--speed N] [--seed N]}. Exit status 1: something else
 * came of somebody than is documented, a phone rang without an attempt, or a promise is broken.
 */
public final class StandInFigures {
    private static final int PEOPLE = 500;
    private static final int SPEED = 10;

    private static final Duration PRICES = Duration.ofMinutes(5);
    private static final String UNRATED =
            "SELECT count(*) FROM calls WHERE carrier <> 'simulator' AND answered_at IS NOT NULL AND NOT cost_charged";
    private static final String RATED = "SELECT count(*) FROM calls WHERE cost_charged";
    private static final String COST =
            "SELECT coalesce(sum(cost), 0)::text FROM calls WHERE cost_charged";

    private StandInFigures() {}

    public static void main(String[] words) throws Exception {
        int people = PEOPLE;
        int speed = SPEED;
        long seed = System.nanoTime() % 1_000_000;
        StandInCarrier carrier = StandInCarrier.of(words[0]);
        for (int i = 1; i < words.length; i++) {
            switch (words[i]) {
                case "--speed" -> speed = Integer.parseInt(words[++i]);
                case "--seed" -> seed = Long.parseLong(words[++i]);
                default -> people = Integer.parseInt(words[i]);
            }
        }
        var findings = new Findings(System.out);
        run(carrier, people, speed, seed, findings);
        if (!findings.broken().isEmpty()) {
            findings.say("%d did not hold", findings.broken().size());
            System.exit(1);
        }
        findings.say("everything held");
    }

    private static void run(
            StandInCarrier carrier, int people, int speed, long seed, Findings findings)
            throws IOException, InterruptedException, SQLException {
        findings.say(
                "set-up: %s, %d people, speed %d, seed %d", carrier.word(), people, speed, seed);
        Path folder = Files.createTempDirectory("carillon-" + carrier.word()).toRealPath();
        try (StandIn standIn = StandIn.start(carrier, folder, speed, seed, StandIn.Load.USUAL);
                RunningStack stack =
                        RunningStack.start(folder.resolve("home"), speed, standIn.environment())) {
            standIn.open(stack.settings());
            new StandInTrial(stack, standIn, folder, findings).run(SamePeople.all(people));
            awaitPrices(stack, findings);
        } finally {
            delete(folder);
        }
    }

    /** Some carriers say what a call cost some time after its end. */
    private static void awaitPrices(RunningStack stack, Findings findings)
            throws IOException, InterruptedException {
        long began = System.nanoTime();
        try (var database = new StackDatabase(stack)) {
            long unrated = database.count(UNRATED);
            while (unrated > 0 && System.nanoTime() - began < PRICES.toNanos()) {
                Thread.sleep(1000);
                unrated = database.count(UNRATED);
            }
            findings.hold(
                    unrated == 0, "%d answered calls have no price of the carrier's", unrated);
            findings.say(
                    "prices: %d calls, %s in all, known %.0f s after the last call",
                    database.count(RATED),
                    database.strings(COST).getFirst(),
                    (System.nanoTime() - began) / 1e9);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
