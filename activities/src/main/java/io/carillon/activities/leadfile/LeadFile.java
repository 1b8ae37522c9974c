package io.carillon.activities.leadfile;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.zip.ZipException;

/** An opened lead file: its shape is known and its header is read; what follows are the records. */
final class LeadFile implements AutoCloseable {
    private final InputStream file;
    private final CsvReader reader;
    private final Columns columns;
    private final Encoding encoding;
    private final char delimiter;

    private LeadFile(
            InputStream file,
            CsvReader reader,
            Columns columns,
            Encoding encoding,
            char delimiter) {
        this.file = file;
        this.reader = reader;
        this.columns = columns;
        this.encoding = encoding;
        this.delimiter = delimiter;
    }

    /**
     * @param mapping see {@link Columns#of}
     * @throws LeadFileRefused {@code FILE_EMPTY}, {@code HEADER_MISSING}, {@code
     *     PHONE_COLUMN_MISSING} and what else shows at the beginning
     */
    static LeadFile open(InputStream file, Map<String, String> mapping) throws IOException {
        LeadFile opened = openAnyway(file, mapping);
        if (!opened.columns.hasPhone()) {
            throw new LeadFileRefused(
                    "PHONE_COLUMN_MISSING",
                    "no column looks like a phone number's and none is mapped (headers: "
                            + String.join(", ", opened.columns.headers())
                            + ")");
        }
        return opened;
    }

    /** As {@link #open}, but a file without phone column will do: for previews. */
    static LeadFile openAnyway(InputStream file, Map<String, String> mapping) throws IOException {
        try {
            PlainText plain = PlainText.open(file);
            var shape = Sniffer.delimiter(plain.head(), mapping.values());
            InputStream text = plain.text();
            text.skipNBytes(shape.bytesBefore());
            var reader = new CsvReader(text, shape.delimiter(), 1 + shape.linesBefore());
            Columns columns = Columns.of(header(reader.next()).cells(), mapping);
            return new LeadFile(file, reader, columns, plain.encoding(), shape.delimiter());
        } catch (ZipException broken) {
            throw new LeadFileRefused("FILE_BROKEN", "the gzip file is damaged");
        }
    }

    private static CsvRecord header(@Nullable CsvRecord first) {
        if (first == null) {
            throw new LeadFileRefused("FILE_EMPTY", "the file is empty");
        }
        if (first.broken() != null) {
            throw new LeadFileRefused(
                    "HEADER_MISSING",
                    "the first line cannot be read as a header: " + first.broken());
        }
        if (Headers.missing(first.cells())) {
            throw new LeadFileRefused(
                    "HEADER_MISSING", "the first line holds data or nothing, not column names");
        }
        return first;
    }

    /** Judges a file by its first {@link PlainText#HEAD_BYTES} bytes, as at upload. */
    static LeadFile judge(byte[] head, Map<String, String> mapping) {
        try {
            return open(new ByteArrayInputStream(head), mapping);
        } catch (IOException broken) {
            throw new LeadFileRefused("FILE_BROKEN", "the file is damaged: " + broken.getMessage());
        }
    }

    @Nullable CsvRecord next() throws IOException {
        return reader.next();
    }

    long line() {
        return reader.line();
    }

    Columns columns() {
        return columns;
    }

    Encoding encoding() {
        return encoding;
    }

    char delimiter() {
        return delimiter;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
