package io.carillon.activities.leadfile;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows that are stored in one transaction.
 *
 * @param first number of its first data record
 * @param next behind its last record
 * @param fileBytes about how many bytes of the file lie before that
 * @param last the file ends behind it
 */
record Chunk(long first, List<Row> rows, Position next, long fileBytes, boolean last) {
    // A transaction of this size takes some 50 ms; gates of the same campaign wait that long.
    static final int ROWS_WHILE_DIALING = 1_000;

    // Nobody waits for the campaign's row, and a commit costs the same for more rows.
    static final int ROWS_AT_REST = 10_000;

    private static final int CHARACTERS = 1024 * 1024;

    record Row(CsvRecord record, RowReading reading) {}

    /**
     * As many rows as there may be, or as there are before the file ends or proves damaged.
     *
     * @throws LeadFileRefused where it is damaged before another row
     * @throws EOFException where it is cut off before another row
     */
    static Chunk read(LeadFile file, long first, int most, RecordSorter sorter) throws IOException {
        var rows = new ArrayList<Row>();
        int characters = 0;
        boolean last = false;
        try {
            while (rows.size() < most && characters < CHARACTERS && !last) {
                CsvRecord record = file.next();
                if (record == null) {
                    last = true;
                } else {
                    rows.add(new Row(record, sorter.read(record, first + rows.size())));
                    characters += record.cells().stream().mapToInt(String::length).sum();
                }
            }
        } catch (LeadFileRefused | EOFException damage) {
            // Rows before it are good; who reads on behind them is told again.
            if (rows.isEmpty()) {
                throw damage;
            }
        }
        return new Chunk(first, rows, file.position(first + rows.size()), file.bytesRead(), last);
    }
}
