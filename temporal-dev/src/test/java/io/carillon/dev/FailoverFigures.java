package io.carillon.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * A campaign on Twilio's stand-in, failing over to Ilyost's: {@code temporal-dev/bench failover
 * [people] [--seed N]}. Exit status 1: calls waited though the second account was well, the first
 * was not used again, a call was placed twice, or a promise is broken.
 */
public final class FailoverFigures {
    private static final int PEOPLE = 500;
    private static final int SPEED = 10;

    private FailoverFigures() {}

    public static void main(String[] words) throws Exception {
        int people = PEOPLE;
        long seed = System.nanoTime() % 1_000_000;
        for (int i = 0; i < words.length; i++) {
            if (words[i].equals("--seed")) {
                seed = Long.parseLong(words[++i]);
            } else {
                people = Integer.parseInt(words[i]);
            }
        }
        var findings = new Findings(System.out);
        Path folder = Files.createTempDirectory("carillon-failover").toRealPath();
        try {
            run(folder, people, seed, findings);
        } finally {
            LyingPorts.delete(folder);
        }
        if (!findings.broken().isEmpty()) {
            findings.say("%d did not hold: %s", findings.broken().size(), findings.broken());
            System.exit(1);
        }
        findings.say("everything held");
    }

    static void run(Path folder, int people, long seed, Findings findings)
            throws IOException, InterruptedException {
        findings.say(
                "set-up: %d people, speed %d, seed %d; first twilio, then ilyost; nobody waits longer than 2 s for Twilio's answer",
                people, SPEED, seed);
        try (StandIn first =
                        StandIn.start(
                                StandInCarrier.TWILIO, folder, SPEED, seed, StandIn.Load.USUAL);
                StandIn second =
                        StandIn.start(
                                StandInCarrier.ILYOST,
                                folder,
                                SPEED,
                                seed + 1,
                                StandIn.Load.USUAL);
                RunningStack stack =
                        RunningStack.start(
                                folder.resolve("home"), SPEED, environment(first, second));
                var database = new StackDatabase(stack)) {
            OrganizationCaps.set(stack.settings());
            new FailoverTrial(stack, first, second, database, findings)
                    .run(FailoverTrial.leads(folder, people));
        }
    }

    private static Map<String, String> environment(StandIn first, StandIn second) {
        Map<String, String> environment = new HashMap<>(first.environment());
        environment.putAll(second.environment());
        environment.put(
                "SPRING_APPLICATION_JSON",
                Api.JSON.writeValueAsString(Map.of("carillon.twilio.answer-timeout", "PT2S")));
        return environment;
    }
}
