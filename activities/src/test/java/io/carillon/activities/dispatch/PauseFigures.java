package io.carillon.activities.dispatch;

import io.carillon.activities.campaign.CampaignControl;
import io.carillon.activities.dispatch.PaceBed.Dialed;
import io.carillon.activities.testing.Rows;
import io.carillon.workflows.campaign.CampaignStart;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Campaigns that dial are paused at random moments: from the acknowledgement on nothing leaves.
 * {@code temporal-dev/bench pause [moments] [--seed N]}. Exit status 1: something left.
 */
public final class PauseFigures {
    private static final int CAMPAIGNS = 12;
    private static final int WORKERS = 2;

    /** Calls per second of each campaign: one is nearly always on its way. */
    private static final int RATE = 4;

    private static final int RUNS_MS = 500;
    private static final int RESTS_MS = 120;

    /** A time in which nothing may leave, and what it cost to be sure. */
    private record Silence(Instant asked, Instant acknowledged, Instant ended) {}

    private final PrintStream out;
    private final long seed;

    PauseFigures(PrintStream out, long seed) {
        this.out = out;
        this.seed = seed;
    }

    public static void main(String[] words) throws Exception {
        System.setProperty("carillon.test.fsync", "true");
        int moments = 10_000;
        long seed = System.nanoTime() % 1_000_000;
        for (int i = 0; i < words.length; i++) {
            if (words[i].equals("--seed")) {
                seed = Long.parseLong(words[++i]);
            } else {
                moments = Integer.parseInt(words[i]);
            }
        }
        long late = new PauseFigures(System.out, seed).measure(moments);
        System.exit(late == 0 ? 0 : 1);
    }

    /** Dials after an acknowledgement. */
    long measure(int moments) throws IOException, InterruptedException, ExecutionException {
        out.printf(
                "set-up: %d cores, %d campaigns of %d per second, %d workers, %,d moments, seed %d%n",
                Runtime.getRuntime().availableProcessors(),
                CAMPAIGNS,
                RATE,
                WORKERS,
                moments,
                seed);
        int each = (moments + CAMPAIGNS - 1) / CAMPAIGNS;
        try (var bed = new PaceBed(WORKERS, 1000)) {
            Rows rows = bed.organization(1);
            var campaigns = new ArrayList<CampaignStart>();
            for (int i = 0; i < CAMPAIGNS; i++) {
                campaigns.add(bed.campaign(rows, RATE, 1000, 50 + 5 * each));
            }
            bed.run(campaigns, Duration.ofSeconds(1));
            List<List<Silence>> silences = silences(bed.control(), campaigns, each);
            bed.end();
            long late = 0;
            long logged = 0;
            long dials = 0;
            Map<String, Instant> log = bed.log();
            for (int i = 0; i < CAMPAIGNS; i++) {
                List<Dialed> dialed = bed.dialed(campaigns.subList(i, i + 1));
                dials += dialed.size();
                late += broken(silences.get(i), dialed.stream().map(Dialed::at).toList());
                logged +=
                        broken(
                                silences.get(i),
                                dialed.stream().map(one -> log.get(one.reference())).toList());
            }
            say(silences.stream().flatMap(List::stream).toList(), dials, late, logged);
            return late;
        }
    }

    private List<List<Silence>> silences(
            CampaignControl control, List<CampaignStart> campaigns, int each)
            throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<List<Silence>>>();
            for (int i = 0; i < campaigns.size(); i++) {
                CampaignStart campaign = campaigns.get(i);
                var random = new Random(seed + i);
                running.add(threads.submit(() -> silences(control, campaign, each, random)));
            }
            var all = new ArrayList<List<Silence>>();
            for (Future<List<Silence>> one : running) {
                all.add(one.get());
            }
            return all;
        }
    }

    private static List<Silence> silences(
            CampaignControl control, CampaignStart campaign, int moments, Random random)
            throws InterruptedException {
        var silences = new ArrayList<Silence>();
        for (int i = 0; i < moments; i++) {
            TimeUnit.MILLISECONDS.sleep(random.nextInt(RUNS_MS));
            Instant asked = Instant.now();
            control.pause(campaign.organization(), campaign.campaign(), "a moment");
            Instant acknowledged = Instant.now();
            TimeUnit.MILLISECONDS.sleep(random.nextInt(RESTS_MS));
            silences.add(new Silence(asked, acknowledged, Instant.now()));
            control.resume(campaign.organization(), campaign.campaign());
        }
        return silences;
    }

    private static long broken(List<Silence> silences, List<Instant> dials) {
        return dials.stream()
                .filter(
                        at ->
                                silences.stream()
                                        .anyMatch(
                                                one ->
                                                        at.isAfter(one.acknowledged())
                                                                && at.isBefore(one.ended())))
                .count();
    }

    private void say(List<Silence> silences, long dials, long late, long logged) {
        List<Duration> took =
                new ArrayList<>(
                        silences.stream()
                                .map(one -> Duration.between(one.asked(), one.acknowledged()))
                                .toList());
        Collections.sort(took);
        out.printf(
                "%,d pauses among %,d dials: %d after the acknowledgement by dialed_at, %d by the carrier's log;"
                        + " acknowledged after %d ms (median), %d ms (p99), %d ms (worst)%n",
                silences.size(),
                dials,
                late,
                logged,
                took.get(took.size() / 2).toMillis(),
                took.get(took.size() * 99 / 100).toMillis(),
                took.getLast().toMillis());
    }
}
