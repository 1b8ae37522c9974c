package io.carillon.dev;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What was asked for on the command line.
 *
 * @param seed of everything that is drawn
 * @param limit for all of it, from the first process to the last row that is judged
 * @param resumes the longest time until work goes on, once the last process is ready
 * @param old a folder with the packed jars of an older version
 * @param carrier whose stand-in the calls go through; null: the simulated carrier
 */
record ChaosOptions(
        int kills,
        long seed,
        Duration limit,
        Duration resumes,
        boolean embedded,
        boolean rolling,
        @Nullable Path old,
        @Nullable StandInCarrier carrier) {
    private static final int KILLS = 60;
    private static final int MINUTES = 15;

    /** Enough for what is left of the campaign, and for the ledger. */
    private static final Duration ENDING = Duration.ofSeconds(150);

    private static final Duration RESUMES = Duration.ofSeconds(10);

    /** A night's run has no other limit than its kills. */
    private static final int MINUTES_FOR_MANY = 60 * 24;

    ChaosOptions {
        if (embedded && rolling) {
            throw new CannotStart("chaos: --rolling replaces processes of the services");
        }
        if (carrier != null && rolling) {
            // What a real carrier tells once while an API starts is lost, and so is the call.
            throw new CannotStart(
                    "chaos: --rolling goes with the simulated carrier, which repeats its callbacks");
        }
    }

    static ChaosOptions of(String... words) {
        int kills = KILLS;
        long seed = System.nanoTime() % 1_000_000;
        int minutes = -1;
        boolean embedded = false;
        boolean rolling = false;
        Path old = null;
        StandInCarrier carrier = null;
        for (int i = 0; i < words.length; i++) {
            switch (words[i]) {
                case "--kills" -> kills = Integer.parseInt(words[++i]);
                case "--seed" -> seed = Long.parseLong(words[++i]);
                case "--minutes" -> minutes = Integer.parseInt(words[++i]);
                case "--embedded" -> embedded = true;
                case "--rolling" -> rolling = true;
                case "--old" -> old = Path.of(words[++i]).toAbsolutePath();
                case "--carrier" -> carrier = carrier(words[++i]);
                default -> throw new CannotStart("chaos: what is " + words[i] + "?");
            }
        }
        if (minutes < 0) {
            minutes = kills > KILLS ? MINUTES_FOR_MANY : MINUTES;
        }
        return new ChaosOptions(
                kills, seed, Duration.ofMinutes(minutes), RESUMES, embedded, rolling, old, carrier);
    }

    private static @Nullable StandInCarrier carrier(String name) {
        if (name.equals(ChaosCarrier.SIMULATOR.name())) {
            return null;
        }
        try {
            return StandInCarrier.of(name);
        } catch (IllegalArgumentException unknown) {
            throw new CannotStart("chaos: what is carrier " + unknown.getMessage() + "?");
        }
    }

    /** No kill begins later. */
    Duration killing() {
        Duration half = limit.dividedBy(2);
        Duration most = limit.minus(ENDING);
        return most.compareTo(half) > 0 ? most : half;
    }
}
