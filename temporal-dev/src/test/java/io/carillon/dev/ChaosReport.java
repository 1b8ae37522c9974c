package io.carillon.dev;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What every kill did, and what all of them together must have done. */
final class ChaosReport {
    /**
     * More, where a connection to Temporal swallows everything: gRPC asks at most every 10 s
     * whether the other side lives, and waits 4 s for the answer.
     */
    private static final Duration SILENT_SERVER = Duration.ofSeconds(6);

    /**
     * More, where Temporal's server waits for its own database in such a silence: its pool has
     * connections that are being opened, and sets no limit to that.
     */
    private static final Duration SILENT_DATABASE_OF_SERVER = Duration.ofSeconds(20);

    /** Kills for every state. */
    private static final int ENOUGH = 2;

    private final Findings findings;
    private final Duration limit;
    private final long began = System.nanoTime();
    private final List<Duration> resumed = new ArrayList<>();
    private int kills;

    /**
     * @param limit work is to go on so soon
     */
    ChaosReport(Findings findings, Duration limit) {
        this.findings = findings;
        this.limit = limit;
    }

    /**
     * @param struck before anybody came back
     * @param ready all of them, after the last blow
     * @param resumes after that; null: it did not
     */
    void blows(
            List<ChaosBlows.Blow> struck,
            String beside,
            Duration ready,
            @Nullable Duration resumes) {
        for (ChaosBlows.Blow blow : struck) {
            kills++;
            findings.say(
                    "%7.1f s  kill %3d  %-42s %s%s",
                    Findings.seconds(Duration.ofNanos(blow.nanos() - began)),
                    kills,
                    blow.state(),
                    String.join(" ", blow.targets()),
                    blow.after().isEmpty() ? "" : ", " + blow.after());
        }
        findings.say(
                "           %sall ready after %.1f s, work %s",
                beside.isEmpty() ? "" : beside + ", ", Findings.seconds(ready), told(resumes));
        resumed(
                struck.getLast().state() + " of " + struck.getLast().targets() + " " + beside,
                within(beside),
                resumes);
    }

    private Duration within(String beside) {
        if (beside.contains("temporal -> postgresql half-open")) {
            return limit.plus(SILENT_DATABASE_OF_SERVER);
        }
        return beside.contains("temporal half-open") ? limit.plus(SILENT_SERVER) : limit;
    }

    private static String told(@Nullable Duration resumes) {
        return resumes == null
                ? "does not resume"
                : "%.2f s later".formatted(Findings.seconds(resumes));
    }

    /** A bad network without a kill. */
    void network(String what, @Nullable Duration resumes) {
        other(what, within(what), resumes);
    }

    /** Something else that was done, of which work is to recover as well. */
    void other(String what, @Nullable Duration resumes) {
        other(what, limit, resumes);
    }

    private void other(String what, Duration within, @Nullable Duration resumes) {
        findings.say(
                "%7.1f s  %s, work %s",
                Findings.seconds(Duration.ofNanos(System.nanoTime() - began)), what, told(resumes));
        resumed(what, within, resumes);
    }

    private void resumed(String after, Duration within, @Nullable Duration resumes) {
        if (resumes == null || resumes.compareTo(within) > 0) {
            findings.hold(false, "work resumes within %s after %s", within, after);
        }
        if (resumes != null) {
            resumed.add(resumes);
        }
    }

    int kills() {
        return kills;
    }

    /** Every state has its share; fewer kills than two for each need not reach all. */
    boolean shared(ChaosPlan plan, int asked) {
        return plan.even() || asked < ENOUGH * plan.hits().size();
    }

    /**
     * @param came how often each moment was seen on the wire
     */
    void states(ChaosPlan plan, int asked, Map<String, Long> came) {
        findings.say("states hit by %d kills, of so many times that each came:", kills);
        plan.hits()
                .forEach(
                        (state, count) -> {
                            double share = kills == 0 ? 0 : 100.0 * count / kills;
                            findings.say(
                                    "  %-46s %4d  %5.1f %%  of %,d",
                                    state, count, share, came.getOrDefault(state, (long) count));
                            findings.hold(
                                    plan.enough(count) || shared(plan, asked),
                                    "'%s' has %.1f %% of the kills",
                                    state,
                                    share);
                        });
        findings.hold(kills >= asked, "%d kills were made, not %d", kills, asked);
    }

    void resumed() {
        resumed.sort(null);
        if (!resumed.isEmpty()) {
            findings.say(
                    "work resumed after %.2f s (median), %.2f s (worst)",
                    Findings.seconds(resumed.get(resumed.size() / 2)),
                    Findings.seconds(resumed.getLast()));
        }
    }
}
