package io.carillon.activities.call;

import io.carillon.activities.call.Sent.Given;

import org.jspecify.annotations.Nullable;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** {@link Sent} as columns of pacers: {@code last_send_at, recent_sends, recent_calls, beat_at}. */
public final class SentRows {
    private SentRows() {}

    /**
     * @param prefix of the columns' names in this result
     */
    public static Sent read(ResultSet row, String prefix) throws SQLException {
        Array instants = row.getArray(prefix + "recent_sends");
        Array calls = row.getArray(prefix + "recent_calls");
        var recent = new ArrayList<Given>();
        if (instants != null && calls != null) {
            Timestamp[] at = (Timestamp[]) instants.getArray();
            @Nullable UUID[] to = (UUID[]) calls.getArray();
            for (int i = 0; i < at.length; i++) {
                recent.add(new Given(at[i].toInstant(), i < to.length ? to[i] : null));
            }
        }
        if (!recent.isEmpty()) {
            return new Sent(recent, instant(row, prefix + "beat_at"));
        }
        Instant last = instant(row, prefix + "last_send_at");
        return last == null ? Sent.NOTHING : Sent.last(last);
    }

    /** As text of a timestamptz[]; of a scope without a pace: empty. */
    static String recent(@Nullable Sent sent) {
        return array(sent, given -> given.at().toString());
    }

    /** As text of a uuid[], as long as {@link #recent}. */
    static String calls(@Nullable Sent sent) {
        return array(sent, given -> given.call() == null ? "NULL" : given.call().toString());
    }

    static @Nullable String beat(@Nullable Sent sent) {
        return sent == null || sent.beat() == null ? null : sent.beat().toString();
    }

    private static String array(@Nullable Sent sent, Function<Given, String> text) {
        return sent == null
                ? "{}"
                : sent.recent().stream().map(text).collect(Collectors.joining(",", "{", "}"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
