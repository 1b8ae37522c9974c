package io.carillon.dev;

import io.carillon.dev.wire.Mark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Kill after kill, in rounds: several while what was hit before comes back, with bad networks
 * beside, until all are there; then work must go on.
 */
final class ChaosKilling {
    /** Kills of one round: what comes back finds others gone. */
    private static final int TOGETHER = 4;

    /** How long a network is bad while nobody is killed. */
    private static final Duration BAD = Duration.ofSeconds(2);

    private static final Duration RESUMES_LIMIT = Duration.ofSeconds(60);

    private final ChaosBlows blows;
    private final ChaosFaults faults;
    private final ChaosOthers others;
    private final ChaosScene scene;
    private final ChaosWork work;
    private final ChaosReport report;
    private final Findings findings;
    private final Random random;
    private final ChaosPlan plan;

    ChaosKilling(
            ChaosBlows blows,
            ChaosFaults faults,
            ChaosOthers others,
            ChaosScene scene,
            ChaosWork work,
            ChaosReport report,
            Findings findings,
            Random random) {
        this.blows = blows;
        this.faults = faults;
        this.others = others;
        this.scene = scene;
        this.work = work;
        this.report = report;
        this.findings = findings;
        this.random = random;
        this.plan = new ChaosPlan(random);
    }

    /**
     * More than were asked for, when a state has too few of them.
     *
     * @param end by the monotonic clock: no round begins later
     */
    void kill(int kills, long end) throws InterruptedException, IOException {
        while (System.nanoTime() < end && (plan.kills() < kills || !report.shared(plan, kills))) {
            round(Math.clamp(kills - plan.kills(), 1, TOGETHER));
            others.after(plan.kills());
        }
        report.states(plan, kills, blows.came());
        networks(end);
        others.told().forEach(line -> findings.say("%s", line));
    }

    private void round(int kills) throws InterruptedException, IOException {
        List<ChaosBlows.Blow> struck = new ArrayList<>();
        Set<Mark> missed = EnumSet.noneOf(Mark.class);
        List<String> beside = new ArrayList<>();
        for (int i = 0; i < kills; i++) {
            blows.awaitWork();
            blow(missed).ifPresent(struck::add);
            if (random.nextInt(4) > 0) {
                faults.begin().ifPresent(beside::add);
            }
        }
        if (struck.isEmpty()) {
            faults.heal();
            return;
        }
        long at = System.nanoTime();
        blows.awaitBack();
        faults.heal();
        Duration ready = Duration.ofNanos(System.nanoTime() - at);
        report.blows(
                struck, String.join(", ", beside), ready, work.resumes(RESUMES_LIMIT).orElse(null));
    }

    /**
     * Those that no round had, one by one while nobody is killed; a run of a few kills has no time
     * for all.
     */
    private void networks(long end) throws InterruptedException, IOException {
        if (plan.kills() >= faults.count()) {
            for (Optional<String> next = faults.next();
                    next.isPresent() && System.nanoTime() < end;
                    next = faults.next()) {
                Thread.sleep(BAD);
                faults.heal();
                report.network(next.get(), work.resumes(RESUMES_LIMIT).orElse(null));
            }
            findings.hold(faults.all(), "every pair had every bad network");
        }
        faults.heal();
        findings.say("%s", faults.told());
    }

    private Optional<ChaosBlows.Blow> blow(Set<Mark> missed) throws InterruptedException {
        List<Mark> open = Stream.of(Mark.values()).filter(one -> !missed.contains(one)).toList();
        Mark mark = plan.next(blows.sayable(open));
        Optional<ChaosBlows.Blow> blow =
                mark == null
                        ? Optional.of(blows.atRandom())
                        : blows.at(mark, () -> bringAbout(mark));
        blow.ifPresent(struck -> plan.hit(struck.state()));
        if (blow.isEmpty() && mark != null) {
            missed.add(mark);
            findings.say("          %s: it did not come", mark.words());
        }
        return blow;
    }

    /** What does not happen by itself every second. */
    private void bringAbout(Mark mark) {
        switch (mark) {
            // A paused campaign's workflow has one more step behind it, and begins anew.
            case PAUSE, CONTINUED -> Thread.ofVirtual().start(this::pause);
            case IMPORT -> Thread.ofVirtual().start(this::upload);
            default -> {
                // It comes with the next call.
            }
        }
    }

    private void pause() {
        try {
            scene.pauseAndResume();
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    private void upload() {
        try {
            scene.upload();
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }
}
