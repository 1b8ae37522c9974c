package io.carillon.dev;

import io.carillon.activities.testing.Lies;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
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
    private static final StandIn.Load LOAD = new StandIn.Load(100, 900);

    private static final double OFTEN = 0.05;
    private static final double SELDOM = 0.01;

    /** Of Twilio: one that asks for a document and gets none is its error 11205, not a bad way. */
    private static final List<String> TELLING = List.of("status", "machine", "whole_recording");

    private final long seed;
    private final StandIn standIn;

    LyingStandIn(StandInCarrier carrier, long seed, Path folder) throws IOException {
        this.seed = seed;
        this.standIn = StandIn.start(carrier, folder, SPEED, seed, LOAD);
    }

    @Override
    public String name() {
        return standIn.name();
    }

    @Override
    public int speed() {
        return SPEED;
    }

    @Override
    public Duration longest() {
        return standIn.carrier().longest();
    }

    @Override
    public Map<String, ?> settings() {
        return Map.of(
                "carillon." + name() + ".answer-timeout", LyingConfiguration.PATIENCE.toString());
    }

    @Override
    public Map<String, String> environment() {
        return standIn.environment();
    }

    @Override
    public void ready(RunningStack stack) throws IOException, InterruptedException {
        standIn.open(stack.settings());
        standIn.callerId(
                stack.settings(), OrganizationCaps.RESTING, Map.of("cool_down_seconds", 1));
    }

    @Override
    public void lie(boolean lying) throws IOException, InterruptedException {
        standIn.set(
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
        return standIn.carrier() != StandInCarrier.TWILIO
                || TELLING.stream().anyMatch(kind -> callback.path().contains("kind=" + kind));
    }

    @Override
    public @Nullable Lies lies() {
        return null;
    }

    @Override
    public String met() throws IOException, InterruptedException {
        return standIn.health().toString();
    }

    @Override
    public Path log(RunningStack stack) {
        return standIn.log();
    }

    @Override
    public List<String> references(RunningStack stack) throws IOException {
        return standIn.dialRequests().stream()
                .filter(request -> request.path("rang").asBoolean(false))
                .map(request -> request.path("reference").asString(""))
                .toList();
    }

    @Override
    public void close() {
        standIn.close();
    }
}
