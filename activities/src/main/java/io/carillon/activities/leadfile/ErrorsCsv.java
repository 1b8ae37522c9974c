package io.carillon.activities.leadfile;

import io.carillon.activities.blob.Blobs;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * {@code errors.csv}: each refused row as it stood in the file, then {@code line, column, code,
 * reason}. Corrected and without those four columns it can be uploaded again.
 */
public final class ErrorsCsv {
    private final Imports imports;
    private final Blobs blobs;

    public ErrorsCsv(Imports imports, Blobs blobs) {
        this.imports = imports;
        this.blobs = blobs;
    }

    /** Writes in constant memory; the stream stays open. */
    public void write(ImportRow row, Writer out) throws IOException {
        var csv = new CsvWriter(out);
        List<String> headers = headers(row);
        csv.write(with(headers, headers.size(), "line", "column", "code", "reason"));
        imports.errors(
                row.organization(),
                row.id(),
                rejected ->
                        csv.write(
                                with(
                                        rejected.cells(),
                                        headers.size(),
                                        "" + rejected.line(),
                                        rejected.column() == null ? "" : rejected.column(),
                                        rejected.code(),
                                        rejected.reason())));
        out.flush();
    }

    /** From the file itself; a file that has failed for its header has none, and no rows. */
    private List<String> headers(ImportRow row) throws IOException {
        try (LeadFile file =
                LeadFile.openAnyway(blobs.open(row.organization(), row.blob()), row.mapping())) {
            return file.columns().headers();
        } catch (LeadFileRefused refused) {
            return List.of();
        }
    }

    /** Short rows are filled up, so that the reasons stand in their columns; none is cut. */
    private static List<String> with(List<String> cells, int width, String... more) {
        var whole = new ArrayList<>(cells);
        whole.addAll(Collections.nCopies(Math.max(0, width - cells.size()), ""));
        if (cells.size() > width) {
            String rest = String.join(",", whole.subList(Math.max(0, width - 1), whole.size()));
            whole.subList(Math.max(0, width - 1), whole.size()).clear();
            whole.add(rest);
        }
        whole.addAll(List.of(more));
        return whole;
    }
}
