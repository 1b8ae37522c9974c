package io.carillon.dev.standin.twilio;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Which calls a list shows: To, From, ParentCallSid, Status, StartTime and EndTime with {@code >}
 * and {@code <}. Times are days in UTC, or instants. A call that was not dialed yet has no start
 * and is in no list that asks for one.
 */
final class CallFilter {
    private static final Duration DAY = Duration.ofDays(1);

    private CallFilter() {}

    static Predicate<CallRecord> of(Fields query) {
        return same(query.text("To"), call -> call.to)
                .and(same(query.text("From"), call -> call.from))
                .and(same(query.text("ParentCallSid"), CallRecord::parent))
                .and(same(query.text("Status"), CallRecord::status))
                .and(times(query, "StartTime", CallRecord::started))
                .and(times(query, "EndTime", CallRecord::ended));
    }

    private static Predicate<CallRecord> same(
            @Nullable String wanted, Function<CallRecord, @Nullable String> shown) {
        return call -> wanted == null || wanted.equals(shown.apply(call));
    }

    private static Predicate<CallRecord> times(
            Fields query, String name, Function<CallRecord, @Nullable Instant> shown) {
        Instant from = instant(query.text(name + ">"));
        Instant until = instant(query.text(name + "<"));
        String on = query.text(name);
        Instant day = instant(on);
        return call -> {
            Instant at = shown.apply(call);
            if (from == null && until == null && day == null) {
                return true;
            }
            return at != null
                    && (from == null || !at.isBefore(from))
                    && (until == null || at.isBefore(until))
                    && (day == null || (!at.isBefore(day) && at.isBefore(day.plus(DAY))));
        };
    }

    private static @Nullable Instant instant(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw TwilioError.CALLS_RESOURCE.refuse("Invalid time: " + text);
        }
    }
}
