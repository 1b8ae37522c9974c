package io.carillon.dev;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** A start of a campaign that is full already: how soon the first phone rings. */
final class StartTrial {
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration DIALING = Duration.ofSeconds(10);
    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** All since the request was sent. */
    record Started(Duration answered, Duration claimed, Duration dialed) {}

    /** The first call, in instants of the database's clock, which is this machine's. */
    private record FirstCall(Instant queued, Instant dialed) {}

    private final RunningStack stack;
    private final BenchCampaign campaign;
    private final Findings findings;

    StartTrial(RunningStack stack, BenchCampaign campaign, Findings findings) {
        this.stack = stack;
        this.campaign = campaign;
        this.findings = findings;
    }

    Started run() throws IOException, InterruptedException {
        long leads = campaign.leads();
        Instant asked = Instant.now();
        campaign.post("start");
        Instant answered = Instant.now();
        FirstCall first = firstCall();
        var started =
                new Started(
                        Duration.between(asked, answered),
                        Duration.between(asked, first.queued()),
                        Duration.between(asked, first.dialed()));
        findings.say(
                "start with %,d leads: answered after %.2f s, first lead claimed after %.2f s, dialed after %.2f s",
                leads,
                Findings.seconds(started.answered()),
                Findings.seconds(started.claimed()),
                Findings.seconds(started.dialed()));
        Thread.sleep(DIALING);
        stop();
        return started;
    }

    private FirstCall firstCall() throws InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (System.nanoTime() < end) {
            Optional<FirstCall> first = dialed();
            if (first.isPresent()) {
                return first.get();
            }
            Thread.sleep(LOOK);
        }
        throw new IllegalStateException(campaign.id() + " dials nobody");
    }

    private Optional<FirstCall> dialed() throws InterruptedException {
        return calls().filter(call -> !call.path("dialed_at").asString("").isEmpty())
                .map(call -> new FirstCall(at(call, "queued_at"), at(call, "dialed_at")))
                .min(Comparator.comparing(FirstCall::dialed));
    }

    private void stop() throws IOException, InterruptedException {
        long asked = System.nanoTime();
        campaign.post("stop");
        Instant stopped = Instant.now();
        double took = (System.nanoTime() - asked) / 1e9;
        JsonNode progress = campaign.progress();
        findings.say(
                "stop after %d s: %.2f s, %,d calls, leads %s",
                DIALING.toSeconds(),
                took,
                progress.path("calls_total").asLong(-1),
                progress.path("by_outcome"));
        long late =
                stack.dialRequests().stream()
                        .filter(call -> at(call, "at").isAfter(stopped))
                        .count();
        findings.hold(late == 0, "%d dial requests after the stop was acknowledged", late);
        callsEnd();
    }

    /** What comes next is measured without these calls beside it. */
    private void callsEnd() throws InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (calls().anyMatch(call -> call.path("ended_at").asString("").isEmpty())) {
            findings.hold(System.nanoTime() < end, "calls do not end after %s", LIMIT);
            if (System.nanoTime() > end) {
                return;
            }
            Thread.sleep(LOOK);
        }
    }

    private Stream<JsonNode> calls() throws InterruptedException {
        return campaign.api()
                .get("/calls?limit=200&campaign_id=" + campaign.id())
                .path("data")
                .valueStream();
    }

    private static Instant at(JsonNode call, String member) {
        return Instant.parse(call.path(member).asString());
    }
}
