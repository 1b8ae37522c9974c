package io.carillon.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * The same people called on the simulated carrier and through Ilyost's stand-in: {@code
 * temporal-dev/bench ilyost [people] [--speed N] [--seed N]}. Exit status 1: something else came of
 * somebody than is documented, a phone rang without an attempt, or a promise is broken.
 */
public final class IlyostFigures {
    private static final int PEOPLE = 500;
    private static final int SPEED = 10;

    private IlyostFigures() {}

    public static void main(String[] words) throws Exception {
        int people = PEOPLE;
        int speed = SPEED;
        long seed = System.nanoTime() % 1_000_000;
        for (int i = 0; i < words.length; i++) {
            switch (words[i]) {
                case "--speed" -> speed = Integer.parseInt(words[++i]);
                case "--seed" -> seed = Long.parseLong(words[++i]);
                default -> people = Integer.parseInt(words[i]);
            }
        }
        var findings = new Findings(System.out);
        run(findings, people, speed, seed);
        if (!findings.broken().isEmpty()) {
            findings.say("%d did not hold", findings.broken().size());
            System.exit(1);
        }
        findings.say("everything held");
    }

    private static void run(Findings findings, int people, int speed, long seed)
            throws IOException, InterruptedException, SQLException {
        findings.say("set-up: %d people, speed %d, seed %d", people, speed, seed);
        Path folder = Files.createTempDirectory("carillon-ilyost").toRealPath();
        try (StandInProcess standIn =
                        IlyostAccount.standIn(folder.resolve("ilyost.jsonl"), speed, seed);
                RunningStack stack =
                        RunningStack.start(
                                folder.resolve("home"),
                                speed,
                                IlyostAccount.environment(standIn))) {
            IlyostAccount.open(stack, standIn);
            new IlyostTrial(stack, standIn, folder, findings).run(SamePeople.all(people));
        } finally {
            delete(folder);
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
