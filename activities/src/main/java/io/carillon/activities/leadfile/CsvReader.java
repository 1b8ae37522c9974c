package io.carillon.activities.leadfile;

import static io.carillon.activities.leadfile.ByteWindow.TOO_FAR;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Records of a delimited file in any encoding that contains ASCII. Lines end with CRLF, LF or CR;
 * quoted cells may contain them; blank lines are no records.
 *
 * <p>Written by ourselves because a broken quote must cost its own row only: libraries swallow the
 * file up to the next quote, or stop. Here a quote that is never closed, or is closed in the middle
 * of a cell, gives up the row at the end of the physical line it was opened on, and reading goes on
 * with the next line. So does a quote that was closed by a later row's: the record is too long or
 * of another width than the header, and one of its lines is a whole record. OpenCSV is the judge in
 * the tests for files without such faults.
 */
final class CsvReader {
    /** Longest record that is a row. */
    static final int RECORD_BYTES_MAX = 64 * 1024;

    private static final int NOT_CLOSED = -1;

    /** The end of a cell that is shown shortened. */
    static final String CUT = "…";

    private final ByteWindow window;
    private final char delimiter;
    private final List<String> cells = new ArrayList<>();

    private long line;
    private int position;
    private int cellStart;
    private boolean anyQuoted;
    private @Nullable RecordShape shape;

    // Line ends inside quoted cells: how many the record holds before and in the cell being read,
    // and where the first one of this cell ends (0: none).
    private int linesBefore;
    private int linesInCell;
    private int firstLineEnd;

    // The first quoted cell with a line end: what was read before it, in case its quote is broken.
    private int suspectCells;
    private int suspectStart;
    private int suspectLines;
    private int suspectLineEnd;

    // Up to here rows are read a second time: a quote has to be closed on its line, or a file made
    // for it would be read again from each of its lines.
    private long readBeforeUntil;

    /**
     * @param line number of the physical line the stream begins with
     * @param offset of the stream's beginning in the text
     */
    CsvReader(InputStream in, char delimiter, long line, long offset) {
        this.window = new ByteWindow(in, offset);
        this.delimiter = delimiter;
        this.line = line;
    }

    /** From now on records of another shape are suspected of broken quotes. */
    void expect(RecordShape shape) {
        this.shape = shape;
    }

    /** The next record that is not a blank line; null at the end. */
    @Nullable CsvRecord next() throws IOException {
        while (passEmptyLines()) {
            CsvRecord record = read();
            if (record.broken() != null || anyQuoted || !isBlankLine(record)) {
                return record;
            }
        }
        return null;
    }

    /** A gigabyte of line ends is passed in seconds; false at the end of the file. */
    private boolean passEmptyLines() throws IOException {
        int next = window.at(window.mark());
        while (next == '\n' || next == '\r') {
            position = window.mark();
            passLineEnd();
            next = window.at(window.mark());
        }
        return next >= 0;
    }

    /** The physical line behind the last record. */
    long line() {
        return line;
    }

    /** Where the text behind the last record begins, in bytes. */
    long offset() {
        return window.offset();
    }

    /**
     * How far the text was taken from the stream, in bytes: the offset, and what was looked ahead.
     */
    long taken() {
        return window.taken();
    }

    /** Also the mark that DOS programs end a text with (Ctrl-Z). */
    private static boolean isBlankLine(CsvRecord record) {
        return record.cells().size() == 1
                && (record.cells().getFirst().isBlank()
                        || record.cells().getFirst().equals("\u001a"));
    }

    private CsvRecord read() throws IOException {
        long began = line;
        position = window.mark();
        cells.clear();
        linesBefore = 0;
        suspectLineEnd = 0;
        anyQuoted = false;
        do {
            if (!readCell()) {
                return suspectLineEnd > 0 && swallowed(true)
                        ? suspectedQuote(began)
                        : brokenQuote(began);
            }
        } while (passDelimiter());
        boolean tooLong = position - window.mark() > RECORD_BYTES_MAX;
        if (suspectLineEnd > 0 && swallowed(tooLong)) {
            return suspectedQuote(began);
        }
        line += linesBefore;
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
        position = window.endOfBareCell(position, delimiter);
        cells.add(CellText.of(window.bytes(), cellStart, position));
        return true;
    }

    private boolean readQuoted() throws IOException {
        linesInCell = 0;
        firstLineEnd = 0;
        position++;
        int textStart = position;
        int doubled = passQuoted();
        int textEnd = position;
        if (doubled == NOT_CLOSED || window.at(position) != '"') {
            return false;
        }
        position++;
        skipPadding();
        if (!endsCell(window.at(position))) {
            return false;
        }
        if (linesInCell > 0 && suspectLineEnd == 0) {
            suspectCells = cells.size();
            suspectStart = cellStart;
            suspectLines = linesBefore;
            suspectLineEnd = firstLineEnd;
        }
        linesBefore += linesInCell;
        cells.add(quotedText(textStart, textEnd, doubled));
        return true;
    }

    /** Goes to the closing quote, or the end; answers how many doubled quotes lie before. */
    private int passQuoted() throws IOException {
        int doubled = 0;
        while (true) {
            int next = window.at(position);
            if (next == '"' && window.at(position + 1) == '"') {
                doubled++;
                position++;
            } else if (next < 0 || next == '"') {
                return doubled;
            }
            position++;
            if (next == '\n' || (next == '\r' && window.at(position) != '\n')) {
                linesInCell++;
                firstLineEnd = firstLineEnd == 0 ? position : firstLineEnd;
                if (window.offset() + position - window.mark() < readBeforeUntil) {
                    return NOT_CLOSED;
                }
            }
        }
    }

    private String quotedText(int from, int to, int doubled) {
        if (doubled == 0) {
            return CellText.of(window.bytes(), from, to);
        }
        var text = new ByteArrayOutputStream(to - from);
        for (int i = from; i < to; i++) {
            byte one = window.bytes()[i];
            text.write(one);
            i += one == '"' ? 1 : 0;
        }
        return CellText.of(text.toByteArray(), 0, text.size());
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

    /** Whether a quote of this record ran into a later row before it was closed. */
    private boolean swallowed(boolean tooLong) {
        return shape != null
                && (tooLong || cells.size() != shape.width())
                && shape.anyLine(CellText.of(window.bytes(), suspectLineEnd, position));
    }

    private CsvRecord suspectedQuote(long began) throws IOException {
        readBeforeUntil = window.offset() + position - window.mark();
        cells.subList(suspectCells, cells.size()).clear();
        cellStart = suspectStart;
        linesBefore = suspectLines;
        firstLineEnd = suspectLineEnd;
        return brokenQuote(began);
    }

    /** What was whole, then the rest of the line as it stands. */
    private CsvRecord brokenQuote(long began) throws IOException {
        line += linesBefore;
        if (firstLineEnd > 0) {
            position = firstLineEnd;
        } else {
            passLine();
        }
        var kept = new ArrayList<>(cells);
        String rest = CellText.of(window.bytes(), cellStart, position).stripTrailing();
        kept.addAll(List.of(rest.split(Pattern.quote("" + delimiter), -1)));
        if (firstLineEnd > 0) {
            window.moveMarkTo(position);
            line++;
        } else {
            passLineEnd();
        }
        return new CsvRecord(began, shortened(kept), RowCode.ROW_BROKEN_QUOTE);
    }

    private void passLine() throws IOException {
        while (window.at(position) >= 0
                && window.at(position) != '\n'
                && window.at(position) != '\r') {
            position++;
        }
    }

    /** Moves behind the line end; what the window could not hold of an endless line is dropped. */
    private void passLineEnd() throws IOException {
        while (window.at(position) == TOO_FAR) {
            window.moveMarkTo(position);
            position = window.mark();
            passLine();
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
                .map(cell -> cell.length() > 1000 ? cell.substring(0, 1000) + CUT : cell)
                .toList();
    }
}
