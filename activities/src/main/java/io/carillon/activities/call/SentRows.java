package io.carillon.activities.call;

import org.jspecify.annotations.Nullable;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** {@link Sent} as columns of pacers: {@code last_send_at, recent_sends, beat_at}. */
public final class SentRows {
    private SentRows() {}

    /**
     * @param prefix of the three columns' names in this result
     */
    public static Sent read(ResultSet row, String prefix) throws SQLException {
        Array array = row.getArray(prefix + "recent_sends");
        List<Instant> recent =
                array == null
                        ? List.of()
                        : Arrays.stream((Timestamp[]) array.getArray())
                                .map(Timestamp::toInstant)
                                .toList();
        if (!recent.isEmpty()) {
            return new Sent(recent, instant(row, prefix + "beat_at"));
        }
        Instant last = instant(row, prefix + "last_send_at");
        return last == null ? Sent.NOTHING : Sent.last(last);
    }

    /** As text of a timestamptz[]; of a scope without a pace: empty. */
    static String recent(@Nullable Sent sent) {
        return sent == null
                ? "{}"
                : sent.recent().stream()
                        .map(Instant::toString)
                        .collect(Collectors.joining(",", "{", "}"));
    }

    static @Nullable String beat(@Nullable Sent sent) {
        return sent == null || sent.beat() == null ? null : sent.beat().toString();
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
