package io.carillon.activities.leadfile;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An {@code errors.csv} that comes back, corrected or not: its rows as they stood in the first
 * file. What we had added (the reasons, and columns for cells that had no header) is neither kept
 * nor stored; a row that was left as it was is refused as it was.
 */
final class ReturnedErrors {
    /** The columns added to each refused row. */
    static final List<String> REASONS = List.of("line", "column", "code", "reason");

    private static final String EXTRA = "extra_cell_";

    private final List<String> headers;
    private final int extras;
    private final int reasons;

    /**
     * @param headers of the first file
     * @param extras index of the first column for cells without header
     * @param reasons index of the first of {@link #REASONS}; -1: no such file
     */
    private ReturnedErrors(List<String> headers, int extras, int reasons) {
        this.headers = headers;
        this.extras = extras;
        this.reasons = reasons;
    }

    /** Headers of as many columns for cells that have none. */
    static List<String> extraHeaders(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(n -> EXTRA + n).toList();
    }

    /** Recognized by the four names side by side, in our order. */
    static ReturnedErrors in(List<String> header) {
        List<String> names = header.stream().map(String::strip).toList();
        int reasons = java.util.Collections.lastIndexOfSubList(names, REASONS);
        if (reasons < 1) {
            return new ReturnedErrors(header, 0, -1);
        }
        int extras = reasons;
        while (extras > 1 && names.get(extras - 1).startsWith(EXTRA)) {
            extras--;
        }
        var own = new ArrayList<>(header.subList(0, extras));
        own.addAll(header.subList(reasons + REASONS.size(), header.size()));
        return new ReturnedErrors(own, extras, reasons);
    }

    List<String> headers() {
        return headers;
    }

    /** Columns of the file itself, ours among them. */
    int width() {
        return reasons < 0 ? headers.size() : headers.size() + reasons - extras + REASONS.size();
    }

    @Nullable CsvRecord record(@Nullable CsvRecord record) {
        if (record == null || reasons < 0 || record.broken() != null) {
            return record;
        }
        List<String> cells = record.cells();
        List<String> own = part(cells, 0, extras);
        own.addAll(part(cells, reasons + REASONS.size(), cells.size()));
        List<String> extra = part(cells, extras, reasons);
        if (extra.stream().anyMatch(cell -> !cell.isBlank())) {
            while (own.size() < headers.size()) {
                own.add("");
            }
            own.addAll(extra);
        }
        return new CsvRecord(record.line(), own, stillBroken(cells, own));
    }

    private static List<String> part(List<String> cells, int from, int to) {
        int end = Math.min(to, cells.size());
        return new ArrayList<>(from < end ? cells.subList(from, end) : List.of());
    }

    /** What made the whole record unreadable is gone from the copy; traces of it tell. */
    private @Nullable RowCode stillBroken(List<String> cells, List<String> own) {
        int at = reasons + REASONS.indexOf("code");
        String code = at < cells.size() ? cells.get(at).strip() : "";
        if (code.equals(RowCode.ROW_BROKEN_QUOTE.name())
                && own.stream().anyMatch(cell -> cell.strip().startsWith("\""))) {
            return RowCode.ROW_BROKEN_QUOTE;
        }
        if (code.equals(RowCode.ROW_TOO_LONG.name())
                && own.stream().anyMatch(cell -> cell.endsWith(CsvReader.CUT))) {
            return RowCode.ROW_TOO_LONG;
        }
        return null;
    }
}
