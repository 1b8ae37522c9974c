package io.carillon.dev.standin.twilio;

import com.fasterxml.jackson.annotation.JsonCreator;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * What the account may do; its SID and token are {@link Credentials}.
 *
 * @param callsPerSecond "CPS", 1 unless Twilio raised it
 * @param maxConcurrent calls that are not over
 * @param numbers bought from Twilio
 * @param callerIds verified outgoing caller ids
 * @param refusedNumbers error code by the number called
 * @param refusesAll error code for every dial request, say 20003 of a suspended account
 * @param pricePerMinute of every minute that was begun
 */
record Account(
        double callsPerSecond,
        int maxConcurrent,
        List<String> numbers,
        List<String> callerIds,
        Map<String, Integer> refusedNumbers,
        @Nullable Integer refusesAll,
        BigDecimal balance,
        BigDecimal pricePerMinute) {
    private static final int MANY = 100_000;

    /**
     * The magic numbers of the test credentials' page, wrong by definition: not valid, unroutable,
     * without international permission, blocked.
     */
    private static final Map<String, Integer> MAGIC =
            Map.of(
                    "+15005550001", 21217,
                    "+15005550002", 21214,
                    "+15005550003", 21215,
                    "+15005550004", 21216);

    Account {
        if (!(callsPerSecond > 0) || maxConcurrent < 1) {
            throw new IllegalArgumentException(
                    "calls_per_second and max_concurrent (expected: above 0)");
        }
        numbers = List.copyOf(numbers);
        callerIds = List.copyOf(callerIds);
        refusedNumbers = Map.copyOf(refusedNumbers);
        refusedNumbers.values().forEach(TwilioError::ofCode);
        if (refusesAll != null) {
            TwilioError.ofCode(refusesAll);
        }
    }

    @JsonCreator
    static Account of(
            @Nullable Double callsPerSecond,
            @Nullable Integer maxConcurrent,
            @Nullable List<String> numbers,
            @Nullable List<String> callerIds,
            @Nullable Map<String, Integer> refusedNumbers,
            @Nullable Integer refusesAll,
            @Nullable BigDecimal balance,
            @Nullable BigDecimal pricePerMinute) {
        return new Account(
                callsPerSecond == null ? 1 : callsPerSecond,
                maxConcurrent == null ? MANY : maxConcurrent,
                numbers == null ? List.of() : numbers,
                callerIds == null ? List.of() : callerIds,
                refusedNumbers == null ? MAGIC : refusedNumbers,
                refusesAll,
                balance == null ? new BigDecimal("20.00") : balance,
                pricePerMinute == null ? new BigDecimal("0.01400") : pricePerMinute);
    }

    /** True for a number that may be shown: "a Twilio number or a verified outgoing caller id". */
    boolean mayShow(String number) {
        return numbers.contains(number) || callerIds.contains(number);
    }
}
