package io.carillon.dev;

import io.carillon.activities.testing.Lies;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** The simulated carrier of the stack, behind a port that lies. */
final class LyingSimulator implements LyingCarrier {
    private static final int SPEED = 60;
    private static final String BUSY =
            "{\"error\":{\"code\":\"too_many_requests\",\"message\":\"not placed\"}}";

    private final Lies lies;
    private final HttpPort port;

    LyingSimulator(long seed, BooleanSupplier lying) throws IOException {
        this.lies = new Lies(seed, lying);
        this.port = HttpPort.open(new LyingHttp(lies, BUSY));
    }

    @Override
    public String name() {
        return "simulator";
    }

    @Override
    public int speed() {
        return SPEED;
    }

    /** At its speed that is ten seconds. */
    @Override
    public Duration longest() {
        return Duration.ofMinutes(10);
    }

    @Override
    public Map<String, ?> settings() {
        return Map.of(
                "carillon.simulator.url",
                port.url(),
                "carillon.simulator.answer-timeout",
                LyingConfiguration.PATIENCE.toString());
    }

    @Override
    public Map<String, String> environment() {
        return Map.of();
    }

    @Override
    public void ready(RunningStack stack) {
        port.leadTo(stack.settings().simulator());
    }

    /** Its port looks itself. */
    @Override
    public void lie(boolean lying) {}

    @Override
    public boolean tells(HttpPort.Asked callback) {
        return true;
    }

    @Override
    public Lies lies() {
        return lies;
    }

    @Override
    public String met() {
        return lies.drawn().toString();
    }

    @Override
    public Path log(RunningStack stack) {
        return stack.home().simulator().resolve("calls.jsonl");
    }

    @Override
    public List<String> references(RunningStack stack) throws IOException {
        return stack.dialRequests().stream()
                .map(request -> request.path("reference").asString())
                .toList();
    }

    @Override
    public void close() {
        port.close();
    }
}
