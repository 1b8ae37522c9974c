package io.carillon.dev.standin.twilio;

import io.carillon.dev.standin.Options;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Set;

/**
 * Twilio's stand-in as a program. It prints where it listens, the account to use and its seed, and
 * runs until it is ended.
 */
public final class TwilioStandIn {
    private static final Set<String> OPTIONS =
            Set.of(
                    "port",
                    "speed",
                    "cps",
                    "concurrency",
                    "account-sid",
                    "auth-token",
                    "numbers",
                    "caller-ids",
                    "balance",
                    "price",
                    "seed",
                    "log");

    private static final String ACCOUNT_SID = "AC" + "0".repeat(31) + "1";
    private static final String AUTH_TOKEN = "stand-in-token";
    private static final String NUMBERS = "+12025550100";

    private TwilioStandIn() {}

    public static void main(String[] words) throws IOException {
        Options options;
        try {
            options = new Options(OPTIONS, words);
        } catch (IllegalArgumentException e) {
            System.err.println("twilio-stand-in: " + e.getMessage());
            System.exit(2);
            return;
        }
        run(options);
    }

    private static void run(Options options) throws IOException {
        Credentials credentials =
                new Credentials(
                        options.text("account-sid", ACCOUNT_SID),
                        options.text("auth-token", AUTH_TOKEN));
        long seed = options.seed("seed");
        double speed = options.number("speed", 1);
        Path log = Path.of(options.text("log", "twilio-calls.jsonl"));
        TwilioServer server =
                new TwilioServer(
                        options.whole("port", 0), log, speed, seed, credentials, account(options));
        server.start();
        System.out.println("url " + server.url());
        System.out.println("account_sid " + credentials.sid());
        System.out.println("auth_token " + credentials.token());
        System.out.println("seed " + seed);
        System.out.println("speed " + speed);
        System.out.println("log " + log.toAbsolutePath());
    }

    private static Account account(Options options) {
        return Account.of(
                options.number("cps", 1),
                options.whole("concurrency", 100_000),
                options.list("numbers", NUMBERS),
                options.list("caller-ids", ""),
                null,
                null,
                new BigDecimal(options.text("balance", "20.00")),
                new BigDecimal(options.text("price", "0.01400")));
    }
}
