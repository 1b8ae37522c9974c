package io.carillon.activities.leadfile;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a file would be read, without keeping anything of it.
 *
 * @param encoding shown name
 * @param mapping known column to header, as guessed and given
 * @param variables header to variable, for the columns that are not known ones
 * @param rows the first rows as they stand
 * @param counts of the rows in the first 64 kB (all of a small file): {@code rows}, {@code good},
 *     {@code rejected}
 * @param complete the counts are of the whole file
 */
public record LeadFilePreview(
        String encoding,
        String delimiter,
        List<String> headers,
        Map<String, String> mapping,
        Map<String, String> variables,
        List<Row> rows,
        Map<String, Long> counts,
        Map<String, Long> rejectedByCode,
        boolean complete) {
    private static final int ROWS = 20;

    /** Numbers as they would be dialed; {@code code} is null for a good row. */
    public record Row(
            long line,
            List<String> cells,
            List<String> phones,
            @Nullable String code,
            @Nullable String reason) {}

    /**
     * @throws LeadFileRefused when it has no beginning that can be read; a missing phone column is
     *     shown by the mapping instead
     */
    public static LeadFilePreview of(InputStream file, Map<String, String> mapping, RowRules rules)
            throws IOException {
        byte[] head = HeadStream.readHead(file, PlainText.HEAD_BYTES);
        boolean complete = head.length < PlainText.HEAD_BYTES;
        try (LeadFile opened = LeadFile.openAnyway(new ByteArrayInputStream(head), mapping)) {
            return read(opened, rules, complete);
        }
    }

    private static LeadFilePreview read(LeadFile file, RowRules rules, boolean complete)
            throws IOException {
        var sorter = new RecordSorter(file.columns(), rules);
        var rows = new ArrayList<Row>();
        var rejectedByCode = new java.util.TreeMap<String, Long>();
        long read = 0;
        CsvRecord record = next(file);
        while (record != null) {
            CsvRecord following = next(file);
            if (following == null && !complete) {
                break; // Cut off in the middle, in all likelihood.
            }
            Row row = row(record, sorter.read(record, read));
            if (row.code() != null) {
                rejectedByCode.merge(row.code(), 1L, Long::sum);
            }
            if (rows.size() < ROWS) {
                rows.add(row);
            }
            read++;
            record = following;
        }
        long rejected = rejectedByCode.values().stream().mapToLong(Long::longValue).sum();
        var counts = new LinkedHashMap<String, Long>();
        counts.put("rows", read);
        counts.put("good", read - rejected);
        counts.put("rejected", rejected);
        return new LeadFilePreview(
                file.encoding().shown(),
                "" + file.delimiter(),
                file.columns().headers(),
                file.columns().mapping(),
                variables(file.columns()),
                rows,
                counts,
                rejectedByCode,
                complete);
    }

    private static @Nullable CsvRecord next(LeadFile file) throws IOException {
        try {
            return file.next();
        } catch (java.io.EOFException cutOff) {
            return null;
        }
    }

    private static Map<String, String> variables(Columns columns) {
        var variables = new LinkedHashMap<String, String>();
        for (int i = 0; i < columns.headers().size(); i++) {
            String name = columns.variables().get(i);
            if (name != null && !columns.known().containsValue(i)) {
                variables.put(columns.headers().get(i), name);
            }
        }
        return variables;
    }

    private static Row row(CsvRecord record, RowReading reading) {
        return switch (reading) {
            case RowReading.Good good ->
                    new Row(
                            record.line(),
                            record.cells(),
                            good.draft().phones().stream().map(phone -> phone.e164()).toList(),
                            null,
                            null);
            case RowReading.Bad(var column, var code, var reason) ->
                    new Row(record.line(), record.cells(), List.of(), code.name(), reason);
        };
    }
}
