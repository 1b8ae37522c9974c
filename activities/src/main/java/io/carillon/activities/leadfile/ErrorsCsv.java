package io.carillon.activities.leadfile;

import io.carillon.activities.blob.BlobGone;
import io.carillon.activities.blob.Blobs;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * {@code errors.csv}: each refused row as it stood in the file, then {@code line, column, code,
 * reason}. Corrected it can be uploaded as it is, see {@link ReturnedErrors}.
 */
public final class ErrorsCsv {
    // A row of thousands of cells is a mistake nobody mends cell by cell.
    private static final int EXTRA_CELLS_MAX = 50;

    private final Imports imports;
    private final Blobs blobs;

    public ErrorsCsv(Imports imports, Blobs blobs) {
        this.imports = imports;
        this.blobs = blobs;
    }

    /** Writes in constant memory; the stream stays open. */
    public void write(ImportRow row, Writer out) throws IOException {
        var csv = new CsvWriter(out);
        var header = new ArrayList<>(headers(row));
        int own = header.size();
        int extra = imports.widestError(row.organization(), row.id()) - own;
        header.addAll(ReturnedErrors.extraHeaders(Math.clamp(extra, 0, EXTRA_CELLS_MAX)));
        int width = header.size();
        header.addAll(ReturnedErrors.REASONS);
        csv.write(header);
        imports.errors(
                row.organization(),
                row.id(),
                rejected -> {
                    if (!rejected.cells().isEmpty()) {
                        csv.write(line(rejected, width));
                    }
                });
        out.flush();
    }

    /** A file that has failed for its header has none, and no rows. */
    private List<String> headers(ImportRow row) throws IOException {
        if (!row.headers().isEmpty()) {
            return row.headers();
        }
        try (LeadFile file =
                LeadFile.openAnyway(blobs.open(row.organization(), row.file()), row.mapping())) {
            return file.columns().headers();
        } catch (LeadFileRefused | BlobGone refused) {
            return List.of();
        }
    }

    /** Short rows are filled up, so that the reasons stand in their columns; none is cut. */
    private static List<String> line(RejectedRow rejected, int width) {
        List<String> cells = rejected.cells();
        var whole = new ArrayList<>(cells);
        whole.addAll(Collections.nCopies(Math.max(0, width - cells.size()), ""));
        if (cells.size() > width && width > 0) {
            String rest = String.join(",", cells.subList(width - 1, cells.size()));
            whole.subList(width - 1, whole.size()).clear();
            whole.add(rest);
        }
        whole.add("" + rejected.line());
        whole.add(rejected.column() == null ? "" : rejected.column());
        whole.add(rejected.code());
        whole.add(rejected.reason());
        return whole;
    }
}
