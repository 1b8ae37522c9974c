package io.carillon.dev;

import io.carillon.activities.dispatch.DialTimes;
import io.carillon.activities.dispatch.DialTimes.Line;

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
import java.util.stream.Stream;

/**
 * How exactly a pace is held and how much of it is used through everything there is, with one
 * worker and with four, one of which is killed; and how soon a single call leaves beside a long
 * list: {@code temporal-dev/bench pace [seconds] [leads]}. Exit status 1: something does not hold.
 */
public final class PaceOnServices {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration RAMP = Duration.ofSeconds(10);

    /** For each worker. */
    private static final Duration WARM_UP = Duration.ofSeconds(25);

    private static final double LEAST_SHARE = 0.97;

    /** From here on a share that was missed is measured again. */
    private static final double MUCH_STOLEN = 0.05;

    private static final int TRIES = 4;
    private static final int SPEED = 20;
    private static final int AT_ONCE = 60;

    /** More workers than the services begin with. */
    private static final int MORE_WORKERS = 2;

    private final Findings findings;
    private final Duration time;
    private final int leads;
    private final PeopleFile people = new PeopleFile();

    private PaceOnServices(Findings findings, Duration time, int leads) {
        this.findings = findings;
        this.time = time;
        this.leads = leads;
    }

    public static void main(String[] words) throws Exception {
        int seconds = words.length > 0 ? Integer.parseInt(words[0]) : 60;
        int leads = words.length > 1 ? Integer.parseInt(words[1]) : 1_000_000;
        var findings = new Findings(System.out);
        findings.say(
                "set-up: %d cores, JDK %s, %d s each after a ramp of %d s, processes warmed up; PostgreSQL, Temporal server, API, workers"
                        + " and carrier as processes",
                Runtime.getRuntime().availableProcessors(),
                Runtime.version(),
                seconds,
                RAMP.toSeconds());
        new PaceOnServices(findings, Duration.ofSeconds(seconds), leads).run();
        if (!findings.broken().isEmpty()) {
            findings.say("%d did not hold: %s", findings.broken().size(), findings.broken());
            System.exit(1);
        }
        findings.say("everything held");
    }

    private void run() throws Exception {
        Path folder = Files.createTempDirectory("carillon-pace").toRealPath();
        try {
            on(folder.resolve("one"), "one worker", List.of(), 0);
            on(folder.resolve("four"), "four workers", List.of("--services"), MORE_WORKERS);
        } finally {
            delete(folder);
        }
    }

    private void on(Path home, String workers, List<String> words, int more) throws Exception {
        try (RunningStack stack = RunningStack.start(home, SPEED, words.toArray(String[]::new))) {
            for (int i = 0; i < more; i++) {
                stack.anotherWorker();
            }
            warmUp(stack, more > 0 ? 2 + more : 1);
            pace(stack, workers, 0.2, 1, 5);
            pace(stack, workers, 10);
            if (more > 0) {
                killed(stack, workers);
                new SingleCallTrial(stack, findings).run(leads, 5);
            }
        }
    }

    /**
     * Programs are loaded and compiled by their first calls, in each process anew; a campaign's
     * calls mostly run where it is dispatched, so there are as many as workers.
     */
    private void warmUp(RunningStack stack, int workers) throws IOException, InterruptedException {
        Duration warm = WARM_UP.multipliedBy(workers);
        var campaigns = new ArrayList<BenchCampaign>();
        for (int i = 0; i < workers; i++) {
            campaigns.add(campaign(stack, 10.0 / workers, (int) (12 * WARM_UP.toSeconds())));
        }
        for (BenchCampaign campaign : campaigns) {
            campaign.post("start");
        }
        Thread.sleep(warm);
        for (BenchCampaign campaign : campaigns) {
            campaign.post("stop");
            calm(campaign);
        }
    }

    /**
     * Campaigns side by side, each at its own pace. The limit is judged each time; how much of a
     * pace is used says nothing of us while the host gives our processors to others.
     */
    private void pace(RunningStack stack, String workers, double... rates)
            throws IOException, InterruptedException {
        for (int left = TRIES - 1; ; left--) {
            ProcessorTime before = ProcessorTime.now();
            Map<Double, BenchCampaign> campaigns = dial(stack, rates);
            ProcessorTime spent = ProcessorTime.now().since(before);
            findings.say("%s per second, %s: %s", campaigns.keySet(), workers, spent);
            var missed = new ArrayList<String>();
            for (Map.Entry<Double, BenchCampaign> one : campaigns.entrySet()) {
                calm(one.getValue());
                double share = say(stack, one.getValue(), one.getKey(), workers).share();
                if (share < LEAST_SHARE) {
                    missed.add("%.2f %% of %s per second".formatted(share * 100, one.getKey()));
                }
            }
            if (missed.isEmpty() || left == 0 || spent.stolenShare() < MUCH_STOLEN) {
                findings.hold(missed.isEmpty(), "%s", missed);
                return;
            }
            findings.say("%s: not judged, others had the processors; once more", missed);
        }
    }

    private Map<Double, BenchCampaign> dial(RunningStack stack, double... rates)
            throws IOException, InterruptedException {
        var campaigns = new LinkedHashMap<Double, BenchCampaign>();
        Duration all = RAMP.plus(time).plus(slow(rates[0]));
        for (double rate : rates) {
            campaigns.put(rate, campaign(stack, rate, (int) (rate * all.toSeconds() * 1.3) + 5));
        }
        for (BenchCampaign campaign : campaigns.values()) {
            campaign.post("start");
        }
        Thread.sleep(all);
        for (BenchCampaign campaign : campaigns.values()) {
            campaign.post("stop");
        }
        return campaigns;
    }

    /** One call in five seconds wants more time to be counted. */
    private static Duration slow(double rate) {
        return rate < 1 ? Duration.ofSeconds((long) (10 / rate)) : Duration.ZERO;
    }

    /** The worker that dispatches is killed in the middle; the limit holds all the same. */
    private void killed(RunningStack stack, String workers)
            throws IOException, InterruptedException {
        BenchCampaign campaign =
                campaign(stack, 10, (int) (10 * (RAMP.toSeconds() + time.toSeconds()) * 1.3));
        campaign.post("start");
        Thread.sleep(RAMP.plus(time.dividedBy(2)));
        Instant killed = Instant.now();
        stack.killDispatcher(campaign.id());
        Thread.sleep(time.dividedBy(2));
        campaign.post("stop");
        calm(campaign);
        Duration pause =
                say(stack, campaign, 10, workers + ", the one that dispatches killed").pause();
        findings.say(
                "killed at %s; the longest pause of that run %.1f s",
                killed, Findings.seconds(pause));
        findings.hold(pause.compareTo(Duration.ofSeconds(10)) < 0, "no dial for %s", pause);
    }

    /**
     * @param share of the pace, behind the ramp
     * @param pause the longest, behind the ramp
     */
    private record Used(double share, Duration pause) {}

    private Used say(RunningStack stack, BenchCampaign campaign, double rate, String workers)
            throws IOException, InterruptedException {
        List<JsonNode> calls = DialedCalls.of(campaign);
        Map<String, Instant> log = DialedCalls.log(stack);
        var dialed = new ArrayList<Instant>();
        var logged = new ArrayList<Instant>();
        var lines = new ArrayList<Line>();
        for (JsonNode call : calls) {
            dialed.add(DialedCalls.at(call, "dialed_at"));
            lines.add(
                    new Line(DialedCalls.at(call, "dialed_at"), DialedCalls.at(call, "ended_at")));
            Instant took = log.get(call.path("id").asString());
            if (took != null) {
                logged.add(took);
            }
        }
        var times = new DialTimes(dialed);
        Duration window = rate < 1 ? Duration.ofMillis(Math.round(1000 / rate)) : SECOND;
        int limit = Math.max(1, (int) rate);
        int most = times.mostWithin(window);
        double share = times.perSecond(RAMP) / rate;
        findings.say(
                "%s per second, %s: %d dials, most in %d s %d by dialed_at, %d by the carrier's log (%d lines);"
                        + " %.2f %% used, longest pause %d ms, most at once %d",
                rate,
                workers,
                times.count(),
                window.toSeconds(),
                most,
                new DialTimes(logged).mostWithin(window),
                logged.size(),
                share * 100,
                times.longestPause(RAMP).toMillis(),
                DialTimes.mostAtOnce(lines));
        findings.hold(most <= limit, "%d dials in %s at %s per second", most, window, rate);
        findings.hold(DialTimes.mostAtOnce(lines) <= AT_ONCE, "more at once than %d", AT_ONCE);
        return new Used(share, times.longestPause(RAMP));
    }

    private BenchCampaign campaign(RunningStack stack, double rate, int leads)
            throws IOException, InterruptedException {
        Api api = stack.api();
        BenchCampaign campaign =
                BenchCampaign.make(
                        api,
                        "pace " + rate,
                        Map.of(
                                "max_concurrent", AT_ONCE,
                                "calls_per_second", rate,
                                "min_minutes_between_attempts", 0));
        people.upload(campaign, leads, findings);
        return campaign;
    }

    private void calm(BenchCampaign campaign) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (campaign.progress().path("calls_active").asLong(0) > 0) {
            findings.hold(System.nanoTime() < end, "calls of %s do not end", campaign.id());
            if (System.nanoTime() > end) {
                return;
            }
            Thread.sleep(SECOND);
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
