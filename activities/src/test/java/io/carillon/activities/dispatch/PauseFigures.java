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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Campaigns that dial are paused at random moments, the last time for good: from the
 * acknowledgement on nothing leaves. {@code temporal-dev/bench pause [moments] [--seed N]}. Exit
 * status 1: something left, or there was nothing that could have.
 */
public final class PauseFigures {
    private static final int AT_ONCE = 20;
    private static final int WORKERS = 2;
    private static final int INSTALLATION = 100;

    /** Calls per second of each campaign: one is nearly always on its way. */
    private static final int RATE = 4;

    /** Of one campaign; the last is a stop. */
    private static final int MOMENTS = 60;

    /** For a moment: several times what the pace allows in it. */
    private static final int LEADS = 10;

    /** Twice the time between two dials: any moment between them is as likely as another. */
    private static final int RUNS_MS = 500;

    /** An instant given out before the pause is over by then: it lay at most 300 ms ahead. */
    private static final Duration RESTS = Duration.ofMillis(350);

    private record Planned(CampaignStart campaign, int moments) {}

    private record Silenced(CampaignStart campaign, List<Silence> silences) {}

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
        Silences silences = new PauseFigures(System.out, seed).measure(moments);
        System.exit(silences.broken().isEmpty() && silences.worthwhile() > 0 ? 0 : 1);
    }

    Silences measure(int moments) throws IOException, InterruptedException, ExecutionException {
        out.printf(
                "set-up: %d cores, %d campaigns at once of %d per second, %d workers, %,d moments, seed %d%n",
                Runtime.getRuntime().availableProcessors(), AT_ONCE, RATE, WORKERS, moments, seed);
        try (var bed = new PaceBed(WORKERS, INSTALLATION)) {
            Rows rows = bed.organization(1);
            List<List<Planned>> planned = planned(bed, rows, moments);
            long begun = System.nanoTime();
            List<Silenced> silenced = run(bed, planned);
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            bed.end();
            Silences silences = judged(bed, silenced);
            out.printf("ran for %d s%n", took.toSeconds());
            silences.told().forEach(out::println);
            silences.broken().forEach(broken -> out.println("BROKEN: " + broken));
            int unsaid = bed.log().size() - silences.requests();
            if (unsaid > 0) {
                throw new IllegalStateException(unsaid + " requests belong to no dialed call");
            }
            return silences;
        }
    }

    /** As many rows as run side by side, each a campaign after the other. */
    private static List<List<Planned>> planned(PaceBed bed, Rows rows, int moments) {
        var planned = new ArrayList<List<Planned>>();
        for (int i = 0; i < AT_ONCE; i++) {
            var row = new ArrayList<Planned>();
            int left = moments / AT_ONCE + (i < moments % AT_ONCE ? 1 : 0);
            for (; left > 0; left -= MOMENTS) {
                int some = Math.min(left, MOMENTS);
                row.add(new Planned(bed.campaign(rows, RATE, 1000, LEADS * some), some));
            }
            planned.add(row);
        }
        bed.analyze();
        return planned;
    }

    private List<Silenced> run(PaceBed bed, List<List<Planned>> planned)
            throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<List<Silenced>>>();
            for (int i = 0; i < planned.size(); i++) {
                List<Planned> row = planned.get(i);
                var random = new Random(seed + i);
                running.add(threads.submit(() -> silenced(bed, row, random)));
            }
            var all = new ArrayList<Silenced>();
            for (Future<List<Silenced>> one : running) {
                all.addAll(one.get());
            }
            return all;
        }
    }

    private static List<Silenced> silenced(PaceBed bed, List<Planned> row, Random random)
            throws InterruptedException {
        var all = new ArrayList<Silenced>();
        for (Planned one : row) {
            bed.dispatch(one.campaign());
            all.add(
                    new Silenced(
                            one.campaign(),
                            silences(bed.control(), one.campaign(), one.moments(), random)));
            bed.leave(one.campaign());
        }
        return all;
    }

    private static List<Silence> silences(
            CampaignControl control, CampaignStart campaign, int moments, Random random)
            throws InterruptedException {
        var silences = new ArrayList<Silence>();
        for (int i = 1; i <= moments; i++) {
            TimeUnit.MICROSECONDS.sleep(random.nextInt(RUNS_MS * 1000));
            Instant asked = Instant.now();
            if (i == moments) {
                control.stop(campaign.organization(), campaign.campaign(), "a moment", false);
                silences.add(new Silence(asked, Instant.now(), Instant.MAX));
            } else {
                control.pause(campaign.organization(), campaign.campaign(), "a moment");
                Instant acknowledged = Instant.now();
                Thread.sleep(RESTS);
                silences.add(new Silence(asked, acknowledged, Instant.now()));
                control.resume(campaign.organization(), campaign.campaign());
            }
        }
        return silences;
    }

    private static Silences judged(PaceBed bed, List<Silenced> silenced) throws IOException {
        Map<String, Instant> log = bed.log();
        var silences = new Silences();
        for (Silenced one : silenced) {
            List<Dialed> dialed = bed.dialed(List.of(one.campaign()));
            silences.add(
                    one.silences(),
                    dialed.stream().map(Dialed::at).toList(),
                    dialed.stream()
                            .map(call -> log.get(call.reference()))
                            .filter(Objects::nonNull)
                            .toList(),
                    bed.turnedAway(one.campaign()));
        }
        return silences;
    }
}
