package io.carillon.dev;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Whom the calls of a run go through; {@link #SIMULATOR} is the stack's own carrier. */
interface ChaosCarrier extends AutoCloseable {
    ChaosCarrier SIMULATOR = new ChaosCarrier() {};

    static ChaosCarrier of(ChaosOptions options, Path folder) throws IOException {
        return options.carrier() == null
                ? SIMULATOR
                : new ChaosStandIn(options.carrier(), options.seed(), folder);
    }

    /** As campaigns, proxies and the ledger name it. */
    default String name() {
        return "simulator";
    }

    /** Of the set-up. */
    default String told(String speed) {
        return "simulated carrier at speed " + speed;
    }

    /** Of all processes of the stack. */
    default Map<String, String> environment() {
        return Map.of();
    }

    /** No call needs the process: it is not killed, and nothing stands before it. */
    default boolean idle(String process) {
        return false;
    }

    /** Who talks to the stack and is none of its processes. */
    default List<String> immortal() {
        return List.of();
    }

    /** The stack runs, and has no caps yet. */
    default void ready(Settings settings, ChaosNetwork network)
            throws IOException, InterruptedException {}

    /** Limits of the campaign beside the usual. */
    default Map<String, ?> limits() {
        return Map.of();
    }

    /** Members of the request for a single call beside the usual. */
    default Map<String, ?> single() {
        return Map.of();
    }

    /** Of dial requests. */
    default Path log(Settings settings) {
        return settings.home().simulator().resolve("calls.jsonl");
    }

    @Override
    default void close() {}
}
