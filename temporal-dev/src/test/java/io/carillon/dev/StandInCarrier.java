package io.carillon.dev;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A carrier that a stand-in takes the place of, and what an installation has to know of it. */
enum StandInCarrier {
    TWILIO("0.014", Duration.ofMinutes(2)) {
        // Its own rate is above what we ask for, so that it never has a call to queue.
        private static final double OF_ITS_OWN = 1.25;

        @Override
        List<String> words(StandIn.Load load) {
            return List.of(
                    "--cps",
                    "" + load.callsPerSecond() * OF_ITS_OWN,
                    "--numbers",
                    String.join(
                            ",",
                            FirstStart.CALLER_ID,
                            OrganizationCaps.RESTING,
                            StandIn.ONLY_HERE));
        }

        @Override
        Map<String, String> credentials(StandInProcess program) {
            return Map.of(
                    "account_sid",
                    program.told("account_sid"),
                    "auth_token",
                    program.told("auth_token"));
        }

        @Override
        boolean listsNumbers() {
            return true;
        }
    },

    ILYOST("0.012", Duration.ofMinutes(1)) {
        @Override
        List<String> words(StandIn.Load load) {
            return List.of("--concurrency", "" + load.atOnce());
        }

        @Override
        Map<String, String> credentials(StandInProcess program) {
            return Map.of("api_key", program.told("api_key"));
        }

        /** There is no driver without. */
        @Override
        Map<String, String> environment(StandInProcess program) {
            return Map.of(
                    "CARILLON_ILYOST_URL",
                    program.told("url"),
                    "CARILLON_ILYOST_GREETING",
                    "PT12S");
        }

        @Override
        boolean listsNumbers() {
            return false;
        }
    };

    private final String pricePerMinute;
    private final Duration longest;

    StandInCarrier(String pricePerMinute, Duration longest) {
        this.pricePerMinute = pricePerMinute;
        this.longest = longest;
    }

    /**
     * @param name as campaigns and accounts have it
     */
    static StandInCarrier of(String name) {
        for (StandInCarrier each : values()) {
            if (each.word().equals(name)) {
                return each;
            }
        }
        throw new IllegalArgumentException(name + " (expected: twilio, ilyost)");
    }

    /** As campaigns and accounts name it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The program's class. */
    String program() {
        String name = name().charAt(0) + word().substring(1);
        return "io.carillon.dev.standin.%s.%sStandIn".formatted(word(), name);
    }

    String pricePerMinute() {
        return pricePerMinute;
    }

    /**
     * What a campaign has for {@code max_call_seconds}: persona 99 stays on the line for as long,
     * and nothing divides it by a speed.
     */
    Duration longest() {
        return longest;
    }

    /** Further words of the program's command line. */
    abstract List<String> words(StandIn.Load load);

    abstract Map<String, String> credentials(StandInProcess program);

    /** Whether it can be asked which numbers an account may show. */
    abstract boolean listsNumbers();

    /** Of all processes of an installation that has an account with it. */
    Map<String, String> environment(StandInProcess program) {
        return Map.of();
    }
}
