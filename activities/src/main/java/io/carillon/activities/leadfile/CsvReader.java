package io.carillon.activities.leadfile;

import static io.carillon.activities.leadfile.ByteWindow.TOO_FAR;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Records of a delimited file in any encoding that contains ASCII. Lines end with CRLF, LF or CR;
 * quoted cells may contain them; blank lines are no records.
 *
 * <p>Written by ourselves because a broken quote must cost its own row only: libraries swallow the
 * file up to the next quote, or stop. Here a quote that is never closed, or is closed in the middle
 * of a cell, gives up the row at the end of the physical line it was opened on, and reading goes on
 * with the next line. OpenCSV is the judge in the tests for files without such faults.
 */
final class CsvReader {
    /** Longest record that is a row. */
    static final int RECORD_BYTES_MAX = 64 * 1024;

    private final ByteWindow window;
    private final char delimiter;
    private final ByteArrayOutputStream quoted = new ByteArrayOutputStream();
    private final List<String> cells = new ArrayList<>();

    private long line;
    private int position;
    private int cellStart;
    private boolean anyQuoted;

    // Line ends inside quoted cells: how many the record holds before and in the cell being read,
    // and where the first one of this cell ends (0: none).
    private int linesBefore;
    private int linesInCell;
    private int firstLineEnd;

    /**
     * @param firstLine number of the physical line the stream begins with
     */
    CsvReader(InputStream in, char delimiter, long firstLine) {
        this.window = new ByteWindow(in);
        this.delimiter = delimiter;
        this.line = firstLine;
    }

    /** The next record that is not a blank line; null at the end. */
    @Nullable CsvRecord next() throws IOException {
        while (window.at(window.mark()) >= 0) {
            CsvRecord record = read();
            if (record.broken() != null || anyQuoted || !isBlankLine(record)) {
                return record;
            }
        }
        return null;
    }

    /** The physical line behind the last record. */
    long line() {
        return line;
    }

    private static boolean isBlankLine(CsvRecord record) {
        return record.cells().size() == 1 && record.cells().getFirst().isBlank();
    }

    private CsvRecord read() throws IOException {
        long began = line;
        position = window.mark();
        cells.clear();
        linesBefore = 0;
        anyQuoted = false;
        do {
            if (!readCell()) {
                return brokenQuote(began);
            }
        } while (passDelimiter());
        line += linesBefore;
        boolean tooLong = position - window.mark() > RECORD_BYTES_MAX;
        passLineEnd();
        return tooLong
                ? new CsvRecord(began, shortened(cells), RowCode.ROW_TOO_LONG)
                : new CsvRecord(began, cells, null);
    }

    /** Reads up to the delimiter or line end behind the cell; false when its quote is broken. */
    private boolean readCell() throws IOException {
        cellStart = position;
        skipPadding();
        if (window.at(position) == '"') {
            anyQuoted = true;
            return readQuoted();
        }
        while (!endsCell(window.at(position))) {
            position++;
        }
        cells.add(CellText.of(window.bytes(), cellStart, position));
        return true;
    }

    private boolean readQuoted() throws IOException {
        quoted.reset();
        linesInCell = 0;
        firstLineEnd = 0;
        position++;
        while (passQuotedByte()) {}
        if (window.at(position) != '"') {
            return false;
        }
        position++;
        skipPadding();
        if (!endsCell(window.at(position))) {
            return false;
        }
        linesBefore += linesInCell;
        cells.add(CellText.of(quoted.toByteArray(), 0, quoted.size()));
        return true;
    }

    /** Takes one byte of a quoted cell; false at the closing quote and at the end. */
    private boolean passQuotedByte() throws IOException {
        int next = window.at(position);
        if (next < 0 || (next == '"' && window.at(position + 1) != '"')) {
            return false;
        }
        position += next == '"' ? 2 : 1;
        quoted.write(next);
        if (next == '\n' || (next == '\r' && window.at(position) != '\n')) {
            linesInCell++;
            firstLineEnd = firstLineEnd == 0 ? position : firstLineEnd;
        }
        return true;
    }

    private void skipPadding() throws IOException {
        for (int next = window.at(position);
                next == ' ' || (next == '\t' && delimiter != '\t');
                next = window.at(position)) {
            position++;
        }
    }

    private boolean endsCell(int next) {
        return next < 0 || next == delimiter || next == '\n' || next == '\r';
    }

    private boolean passDelimiter() throws IOException {
        if (window.at(position) != delimiter) {
            return false;
        }
        position++;
        return true;
    }

    /** What was whole, then the rest of the line as it stands. */
    private CsvRecord brokenQuote(long began) throws IOException {
        line += linesBefore;
        if (firstLineEnd > 0) {
            position = firstLineEnd;
        } else {
            while (window.at(position) >= 0
                    && window.at(position) != '\n'
                    && window.at(position) != '\r') {
                position++;
            }
        }
        var kept = new ArrayList<>(cells);
        String rest = CellText.of(window.bytes(), cellStart, position).stripTrailing();
        kept.addAll(List.of(rest.split(java.util.regex.Pattern.quote("" + delimiter), -1)));
        if (firstLineEnd > 0) {
            window.moveMarkTo(position);
            line++;
        } else {
            passLineEnd();
        }
        return new CsvRecord(began, shortened(kept), RowCode.ROW_BROKEN_QUOTE);
    }

    /** Moves behind the line end; what the window could not hold of an endless line is dropped. */
    private void passLineEnd() throws IOException {
        while (window.at(position) == TOO_FAR) {
            window.moveMarkTo(position);
            position = window.mark();
            while (window.at(position) >= 0
                    && window.at(position) != '\n'
                    && window.at(position) != '\r') {
                position++;
            }
        }
        int end = window.at(position);
        if (end >= 0) {
            position += end == '\r' && window.at(position + 1) == '\n' ? 2 : 1;
            line++;
        }
        window.moveMarkTo(position);
    }

    /**
     * A row that is refused is shown, not kept whole: the first cells, and of each the beginning.
     */
    private static List<String> shortened(List<String> cells) {
        return cells.stream()
                .limit(200)
                .map(cell -> cell.length() > 1000 ? cell.substring(0, 1000) : cell)
                .toList();
    }
}
