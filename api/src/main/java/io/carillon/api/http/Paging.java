package io.carillon.api.http;

import org.jspecify.annotations.Nullable;

import java.util.UUID;

/**
 * What {@code ?limit=&after=} asked for. Controllers take one as a parameter.
 *
 * @param limit rows per page, 1..200; 50 when not asked
 * @param after the last page's cursor as sent; null: from the beginning
 */
public record Paging(int limit, @Nullable String after) {
    static final int DEFAULT = 50;
    static final int MAX = 200;

    /** How many rows to read: one more than is shown. */
    public int fetch() {
        return limit + 1;
    }

    /** The id to go on after, for lists ordered by id; null: from the beginning. */
    public @Nullable UUID afterId() {
        if (after == null) {
            return null;
        }
        try {
            return UUID.fromString(Cursor.read(after));
        } catch (IllegalArgumentException other) {
            throw Cursor.refused();
        }
    }

    /** The number to go on after, for lists ordered by position; 0: from the beginning. */
    public long afterPosition() {
        if (after == null) {
            return 0;
        }
        try {
            return Long.parseLong(Cursor.read(after));
        } catch (NumberFormatException other) {
            throw Cursor.refused();
        }
    }
}
