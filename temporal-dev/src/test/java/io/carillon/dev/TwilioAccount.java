package io.carillon.dev;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** A running stack's account with Twilio's stand-in, and the caller id it may show there. */
final class TwilioAccount {
    static final String CARRIER = "twilio";

    private static final String PROGRAM = "io.carillon.dev.standin.twilio.TwilioStandIn";

    private static final int CALLS_PER_SECOND = 20;
    private static final int AT_ONCE = 100;

    // Its own rate is above what we ask for, so that it never has a call to queue.
    private static final double OF_ITS_OWN = 1.25;

    private TwilioAccount() {}

    static StandInProcess standIn(Path log, int speed, long seed) throws IOException {
        return standIn(log, speed, seed, CALLS_PER_SECOND);
    }

    /**
     * @param callsPerSecond that we ask for
     */
    static StandInProcess standIn(Path log, int speed, long seed, int callsPerSecond)
            throws IOException {
        return StandInProcess.start(
                PROGRAM,
                log,
                "--speed",
                "" + speed,
                "--seed",
                "" + seed,
                "--cps",
                "" + callsPerSecond * OF_ITS_OWN,
                "--numbers",
                FirstStart.CALLER_ID + "," + OrganizationCaps.RESTING);
    }

    static void open(RunningStack stack, StandInProcess standIn)
            throws IOException, InterruptedException {
        open(stack, standIn, CALLS_PER_SECOND, AT_ONCE);
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
                        Map.of(
                                "account_sid",
                                standIn.told("account_sid"),
                                "auth_token",
                                standIn.told("auth_token")),
                        "base_url",
                        standIn.told("url"),
                        "limits",
                        Map.of("calls_per_second", callsPerSecond, "max_concurrent", atOnce),
                        "price_per_minute",
                        "0.014"),
                BenchCampaign.once());
        api.post(
                "/caller-ids",
                Map.of("number", FirstStart.CALLER_ID, "carrier", CARRIER),
                BenchCampaign.once());
        try (var database = new StackDatabase(stack)) {
            database.change(
                    """
                    UPDATE caller_ids SET status = 'verified', verified_at = carillon_now(), verified_by = 'operator'
                    WHERE carrier = 'twilio'
                    """);
        }
    }
}
