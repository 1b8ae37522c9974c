package io.carillon.dev;

import io.carillon.activities.testing.Lies;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A carrier's stand-in as a process that misbehaves by itself: of a hundred dial requests five are
 * taken and not answered, five taken and answered with a server error, five turned away with 429,
 * one is taken and answered with half a document; of updates and look-ups five get a server error
 * and one no answer.
 */
final class LyingStandIn implements LyingCarrier {
    // Its people take their time to talk and press; what we do meanwhile is not so much slower.
    private static final int SPEED = 10;
    private static final int CALLS_PER_SECOND = 100;
    private static final int AT_ONCE = 900;

    private static final double OFTEN = 0.05;
    private static final double SELDOM = 0.01;

    /** Of Twilio: one that asks for a document and gets none is its error 11205, not a bad way. */
    private static final List<String> TELLING = List.of("status", "machine", "whole_recording");

    /** What differs between carriers. */
    private interface Account {
        void open(RunningStack stack, StandInProcess program)
                throws IOException, InterruptedException;
    }

    private final String name;
    private final long seed;
    private final StandInProcess program;
    private final Map<String, String> environment;
    private final Account account;

    private LyingStandIn(
            String name,
            long seed,
            StandInProcess program,
            Map<String, String> environment,
            Account account) {
        this.name = name;
        this.seed = seed;
        this.program = program;
        this.environment = environment;
        this.account = account;
    }

    static LyingStandIn twilio(long seed, Path folder) throws IOException {
        Path log = folder.resolve("twilio.jsonl");
        return new LyingStandIn(
                TwilioAccount.CARRIER,
                seed,
                TwilioAccount.standIn(log, SPEED, seed, CALLS_PER_SECOND),
                Map.of(),
                (stack, program) -> TwilioAccount.open(stack, program, CALLS_PER_SECOND, AT_ONCE));
    }

    static LyingStandIn ilyost(long seed, Path folder) throws IOException {
        Path log = folder.resolve("ilyost.jsonl");
        StandInProcess program = IlyostAccount.standIn(log, SPEED, seed, AT_ONCE);
        return new LyingStandIn(
                IlyostAccount.CARRIER,
                seed,
                program,
                IlyostAccount.environment(program),
                (stack, running) -> IlyostAccount.open(stack, running, CALLS_PER_SECOND, AT_ONCE));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int speed() {
        return SPEED;
    }

    @Override
    public Map<String, ?> settings() {
        return Map.of(
                "carillon." + name + ".answer-timeout", LyingConfiguration.PATIENCE.toString());
    }

    @Override
    public Map<String, String> environment() {
        return environment;
    }

    @Override
    public void ready(RunningStack stack) throws IOException, InterruptedException {
        stack.api()
                .post(
                        "/caller-ids",
                        Map.of(
                                "number",
                                OrganizationCaps.RESTING,
                                "carrier",
                                name,
                                "cool_down_seconds",
                                1),
                        BenchCampaign.once());
        account.open(stack, program);
    }

    @Override
    public void lie(boolean lying) throws IOException, InterruptedException {
        program.set(
                "faults",
                lying
                        ? Map.of(
                                "seed",
                                seed,
                                "dial",
                                Map.of(
                                        "accept_then_hang", OFTEN,
                                        "accept_then_500", OFTEN,
                                        "refuse_429", OFTEN,
                                        "accept_malformed", SELDOM),
                                "control",
                                Map.of(
                                        "update_500", OFTEN,
                                        "update_hang", SELDOM,
                                        "fetch_500", OFTEN,
                                        "fetch_hang", SELDOM),
                                "hang_seconds",
                                LyingHttp.SILENCE.toSeconds())
                        : Map.of("seed", seed));
    }

    @Override
    public boolean tells(HttpPort.Asked callback) {
        return !name.equals(TwilioAccount.CARRIER)
                || TELLING.stream().anyMatch(kind -> callback.path().contains("kind=" + kind));
    }

    @Override
    public @Nullable Lies lies() {
        return null;
    }

    @Override
    public String met() throws IOException, InterruptedException {
        return program.health().toString();
    }

    @Override
    public Path log(RunningStack stack) {
        return program.log();
    }

    @Override
    public List<String> references(RunningStack stack) throws IOException {
        return program.dialRequests().stream()
                .filter(request -> request.path("rang").asBoolean(false))
                .map(request -> request.path("reference").asString(""))
                .toList();
    }

    @Override
    public void close() {
        program.close();
    }
}
