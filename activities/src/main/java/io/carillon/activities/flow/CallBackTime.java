package io.carillon.activities.flow;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * When somebody asked to be called back, as flows, systems and keys of a phone say it: a duration
 * ({@code PT2H}), an instant (RFC 3339), or a local time of the person called, with a date ({@code
 * 2026-11-24T15:00}) or without ({@code 15:00}, or {@code 1500} as it is keyed in), which means the
 * next time it is that late.
 */
public final class CallBackTime {
    /** Nobody remembers a promise for longer. */
    private static final Duration LONGEST = Duration.ofDays(90);

    private static final Pattern KEYED = Pattern.compile("[0-9]{4}");
    private static final DateTimeFormatter HOUR_AND_MINUTE = DateTimeFormatter.ofPattern("HHmm");
    private static final Instant ANY_TIME = Instant.EPOCH;

    private CallBackTime() {}

    /** Whether it says a time at all, wherever and whenever it is read. */
    static boolean readable(String text) {
        return parse(text, ANY_TIME, ZoneOffset.UTC).isPresent();
    }

    /**
     * @param from what durations count from, and after what a time of the day is looked for
     * @param zone of the person called
     * @return past ones as they are; empty: unreadable, or more than 90 days ahead
     */
    public static Optional<Instant> read(String text, Instant from, ZoneId zone) {
        return parse(text, from, zone).filter(at -> !at.isAfter(from.plus(LONGEST)));
    }

    private static Optional<Instant> parse(String written, Instant from, ZoneId zone) {
        String text = written.strip().replaceFirst("^([0-9-]{10}) ", "$1T");
        return attempt(() -> from.plus(positive(Duration.parse(text))))
                .or(() -> attempt(() -> OffsetDateTime.parse(text).toInstant()))
                .or(() -> attempt(() -> LocalDateTime.parse(text).atZone(zone).toInstant()))
                .or(() -> attempt(() -> next(timeOfDay(text), from, zone)));
    }

    private static Duration positive(Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new DateTimeException("a duration of nothing");
        }
        return duration;
    }

    private static LocalTime timeOfDay(String text) {
        return KEYED.matcher(text).matches()
                ? LocalTime.parse(text, HOUR_AND_MINUTE)
                : LocalTime.parse(text);
    }

    private static Instant next(LocalTime time, Instant from, ZoneId zone) {
        LocalDateTime today = from.atZone(zone).toLocalDate().atTime(time);
        Instant at = today.atZone(zone).toInstant();
        return at.isAfter(from) ? at : today.plusDays(1).atZone(zone).toInstant();
    }

    private static Optional<Instant> attempt(Supplier<Instant> reading) {
        try {
            return Optional.of(reading.get());
        } catch (DateTimeException | ArithmeticException unreadable) {
            return Optional.empty();
        }
    }
}
