package io.carillon.activities.call;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Duration;

/** What a call may cost at most. */
final class HighestCost {
    /**
     * The call's own and that of a transfer. Counted for every call: an operator may transfer any
     * that is live.
     */
    private static final long LEGS = 2;

    private HighestCost() {}

    /**
     * Both legs by the started minute, as carriers bill.
     *
     * @param pricePerMinute null: nothing is known of a price
     * @param longest that the call may last
     */
    static BigDecimal of(@Nullable BigDecimal pricePerMinute, Duration longest) {
        long minutes = Math.ceilDiv(longest.toSeconds(), Duration.ofMinutes(1).toSeconds());
        return pricePerMinute == null
                ? BigDecimal.ZERO
                : pricePerMinute.multiply(BigDecimal.valueOf(LEGS * minutes));
    }
}
