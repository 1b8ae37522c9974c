package io.carillon.dev.standin.ilyost;

import io.carillon.dev.standin.Options;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Set;

/**
 * Ilyost's stand-in as a program. It prints where it listens, the key to use and its seed, and runs
 * until it is ended.
 */
public final class IlyostStandIn {
    private static final Set<String> OPTIONS =
            Set.of("port", "speed", "concurrency", "api-key", "balance", "price", "seed", "log");

    private static final String API_KEY = "stand-in-key";

    private IlyostStandIn() {}

    public static void main(String[] words) throws IOException {
        Options options;
        try {
            options = new Options(OPTIONS, words);
        } catch (IllegalArgumentException e) {
            System.err.println("ilyost-stand-in: " + e.getMessage());
            System.exit(2);
            return;
        }
        run(options);
    }

    private static void run(Options options) throws IOException {
        long seed = options.seed("seed");
        double speed = options.number("speed", 1);
        Path log = Path.of(options.text("log", "ilyost-calls.jsonl"));
        String apiKey = options.text("api-key", API_KEY);
        IlyostServer server =
                new IlyostServer(
                        options.whole("port", 0), log, speed, seed, apiKey, account(options));
        server.start();
        System.out.println("url " + server.url());
        System.out.println("api_key " + apiKey);
        System.out.println("seed " + seed);
        System.out.println("speed " + speed);
        System.out.println("log " + log.toAbsolutePath());
    }

    private static Account account(Options options) {
        return Account.of(
                options.whole("concurrency", 100_000),
                new BigDecimal(options.text("balance", "1000.0000")),
                null,
                null,
                null,
                new BigDecimal(options.text("price", "0.0002")),
                null);
    }
}
