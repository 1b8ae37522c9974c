package io.carillon.activities.leadfile;

import org.jspecify.annotations.Nullable;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipException;

/**
 * A file of a few known columns that is no lead file, read with the same tolerance: any encoding
 * and delimiter, gzip, guarded cells, broken rows. Other columns are passed over. A file whose
 * first line is data already has one column, the first.
 */
public final class CsvTable implements AutoCloseable {
    private final InputStream file;
    private final PlainText plain;
    private final CsvReader reader;
    private final Map<String, Integer> columns;
    private final char delimiter;
    private @Nullable CsvRecord pushedBack;

    private CsvTable(
            InputStream file,
            PlainText plain,
            CsvReader reader,
            Map<String, Integer> columns,
            char delimiter,
            @Nullable CsvRecord pushedBack) {
        this.file = file;
        this.plain = plain;
        this.reader = reader;
        this.columns = columns;
        this.delimiter = delimiter;
        this.pushedBack = pushedBack;
    }

    /**
     * @param cells by the names asked for; stripped, absent when blank
     * @param broken why the row cannot be read; null: it can
     */
    public record Row(long line, Map<String, String> cells, @Nullable RowCode broken) {}

    /**
     * @param known names to the spellings of their headers, lower-case letters and digits only
     * @param first the name of the only column of a file without header
     * @throws LeadFileRefused when it has no beginning that can be read
     */
    public static CsvTable open(
            InputStream file, Map<String, ? extends Collection<String>> known, String first)
            throws IOException {
        try {
            PlainText plain = PlainText.open(file);
            List<String> spellings = known.values().stream().flatMap(Collection::stream).toList();
            var shape = Sniffer.delimiter(plain.head(), spellings);
            InputStream text = plain.text();
            text.skipNBytes(shape.bytesBefore());
            var reader =
                    new CsvReader(
                            text, shape.delimiter(), 1 + shape.linesBefore(), shape.bytesBefore());
            CsvRecord header = reader.next();
            if (header == null || plain.blank()) {
                throw new LeadFileRefused("FILE_EMPTY", "the file is empty");
            }
            boolean bare = header.broken() != null || Headers.missing(header.cells());
            Map<String, Integer> columns = bare ? Map.of(first, 0) : columns(header.cells(), known);
            return new CsvTable(
                    file, plain, reader, columns, shape.delimiter(), bare ? header : null);
        } catch (ZipException | EOFException broken) {
            throw damaged();
        }
    }

    private static LeadFileRefused damaged() {
        return new LeadFileRefused("FILE_BROKEN", "the gzip file is damaged or cut off");
    }

    /** Of two headers that mean the same the first. */
    private static Map<String, Integer> columns(
            List<String> header, Map<String, ? extends Collection<String>> known) {
        var columns = new HashMap<String, Integer>();
        for (int i = 0; i < header.size(); i++) {
            String plain = Headers.plain(Guard.off(header.get(i)));
            for (Map.Entry<String, ? extends Collection<String>> each : known.entrySet()) {
                if (each.getValue().contains(plain)) {
                    columns.putIfAbsent(each.getKey(), i);
                }
            }
        }
        return columns;
    }

    public boolean has(String column) {
        return columns.containsKey(column);
    }

    /** Null at the end. */
    public @Nullable Row next() throws IOException {
        CsvRecord record = pushedBack;
        pushedBack = null;
        try {
            record = record == null ? reader.next() : record;
        } catch (ZipException | EOFException broken) {
            throw damaged();
        }
        return record == null ? null : row(record);
    }

    private Row row(CsvRecord record) {
        var cells = new LinkedHashMap<String, String>();
        columns.forEach(
                (name, index) -> {
                    String cell =
                            index < record.cells().size()
                                    ? Guard.off(record.cells().get(index)).strip()
                                    : "";
                    if (!cell.isEmpty()) {
                        cells.put(name, cell);
                    }
                });
        return new Row(record.line(), cells, record.broken());
    }

    public String encoding() {
        return plain.encoding().shown();
    }

    public String delimiter() {
        return "" + delimiter;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
