package io.carillon.dev.standin.ilyost;

import com.fasterxml.jackson.annotation.JsonCreator;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.List;

/**
 * The one account there is.
 *
 * @param concurrentCalls at that many, a new call ends the oldest one (Ilyost server, createCall)
 * @param countries prefixes that can be called, without plus (Ilyost server, CountryPrice)
 * @param increment first and following seconds that are billed, as {@code 6/6} (Ilyost docs, "Call
 *     Completed")
 */
record Account(
        int concurrentCalls,
        BigDecimal balance,
        boolean disabled,
        boolean banned,
        List<String> countries,
        BigDecimal pricePerSecond,
        String increment) {
    private static final int SECONDS_FREE = 3;

    Account {
        countries = List.copyOf(countries);
        if (concurrentCalls < 1 || !increment.matches("[1-9][0-9]*/[1-9][0-9]*")) {
            throw new IllegalArgumentException(
                    "concurrent_calls and increment (expected: above 0, and like 6/6)");
        }
    }

    @JsonCreator
    static Account of(
            @Nullable Integer concurrentCalls,
            @Nullable BigDecimal balance,
            @Nullable Boolean disabled,
            @Nullable Boolean banned,
            @Nullable List<String> countries,
            @Nullable BigDecimal pricePerSecond,
            @Nullable String increment) {
        return new Account(
                concurrentCalls == null ? 100_000 : concurrentCalls,
                balance == null ? new BigDecimal("1000.0000") : balance,
                disabled != null && disabled,
                banned != null && banned,
                countries == null ? List.of("1", "44", "49") : countries,
                pricePerSecond == null ? new BigDecimal("0.0002") : pricePerSecond,
                increment == null ? "6/6" : increment);
    }

    Account spent(BigDecimal charge) {
        return new Account(
                concurrentCalls,
                balance.subtract(charge),
                disabled,
                banned,
                countries,
                pricePerSecond,
                increment);
    }

    /** Up to three seconds are free (Ilyost server, calculateBillableDuration). */
    long billable(long seconds) {
        if (seconds <= SECONDS_FREE) {
            return 0;
        }
        String[] steps = increment.split("/", 2);
        long first = Long.parseLong(steps[0]);
        long step = Long.parseLong(steps[1]);
        return seconds <= first ? first : first + (seconds - first + step - 1) / step * step;
    }
}
