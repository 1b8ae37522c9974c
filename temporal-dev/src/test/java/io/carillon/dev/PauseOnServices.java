package io.carillon.dev;

import io.carillon.activities.dispatch.Silence;
import io.carillon.activities.dispatch.Silences;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Campaigns that dial through everything there is are paused over HTTP at random moments, the last
 * time for good: from the acknowledgement on nothing leaves. {@code temporal-dev/bench pause-stack
 * [moments] [--seed N]}. Exit status 1: something left, or there was nothing that could have.
 */
public final class PauseOnServices {
    private static final int SPEED = 20;
    private static final int CAMPAIGNS = 2;

    /** Calls per second of each. */
    private static final int RATE = 5;

    private static final int CALLS_AT_ONCE = 40;

    /** A campaign that goes on needs part of a second until it dials again; then several times. */
    private static final int RUNS_MS = 2_000;

    /** An instant given out before the pause is over by then: it lay at most 300 ms ahead. */
    private static final Duration RESTS = Duration.ofMillis(500);

    private static final Duration WARM_UP = Duration.ofSeconds(20);

    private final Findings findings;
    private final RunningStack stack;
    private final long seed;

    private PauseOnServices(RunningStack stack, Findings findings, long seed) {
        this.stack = stack;
        this.findings = findings;
        this.seed = seed;
    }

    public static void main(String[] words) throws Exception {
        int moments = 200;
        long seed = System.nanoTime() % 1_000_000;
        for (int i = 0; i < words.length; i++) {
            if (words[i].equals("--seed")) {
                seed = Long.parseLong(words[++i]);
            } else {
                moments = Integer.parseInt(words[i]);
            }
        }
        var findings = new Findings(System.out);
        findings.say(
                "set-up: %d cores, JDK %s, %d campaigns of %d per second, %,d moments, seed %d; PostgreSQL, Temporal server, API,"
                        + " worker and carrier as processes",
                Runtime.getRuntime().availableProcessors(),
                Runtime.version(),
                CAMPAIGNS,
                RATE,
                moments,
                seed);
        Path folder = Files.createTempDirectory("carillon-pause").toRealPath();
        try (RunningStack stack = RunningStack.start(folder.resolve("home"), SPEED)) {
            new PauseOnServices(stack, findings, seed).run(moments);
        } finally {
            delete(folder);
        }
        if (!findings.broken().isEmpty()) {
            findings.say("%d did not hold: %s", findings.broken().size(), findings.broken());
            System.exit(1);
        }
        findings.say("everything held");
    }

    private void run(int moments) throws Exception {
        Map<BenchCampaign, List<Silence>> silences = silences(campaigns(moments), moments);
        Silences judged = judged(silences);
        judged.told().forEach(line -> findings.say("%s", line));
        judged.broken().forEach(broken -> findings.hold(false, "%s", broken));
        findings.hold(judged.worthwhile() > 0, "nothing was under way at any moment");
        int unsaid = DialedCalls.log(stack).size() - judged.requests();
        findings.hold(unsaid == 0, "%d requests belong to no dialed call", unsaid);
    }

    private List<BenchCampaign> campaigns(int moments) throws IOException, InterruptedException {
        var people = new PeopleFile();
        long seconds = WARM_UP.toSeconds() + (moments / CAMPAIGNS + 1) * RUNS_MS / 1000;
        var campaigns = new ArrayList<BenchCampaign>();
        for (int i = 0; i < CAMPAIGNS; i++) {
            BenchCampaign campaign =
                    BenchCampaign.make(
                            stack.api(),
                            "pause " + i,
                            Map.of(
                                    "max_concurrent", CALLS_AT_ONCE,
                                    "calls_per_second", RATE,
                                    "min_minutes_between_attempts", 0));
            // More than can be dialed meanwhile.
            people.upload(campaign, (int) (2 * RATE * seconds), findings);
            campaigns.add(campaign);
        }
        return campaigns;
    }

    private Map<BenchCampaign, List<Silence>> silences(List<BenchCampaign> campaigns, int moments)
            throws InterruptedException, ExecutionException {
        for (BenchCampaign campaign : campaigns) {
            campaign.post("start");
        }
        Thread.sleep(WARM_UP);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new LinkedHashMap<BenchCampaign, Future<List<Silence>>>();
            for (int i = 0; i < campaigns.size(); i++) {
                BenchCampaign campaign = campaigns.get(i);
                int each = moments / CAMPAIGNS + (i < moments % CAMPAIGNS ? 1 : 0);
                var random = new Random(seed + i);
                running.put(campaign, threads.submit(() -> silences(campaign, each, random)));
            }
            var all = new LinkedHashMap<BenchCampaign, List<Silence>>();
            for (Map.Entry<BenchCampaign, Future<List<Silence>>> one : running.entrySet()) {
                all.put(one.getKey(), one.getValue().get());
            }
            return all;
        }
    }

    private static List<Silence> silences(BenchCampaign campaign, int moments, Random random)
            throws InterruptedException {
        var silences = new ArrayList<Silence>();
        for (int i = 1; i <= moments; i++) {
            TimeUnit.MICROSECONDS.sleep(random.nextInt(RUNS_MS * 1000));
            Instant asked = Instant.now();
            campaign.post(i == moments ? "stop" : "pause");
            Instant acknowledged = Instant.now();
            Thread.sleep(RESTS);
            if (i == moments) {
                silences.add(new Silence(asked, acknowledged, Instant.MAX));
            } else {
                silences.add(new Silence(asked, acknowledged, Instant.now()));
                campaign.post("resume");
            }
        }
        return silences;
    }

    private Silences judged(Map<BenchCampaign, List<Silence>> silences)
            throws IOException, InterruptedException {
        Map<String, Instant> log = DialedCalls.log(stack);
        var judged = new Silences();
        try (var turnedAway = new TurnedAway(stack)) {
            for (Map.Entry<BenchCampaign, List<Silence>> one : silences.entrySet()) {
                List<JsonNode> calls = DialedCalls.of(one.getKey());
                judged.add(
                        one.getValue(),
                        calls.stream().map(call -> DialedCalls.at(call, "dialed_at")).toList(),
                        calls.stream()
                                .map(call -> log.get(call.path("id").asString()))
                                .filter(Objects::nonNull)
                                .toList(),
                        turnedAway.of(one.getKey()));
            }
        }
        return judged;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
