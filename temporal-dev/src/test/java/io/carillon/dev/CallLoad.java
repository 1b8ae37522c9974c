package io.carillon.dev;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/**
 * One campaign of people who answer and press a key, dialed at a pace that is set, stopped between
 * measurements.
 */
final class CallLoad {
    /** More than two cores can do, and what an installation allows unless it says otherwise. */
    static final double FULL_PACE = 50;

    private static final int AT_ONCE = 100;
    private static final int LEADS = 30_000;

    /** Until as many calls end as begin. */
    private static final Duration RAMP = Duration.ofSeconds(6);

    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration LONGEST_END = Duration.ofMinutes(2);

    private final OneProcess process;
    private final Findings findings;
    private final BenchCampaign campaign;
    private boolean started;

    CallLoad(OneProcess process, Findings findings, PeopleFile people)
            throws IOException, InterruptedException {
        this.process = process;
        this.findings = findings;
        this.campaign =
                BenchCampaign.make(
                        process.api(),
                        "whole calls",
                        Map.of(
                                "max_concurrent", AT_ONCE,
                                "calls_per_second", FULL_PACE,
                                "min_minutes_between_attempts", 0));
        people.upload(campaign, LEADS, findings);
    }

    BenchCampaign campaign() {
        return campaign;
    }

    /** From the next call on. */
    void pace(double callsPerSecond) throws InterruptedException {
        process.api()
                .patch(
                        "/campaigns/" + campaign.id(),
                        Map.of("limits", Map.of("calls_per_second", callsPerSecond)),
                        BenchCampaign.once());
    }

    /** Dials, and returns when the load is even. */
    void begin() throws InterruptedException {
        campaign.post(started ? "resume" : "start");
        started = true;
        Thread.sleep(RAMP);
    }

    /**
     * @param calls whose end the user's system was told of
     */
    record Measured(long calls, double seconds, ProcessorTime processors) {
        double callsPerSecond() {
            return calls / seconds;
        }
    }

    Measured measure(int seconds) throws InterruptedException {
        try {
            ProcessorTime processors = ProcessorTime.now();
            long calls = process.sink().calls();
            long began = System.nanoTime();
            Thread.sleep(Duration.ofSeconds(seconds));
            long more = process.sink().calls() - calls;
            double took = (System.nanoTime() - began) / 1e9;
            return new Measured(more, took, ProcessorTime.now().since(processors));
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    /** Stops dialing, and returns when every call has ended and everything was told. */
    void end() throws InterruptedException {
        campaign.post("pause");
        long end = System.nanoTime() + LONGEST_END.toNanos();
        long told = -1;
        while (campaign.progress().path("calls_active").asLong(0) > 0
                || told != process.sink().events()) {
            told = process.sink().events();
            if (System.nanoTime() > end) {
                findings.hold(false, "calls do not end");
                return;
            }
            Thread.sleep(LOOK.multipliedBy(5));
        }
    }
}
