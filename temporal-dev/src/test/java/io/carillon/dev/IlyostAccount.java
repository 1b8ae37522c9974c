package io.carillon.dev;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** A running stack's account with Ilyost's stand-in, and the caller id it shows there. */
final class IlyostAccount {
    static final String CARRIER = "ilyost";

    private static final String PROGRAM = "io.carillon.dev.standin.ilyost.IlyostStandIn";

    private static final int CALLS_PER_SECOND = 20;
    private static final int CONCURRENT = 100;

    private IlyostAccount() {}

    static StandInProcess standIn(Path log, int speed, long seed) throws IOException {
        return standIn(log, speed, seed, CONCURRENT);
    }

    /**
     * @param atOnce calls of ours; the oldest ends where one too many is dialed, so its own are one
     *     more
     */
    static StandInProcess standIn(Path log, int speed, long seed, int atOnce) throws IOException {
        return StandInProcess.start(
                PROGRAM,
                log,
                "--speed",
                "" + speed,
                "--seed",
                "" + seed,
                "--concurrency",
                "" + (atOnce + 1));
    }

    /** Of every process of the stack: there is no driver without. */
    static Map<String, String> environment(StandInProcess standIn) {
        return Map.of(
                "CARILLON_ILYOST_URL", standIn.told("url"), "CARILLON_ILYOST_GREETING", "PT12S");
    }

    static void open(RunningStack stack, StandInProcess standIn)
            throws IOException, InterruptedException {
        open(stack, standIn, CALLS_PER_SECOND, CONCURRENT);
    }

    static void open(RunningStack stack, StandInProcess standIn, int callsPerSecond, int atOnce)
            throws IOException, InterruptedException {
        Api api = stack.api();
        api.post(
                "/carrier-accounts",
                Map.of(
                        "carrier",
                        CARRIER,
                        "name",
                        "stand-in",
                        "credentials",
                        Map.of("api_key", standIn.told("api_key")),
                        "base_url",
                        standIn.told("url"),
                        "limits",
                        Map.of("calls_per_second", callsPerSecond, "max_concurrent", atOnce),
                        "price_per_minute",
                        "0.012"),
                BenchCampaign.once());
        api.post(
                "/caller-ids",
                Map.of("number", FirstStart.CALLER_ID, "carrier", CARRIER),
                BenchCampaign.once());
        try (var database = new StackDatabase(stack)) {
            database.change(
                    """
                    UPDATE caller_ids SET status = 'verified', verified_at = carillon_now(), verified_by = 'operator'
                    WHERE carrier = 'ilyost'
                    """);
        }
    }
}
