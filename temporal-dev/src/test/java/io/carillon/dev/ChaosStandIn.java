package io.carillon.dev;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A carrier's stand-in beside the stack, as a process that is never killed: a carrier does not die
 * with our machine. All calls go through it, and the simulated carrier has nothing to do.
 */
final class ChaosStandIn implements ChaosCarrier {
    /** Nobody repeats its callbacks: while an API starts, a call at a higher one would be over. */
    private static final int SPEED = 10;

    /**
     * Of calls. Whose end nobody told holds its slot for as long as it may last, by our clock; at
     * two a second that is most of these.
     */
    private static final int AT_ONCE = 250;

    private static final StandIn.Load LOAD = new StandIn.Load(20, AT_ONCE + 50);
    private static final String SIMULATED = "simulator";

    private final StandIn standIn;

    ChaosStandIn(StandInCarrier carrier, long seed, Path folder) throws IOException {
        this.standIn = StandIn.start(carrier, folder, SPEED, seed, LOAD);
    }

    @Override
    public String name() {
        return standIn.name();
    }

    @Override
    public String told(String speed) {
        return ("%s's stand-in at speed %d, a process beside the stack that is never killed: campaign and single"
                        + " calls go through it, for at most %d s; the simulated carrier has no calls and is left alone")
                .formatted(name(), SPEED, longestSeconds());
    }

    private long longestSeconds() {
        return standIn.carrier().longest().toSeconds();
    }

    @Override
    public Map<String, String> environment() {
        return standIn.environment();
    }

    @Override
    public boolean idle(String process) {
        return process.equals(SIMULATED);
    }

    @Override
    public List<String> immortal() {
        return List.of(name());
    }

    /** All processes find it by the account's address: one way for all of them. */
    @Override
    public void ready(Settings settings, ChaosNetwork network)
            throws IOException, InterruptedException {
        int port = network.port("workers", name(), URI.create(standIn.url()).getPort());
        standIn.open(settings, "http://127.0.0.1:" + port);
        standIn.callerId(settings, FirstStart.CALLER_ID, Map.of());
        standIn.callerId(settings, StandIn.ONLY_HERE, Map.of("cool_down_seconds", 1));
    }

    @Override
    public Map<String, ?> limits() {
        return Map.of("max_concurrent", AT_ONCE, "max_call_seconds", longestSeconds());
    }

    /** A call goes through the carrier whose caller id it shows. */
    @Override
    public Map<String, ?> single() {
        return Map.of(
                "from",
                StandIn.ONLY_HERE,
                "options",
                Map.of("max_duration_seconds", longestSeconds()));
    }

    @Override
    public Path log(Settings settings) {
        return standIn.log();
    }

    @Override
    public void close() {
        standIn.close();
    }
}
