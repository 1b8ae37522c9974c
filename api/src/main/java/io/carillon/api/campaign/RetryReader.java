package io.carillon.api.campaign;

import io.carillon.activities.lead.DaySpread;
import io.carillon.api.http.JsonReader;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code retry}: delays per result. */
final class RetryReader {
    private static final List<String> RESULTS =
            List.of(
                    "no_answer",
                    "busy",
                    "rejected",
                    "machine",
                    "fax",
                    "congestion",
                    "blocked",
                    "carrier_error",
                    "unknown",
                    "human");

    /** Results the contract never retries: naming one is a misunderstanding worth telling. */
    private static final List<String> NEVER = List.of("invalid_number", "canceled");

    private static final String NO_SPREAD = "none";

    private static final int DELAYS_MAX = 50;
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(90);

    private RetryReader() {}

    record Retry(Map<String, List<Duration>> delays, @Nullable String spread, boolean untilGoal) {}

    /**
     * @param campaign the whole campaign: {@code retry_until_goal} stands there or in {@code retry}
     */
    static Retry read(JsonReader campaign) {
        JsonReader json = campaign.object("retry");
        Boolean above = campaign.flag("retry_until_goal");
        if (json == null) {
            return new Retry(Map.of(), null, Boolean.TRUE.equals(above));
        }
        Map<String, List<Duration>> delays = new LinkedHashMap<>();
        for (String result : RESULTS) {
            List<Duration> each = json.durations(result, DELAYS_MAX, SHORTEST, LONGEST);
            if (each != null && !each.isEmpty()) {
                delays.put(result, each);
            }
        }
        for (String result : NEVER) {
            if (json.raw(result) != null) {
                json.refuse(result, "NEVER_RETRIED", "is a result that is never retried");
            }
        }
        Boolean within = json.flag("retry_until_goal");
        return new Retry(delays, spread(json), Boolean.TRUE.equals(above != null ? above : within));
    }

    private static @Nullable String spread(JsonReader json) {
        String spread = json.word("spread", List.of(NO_SPREAD, DaySpread.WIRE));
        return NO_SPREAD.equals(spread) ? null : spread;
    }
}
