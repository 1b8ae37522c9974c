package io.carillon.dev;

import tools.jackson.databind.JsonNode;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Map;

/** Calls asked for one by one while a campaign with a long list dials as fast as it may. */
final class SingleCallTrial {
    private static final Duration BOUND = Duration.ofSeconds(1);
    private static final Duration LIMIT = Duration.ofSeconds(30);
    static final int CALLS = 30;

    /** Somebody somewhere is awake: a number and where it is. */
    static final Map<String, ZoneId> SOMEBODY =
            Map.of(
                    "+1212666%02d60", ZoneId.of("America/New_York"),
                    "+1808666%02d60", ZoneId.of("Pacific/Honolulu"),
                    "+1671646%02d60", ZoneId.of("Pacific/Guam"),
                    "+442079%02d4660", ZoneId.of("Europe/London"));

    private final RunningStack stack;
    private final Findings findings;

    SingleCallTrial(RunningStack stack, Findings findings) {
        this.stack = stack;
        this.findings = findings;
    }

    void run(int leads, double rate) throws IOException, InterruptedException {
        BenchCampaign campaign =
                BenchCampaign.make(
                        stack.api(),
                        "long list",
                        Map.of("max_concurrent", 60, "calls_per_second", rate));
        FollowedImport read = upload(campaign, leads);
        while (!read.look().over()) {
            Thread.sleep(500);
        }
        campaign.post("start");
        Thread.sleep(Duration.ofSeconds(15));
        var took = new ArrayList<Duration>();
        for (int i = 0; i < CALLS; i++) {
            took.add(asked(campaign.api(), i));
            Thread.sleep(300 + 37 * i % 500);
        }
        campaign.post("stop");
        Collections.sort(took);
        findings.say(
                "%d single calls beside a campaign of %,d leads at %s per second: dialed after %.2f s (median), %.2f s (worst)",
                CALLS,
                leads,
                rate,
                Findings.seconds(took.get(CALLS / 2)),
                Findings.seconds(took.getLast()));
        findings.hold(
                took.getLast().compareTo(BOUND) < 0, "a single call left after %s", took.getLast());
    }

    /** From the request to the carrier's telephone exchange. */
    private Duration asked(Api api, int n) throws InterruptedException {
        String to = awake().formatted(n);
        Instant asked = Instant.now();
        JsonNode call =
                api.post(
                        "/calls",
                        Map.of("to", to, "message", "Hello, this is Acme."),
                        BenchCampaign.once());
        long end = System.nanoTime() + LIMIT.toNanos();
        while (System.nanoTime() < end) {
            String dialed =
                    api.get("/calls/" + call.path("id").asString()).path("dialed_at").asString("");
            if (!dialed.isEmpty()) {
                return Duration.between(asked, Instant.parse(dialed));
            }
            Thread.sleep(100);
        }
        return LIMIT;
    }

    private static String awake() {
        return SOMEBODY.entrySet().stream()
                .filter(
                        one -> {
                            LocalTime there = LocalTime.now(one.getValue());
                            return there.getHour() >= 9 && there.getHour() < 19;
                        })
                .map(Map.Entry::getKey)
                .sorted()
                .findFirst()
                .orElseThrow();
    }

    private FollowedImport upload(BenchCampaign campaign, int leads)
            throws IOException, InterruptedException {
        Path file = Files.createTempFile("leads", ".csv");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("phone\n");
            for (int i = 0; i < leads; i++) {
                out.write("+1415%07d%n".formatted(2_000_000 + i));
            }
        }
        FollowedImport read = campaign.upload(file, findings);
        Files.delete(file);
        return read;
    }
}
