package io.carillon.dev;

import com.opencsv.CSVReaderHeaderAware;
import com.opencsv.exceptions.CsvValidationException;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A results file, as a spreadsheet would read it. */
final class Csv {
    private Csv() {}

    static List<Map<String, String>> read(Path file) throws IOException {
        try (Reader text = Files.newBufferedReader(file)) {
            return read(text);
        }
    }

    static List<Map<String, String>> read(Reader text) throws IOException {
        List<Map<String, String>> rows = new ArrayList<>();
        try (var reader = new CSVReaderHeaderAware(text)) {
            for (Map<String, String> row = reader.readMap(); row != null; row = reader.readMap()) {
                rows.add(row);
            }
        } catch (CsvValidationException broken) {
            throw new IOException("no CSV", broken);
        }
        return rows;
    }

    /** How many rows a file has, and how many different values in one column; read as a stream. */
    record Column(long rows, long distinct) {}

    static Column column(Path file, String name) throws IOException {
        long rows = 0;
        Set<String> values = new HashSet<>();
        try (var reader = new CSVReaderHeaderAware(Files.newBufferedReader(file))) {
            for (Map<String, String> row = reader.readMap(); row != null; row = reader.readMap()) {
                rows++;
                values.add(row.get(name));
            }
        } catch (CsvValidationException broken) {
            throw new IOException(file.toString(), broken);
        }
        return new Column(rows, values.size());
    }
}
