package io.carillon.dev.standin.twilio;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** RFC 2822 in UTC, as in {@code Tue, 31 Aug 2010 20:36:28 +0000}: whole seconds. */
final class Dates {
    private static final DateTimeFormatter RFC_2822 =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss Z", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    private Dates() {}

    static String written(Instant instant) {
        return RFC_2822.format(instant);
    }

    static @Nullable String orNull(@Nullable Instant instant) {
        return instant == null ? null : written(instant);
    }
}
