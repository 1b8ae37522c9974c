package io.carillon.activities.dispatch;

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

/**
 * How exactly a pace is held and how much of it is used, through gate, pace and the carrier's
 * socket: {@code temporal-dev/bench gate [seconds]}. Exit status 1: something does not hold.
 */
public final class PaceFigures {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final double LEAST_SHARE = 0.97;

    private final PrintStream out;
    private final Duration ramp;
    private final Duration time;
    private boolean held = true;

    PaceFigures(PrintStream out, Duration ramp, Duration time) {
        this.out = out;
        this.ramp = ramp;
        this.time = time;
    }

    public static void main(String[] words) throws Exception {
        System.setProperty("carillon.test.fsync", "true");
        int seconds = words.length > 0 ? Integer.parseInt(words[0]) : 60;
        var figures =
                new PaceFigures(System.out, Duration.ofSeconds(10), Duration.ofSeconds(seconds));
        figures.setUp();
        for (int rate : new int[] {20, 50}) {
            for (int workers : new int[] {1, 4}) {
                figures.pace(rate, workers);
            }
        }
        figures.concurrency();
        figures.shares();
        figures.start();
        System.out.println(figures.held ? "everything held" : "NOT EVERYTHING HELD");
        System.exit(figures.held ? 0 : 1);
    }

    boolean held() {
        return held;
    }

    private void setUp() {
        out.printf(
                "set-up: %d cores, JDK %s, %d s each after a ramp of %d s, fsync on, no workflows%n",
                Runtime.getRuntime().availableProcessors(),
                Runtime.version(),
                time.toSeconds(),
                ramp.toSeconds());
    }

    /** One campaign at its own pace. */
    void pace(int rate, int workers) throws IOException, InterruptedException {
        try (var bed = new PaceBed(workers, 1000)) {
            Rows rows = bed.organization(1);
            Duration all = ramp.plus(time);
            var campaign = bed.campaign(rows, rate, 1000, (int) (rate * all.toSeconds() * 1.2));
            bed.run(List.of(campaign), all);
            bed.end();
            List<Dialed> dialed = bed.dialed(List.of(campaign));
            DialTimes times = times(dialed);
            double share = times.perSecond(ramp) / rate;
            int most = times.mostWithin(SECOND);
            out.printf(
                    "%d per second, %d workers: %d dials, most in a second %d by dialed_at, %d by the carrier's log;"
                            + " %.2f %% used, longest pause %d ms, most at once %d%n",
                    rate,
                    workers,
                    times.count(),
                    most,
                    logged(bed, dialed).mostWithin(SECOND),
                    share * 100,
                    times.longestPause(ramp).toMillis(),
                    DialTimes.mostAtOnce(PaceBed.lines(dialed)));
            hold(most <= rate, "more than %d in a second".formatted(rate));
            hold(share >= LEAST_SHARE, "less than %.0f %% used".formatted(LEAST_SHARE * 100));
        }
    }

    /** Two campaigns that would each fill the account. */
    void concurrency() throws IOException, InterruptedException {
        try (var bed = new PaceBed(4, 1000)) {
            Rows rows = bed.organization(1);
            rows.update(
                    "UPDATE carrier_accounts SET max_concurrent = 9 WHERE organization_id = :organization",
                    Map.of());
            var campaigns =
                    List.of(bed.campaign(rows, 50, 6, 1000), bed.campaign(rows, 50, 6, 1000));
            bed.run(campaigns, Duration.ofSeconds(10));
            bed.end();
            int account = DialTimes.mostAtOnce(PaceBed.lines(bed.dialed(campaigns)));
            int one = DialTimes.mostAtOnce(PaceBed.lines(bed.dialed(campaigns.subList(0, 1))));
            int other = DialTimes.mostAtOnce(PaceBed.lines(bed.dialed(campaigns.subList(1, 2))));
            out.printf(
                    "at most 9 at once on an account, 6 in each of two campaigns, 4 workers: %d; %d and %d%n",
                    account, one, other);
            hold(account <= 9 && one <= 6 && other <= 6, "more at once than allowed");
        }
    }

    /**
     * Three organizations that want all of 20 a second, with lists of very different sizes. Each
     * campaign has one dispatcher, as it has one activity.
     */
    void shares() throws IOException, InterruptedException {
        int[] weights = {1, 2, 1};
        int[] leads = {100_000, 2_000, 1_000};
        try (var bed = new PaceBed(2, 20)) {
            var campaigns = new ArrayList<CampaignStart>();
            for (int i = 0; i < weights.length; i++) {
                campaigns.add(bed.campaign(bed.organization(weights[i]), 50, 1000, leads[i]));
            }
            bed.analyze();
            campaigns.forEach(bed::dispatch);
            Thread.sleep(Duration.ofSeconds(30));
            bed.end();
            DialTimes all = times(bed.dialed(campaigns));
            Duration settled = Duration.ofSeconds(5);
            for (int i = 0; i < weights.length; i++) {
                double rate = times(bed.dialed(List.of(campaigns.get(i)))).perSecond(settled);
                double due = 20.0 * weights[i] / 4;
                out.printf(
                        "weight %d, %,d leads: %.2f per second of %.2f%n",
                        weights[i], leads[i], rate, due);
                hold(Math.abs(rate - due) < 0.1 * due, "a share is off by more than a tenth");
            }
            out.printf(
                    "together: most in a second %d of 20, %.2f %% used%n",
                    all.mostWithin(SECOND), all.perSecond(settled) / 20 * 100);
            hold(all.mostWithin(SECOND) <= 20, "more than the installation allows");
        }
    }

    /** Two thousand leads due at once: the first two seconds are no bunch. */
    void start() throws IOException, InterruptedException {
        try (var bed = new PaceBed(2, 1000)) {
            CampaignStart campaign = bed.campaign(bed.organization(1), 20, 1000, 2_000);
            bed.run(List.of(campaign), Duration.ofSeconds(5));
            bed.end();
            List<Instant> first =
                    bed.dialed(List.of(campaign)).stream().map(Dialed::at).sorted().toList();
            Instant begin = first.getFirst();
            var beginning =
                    new DialTimes(
                            first.stream()
                                    .filter(at -> at.isBefore(begin.plusSeconds(2)))
                                    .toList());
            int bunch = beginning.mostWithin(Duration.ofMillis(200));
            out.printf(
                    "2,000 leads due at once at 20 per second: %d dials in the first 2 s, at most %d within 200 ms%n",
                    beginning.count(), bunch);
            hold(bunch <= 9, "dials come in bunches");
        }
    }

    private void hold(boolean claim, String otherwise) {
        if (!claim) {
            held = false;
            out.println("DOES NOT HOLD: " + otherwise);
        }
    }

    private static DialTimes times(List<Dialed> dialed) {
        return new DialTimes(dialed.stream().map(Dialed::at).toList());
    }

    private static DialTimes logged(PaceBed bed, List<Dialed> dialed) throws IOException {
        Map<String, Instant> log = bed.log();
        return new DialTimes(
                dialed.stream()
                        .map(one -> log.get(one.reference()))
                        .map(Objects::requireNonNull)
                        .toList());
    }
}
