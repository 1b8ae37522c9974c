package io.carillon.dev;

import io.carillon.activities.database.Transactions;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * What a call under way holds of the heap: people who answer and say nothing, on the line all at
 * once. The carrier is another process here; API and worker are this one. Then all of them end,
 * also those whose workflow has fallen out of the worker's cache.
 */
final class CallHeap {
    /** So many times fewer are compared: what does not grow with the calls is there by then. */
    private static final int FEWER = 10;

    /** No limit stands in the way. */
    private static final int MOST_AT_ONCE = 10_000;

    /** Dialing side by side: gates of one campaign stand in line. */
    private static final int CAMPAIGNS = 10;

    /** Of all campaigns: what two cores can do, so that nothing is lost to their being overrun. */
    private static final double PACE = 10;

    /** Of an open call: the aim of the issue that asked for these figures. */
    private static final double KILOBYTES_MOST = 25;

    /** Seconds on the line at most, at half the speed: longer than it takes to fill the lines. */
    private static final int LONGEST_CALL = 590;

    /** The longest question there is: ten times a minute. */
    private static final Map<String, ?> FLOW =
            Map.of(
                    "name",
                    "a long silence",
                    "start",
                    "wait",
                    "steps",
                    Map.of(
                            "wait",
                            Map.of(
                                    "gather",
                                    Map.of(
                                            "say",
                                            "Press 1.",
                                            "max_digits",
                                            1,
                                            "first_digit_timeout",
                                            "PT60S",
                                            "tries",
                                            10),
                                    "on",
                                    Map.of("1", "bye"),
                                    "on_no_input",
                                    "bye"),
                            "bye",
                            Map.of("hang_up", true)));

    /** Until the first one ends; then slower, so that they do not all end in one second. */
    private static final double WAITING_SPEED = 10;

    private static final double ENDING_SPEED = 1;

    private static final Duration LONGEST_END = Duration.ofMinutes(6);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration CALM = Duration.ofMinutes(1);
    private static final int CLASSES = 15;

    /** A busy machine misses a turn or two. */
    private static final double NEARLY = 0.99;

    private static final String TALKING =
            "SELECT count(*) FROM calls WHERE answered_at IS NOT NULL AND ended_at IS NULL";

    private static final String DIALING =
            "SELECT count(*) FROM calls WHERE state IN ('claimed', 'dialing', 'ringing')";

    private static final String TOLD_THE_END =
            "SELECT count(*) FROM calls WHERE cause = 'max_duration'";

    private static final String UNTOLD = "SELECT count(*) FROM carrier_news WHERE told_at IS NULL";

    private final OneProcess process;
    private final CarrierControls carrier;
    private final Findings findings;
    private final Aims aims;
    private final PeopleFile people;
    private final int most;

    CallHeap(OneProcess process, Findings findings, Aims aims, CallOptions options) {
        this.process = process;
        this.carrier = new CarrierControls(process.settings());
        this.findings = findings;
        this.aims = aims;
        this.people = PeopleFile.seeded(options.seed());
        this.most = options.open();
    }

    void run() throws IOException, InterruptedException {
        List<BenchCampaign> campaigns = campaigns();
        Open few = open(campaigns, most / FEWER);
        Open many = open(campaigns, most);
        long more = many.calls() - few.calls();
        double perCall = (double) (many.heap().used() - few.heap().used()) / more;
        findings.say(
                "heap: %.1f MB with %d calls on the line, %.1f MB with %d: %.1f KB a call; %.0f workflows cached",
                few.heap().used() / 1e6,
                few.calls(),
                many.heap().used() / 1e6,
                many.calls(),
                perCall / 1024,
                Meters.read(process).sum("temporal_sticky_cache_size"));
        for (HeapReading.Grown one : many.heap().since(few.heap(), CLASSES)) {
            findings.say("  %8.0f bytes a call  %s", (double) one.bytes() / more, one.type());
        }
        aims.atMost(
                "KB of worker heap per open call",
                KILOBYTES_MOST,
                perCall / 1024,
                many.calls() + " calls on the line");
        end(many.calls());
    }

    private List<BenchCampaign> campaigns() throws IOException, InterruptedException {
        carrier.personas(Map.of("00-99", "silent"));
        Api api = process.api();
        for (JsonNode account : api.get("/carrier-accounts?limit=200").path("data")) {
            api.patch(
                    "/carrier-accounts/" + account.path("id").asString(),
                    Map.of("limits", Map.of("max_concurrent", 2 * MOST_AT_ONCE)),
                    BenchCampaign.once());
        }
        var campaigns = new ArrayList<BenchCampaign>();
        for (int i = 0; i < CAMPAIGNS; i++) {
            campaigns.add(campaign(api, "open calls " + i));
        }
        return campaigns;
    }

    private static BenchCampaign campaign(Api api, String name)
            throws IOException, InterruptedException {
        return BenchCampaign.make(
                api,
                name,
                FLOW,
                Map.of(
                        "max_concurrent",
                        MOST_AT_ONCE,
                        "calls_per_second",
                        PACE / CAMPAIGNS,
                        "max_call_seconds",
                        LONGEST_CALL,
                        "min_minutes_between_attempts",
                        0));
    }

    /**
     * @param calls that are answered and not over
     */
    private record Open(long calls, HeapReading heap) {}

    /** Dials until so many are on the line, waits until nothing happens, and looks. */
    private Open open(List<BenchCampaign> campaigns, int calls)
            throws IOException, InterruptedException {
        long before = count(TALKING);
        for (BenchCampaign campaign : campaigns) {
            people.upload(campaign, (int) (calls - before) / CAMPAIGNS, findings);
            if (before == 0) {
                campaign.post("start");
            }
        }
        long began = System.nanoTime();
        boolean all =
                await(() -> count(TALKING) >= NEARLY * calls, Duration.ofSeconds(2 * LONGEST_CALL));
        await(() -> count(DIALING) + count(UNTOLD) == 0, CALM);
        findings.say(
                "%d calls on the line after %.0f s",
                count(TALKING), (System.nanoTime() - began) / 1e9);
        findings.hold(all, "%d of %d calls are on the line", count(TALKING), calls);
        return new Open(count(TALKING), HeapReading.now());
    }

    private void end(long calls) throws IOException, InterruptedException {
        long began = System.nanoTime();
        double cached = Meters.read(process).sum("temporal_sticky_cache_size");
        carrier.speed(WAITING_SPEED);
        await(() -> count(TALKING) < calls, LONGEST_END);
        carrier.speed(ENDING_SPEED);
        await(() -> count(TALKING) == 0, LONGEST_END);
        findings.say(
                "%d of them ended as the carrier told it, %.0f s after it began to end them; the workflows of %.0f had left the cache",
                count(TOLD_THE_END),
                (System.nanoTime() - began) / 1e9,
                Math.max(0, calls - cached));
        findings.hold(
                count(TOLD_THE_END) >= calls,
                "%d of %d calls ended as the carrier told it",
                count(TOLD_THE_END),
                calls);
    }

    private static boolean await(BooleanSupplier claim, Duration longest)
            throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        while (!claim.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            Thread.sleep(LOOK);
        }
        return true;
    }

    private long count(String sql) {
        Transactions transactions = process.bean(Transactions.class);
        return transactions.system(() -> transactions.jdbc().sql(sql).query(Long.class).single());
    }
}
