package io.carillon.activities.leadfile;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipException;

/** An opened lead file: its shape is known and its header is read; what follows are the records. */
final class LeadFile implements AutoCloseable {
    private final InputStream file;
    private final PlainText plain;
    private final CsvReader reader;
    private final ReturnedErrors returned;
    private final Columns columns;
    private final char delimiter;

    private LeadFile(
            InputStream file,
            PlainText plain,
            CsvReader reader,
            ReturnedErrors returned,
            Columns columns,
            char delimiter) {
        this.file = file;
        this.plain = plain;
        this.reader = reader;
        this.returned = returned;
        this.columns = columns;
        this.delimiter = delimiter;
        Integer phone = columns.known().get(KnownColumn.PHONE);
        if (phone != null) {
            reader.expect(new RecordShape(returned.width(), phone, delimiter));
        }
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
                            + opened.columns.shown()
                            + ")");
        }
        return opened;
    }

    /** As {@link #open}, but a file without phone column will do: for previews. */
    static LeadFile openAnyway(InputStream file, Map<String, String> mapping) throws IOException {
        try {
            PlainText plain = PlainText.open(file);
            var shape =
                    Sniffer.delimiter(
                            plain.head(),
                            Stream.concat(mapping.values().stream(), mapping.keySet().stream())
                                    .toList());
            InputStream text = plain.text();
            text.skipNBytes(shape.bytesBefore());
            var reader =
                    new CsvReader(
                            text, shape.delimiter(), 1 + shape.linesBefore(), shape.bytesBefore());
            CsvRecord header = header(reader.next(), plain.blank());
            if (reader.offset() >= PlainText.HEAD_BYTES) {
                throw new LeadFileRefused(
                        "HEADER_MISSING", "the first line is too long to be a header");
            }
            var returned = ReturnedErrors.in(header.cells());
            Columns columns =
                    Columns.of(
                            returned.headers(),
                            Mapping.known(Headers.distinct(returned.headers()), mapping));
            return new LeadFile(file, plain, reader, returned, columns, shape.delimiter());
        } catch (ZipException broken) {
            throw damaged();
        } catch (EOFException cutOff) {
            throw new LeadFileRefused("FILE_BROKEN", "the gzip file is cut off");
        }
    }

    private static LeadFileRefused damaged() {
        return new LeadFileRefused("FILE_BROKEN", "the gzip file is damaged");
    }

    private static CsvRecord header(@Nullable CsvRecord first, boolean blank) {
        if (first == null || blank) {
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

    /**
     * The same file behind what was read of it before.
     *
     * @param again the file once more, from its beginning; closed with what is answered
     */
    LeadFile behind(Position read, InputStream again) throws IOException {
        try {
            PlainText rest = plain.behind(read.offset(), again);
            var records = new CsvReader(rest.text(), delimiter, read.line(), read.offset());
            return new LeadFile(again, rest, records, returned, columns, delimiter);
        } catch (ZipException broken) {
            throw damaged();
        }
    }

    /**
     * @throws LeadFileRefused {@code FILE_BROKEN} where a gzip file is damaged
     * @throws EOFException where it is cut off
     */
    @Nullable CsvRecord next() throws IOException {
        try {
            return returned.record(reader.next());
        } catch (ZipException broken) {
            throw damaged();
        }
    }

    /** Behind the record read last, which was so many records behind the header. */
    Position position(long records) {
        return new Position(records, reader.line(), reader.offset());
    }

    /** About how many bytes of the file hold what was read. */
    long bytesRead() {
        return plain.fileBytes(reader.offset(), reader.taken());
    }

    Columns columns() {
        return columns;
    }

    Encoding encoding() {
        return plain.encoding();
    }

    char delimiter() {
        return delimiter;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
