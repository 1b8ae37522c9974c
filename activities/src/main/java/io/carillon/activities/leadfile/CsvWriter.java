package io.carillon.activities.leadfile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;

/**
 * Writes CSV as RFC 4180 has it: commas, CRLF, quotes where needed; cells that a spreadsheet would
 * take for formulas are guarded.
 */
public final class CsvWriter {
    private final Writer out;

    public CsvWriter(Writer out) {
        this.out = out;
    }

    /** One record. A failing stream is an UncheckedIOException: the reader has gone. */
    public void write(List<String> cells) {
        try {
            for (int i = 0; i < cells.size(); i++) {
                out.write(i == 0 ? "" : ",");
                out.write(quoted(Guard.on(cells.get(i))));
            }
            out.write("\r\n");
        } catch (IOException gone) {
            throw new UncheckedIOException("writing CSV", gone);
        }
    }

    private static String quoted(String cell) {
        boolean plain =
                cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                        && cell.equals(cell.strip());
        return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }
}
