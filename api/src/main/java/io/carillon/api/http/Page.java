package io.carillon.api.http;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.Function;

/**
 * One page of a list.
 *
 * @param next cursor of the next page, for {@code after}; null: this is the last
 */
public record Page<T>(List<T> data, @Nullable String next) {
    public Page {
        data = List.copyOf(data);
    }

    /**
     * @param rows up to {@link Paging#fetch} rows, in order: one more than shown tells that there
     *     is a next page
     * @param key what the cursor says of the last row shown; see {@link Cursor}
     */
    public static <R> Page<R> of(List<R> rows, Paging paging, Function<R, Object> key) {
        if (rows.size() <= paging.limit()) {
            return new Page<>(rows, null);
        }
        List<R> shown = rows.subList(0, paging.limit());
        return new Page<>(shown, Cursor.write(key.apply(shown.getLast())));
    }

    /** The same page with every row shown another way. */
    public <S> Page<S> map(Function<T, S> show) {
        return new Page<>(data.stream().map(show).toList(), next);
    }
}
