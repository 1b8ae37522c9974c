package io.carillon.activities.webhook;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** When a failed delivery is tried again. */
final class RetrySchedule {
    /**
     * The waits before the second to the tenth try: Standard Webhooks 1.0.0, "Deliverability and
     * reliability". The first try is made at once.
     */
    static final List<Duration> WAITS =
            List.of(
                    Duration.ofSeconds(5),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(30),
                    Duration.ofHours(2),
                    Duration.ofHours(5),
                    Duration.ofHours(10),
                    Duration.ofHours(14),
                    Duration.ofHours(20),
                    Duration.ofHours(24));

    /** Nobody may put us off for longer than the longest step. */
    static final Duration LONGEST = WAITS.getLast();

    /** So that what failed together is not tried together; never earlier than the step. */
    private static final double JITTER = 0.1;

    private RetrySchedule() {}

    /**
     * @param tries made so far, the failed one included
     * @param retryAfter what the receiver asked for; null for nothing
     * @return empty when that was the last try
     */
    static Optional<Duration> next(
            int tries, @Nullable Duration retryAfter, RandomGenerator random) {
        if (tries > WAITS.size()) {
            return Optional.empty();
        }
        Duration step = WAITS.get(tries - 1);
        Duration jittered =
                step.plusMillis((long) (step.toMillis() * JITTER * random.nextDouble()));
        return Optional.of(
                retryAfter != null && retryAfter.compareTo(jittered) > 0 ? retryAfter : jittered);
    }

    /**
     * Reads {@code Retry-After} (RFC 9110 section 10.2.3): seconds or a date; null when neither.
     */
    static @Nullable Duration retryAfter(@Nullable String header, Instant now) {
        if (header == null) {
            return null;
        }
        String value = header.strip();
        Duration asked;
        if (value.matches("[0-9]{1,9}")) {
            asked = Duration.ofSeconds(Long.parseLong(value));
        } else {
            try {
                asked =
                        Duration.between(
                                now,
                                ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME));
            } catch (DateTimeException unreadable) {
                return null;
            }
        }
        if (asked.isNegative()) {
            return null;
        }
        return asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
    }
}
