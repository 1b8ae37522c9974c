package io.carillon.activities.leadfile;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Which known column a header means, by the table in {@code headers.txt}. A plain {@code id} is not
 * among those of external_id: it is usually the row's number, and two files would make one person
 * of two.
 */
final class ColumnNames {
    /**
     * @param rank how sure it is: 0 is surest
     */
    record Meaning(KnownColumn column, int rank) {}

    private static final Map<String, Meaning> MEANINGS = read();

    private ColumnNames() {}

    /** Null: a variable of the file's own. */
    static @Nullable Meaning of(String header) {
        String plain = Headers.plain(header);
        Meaning meaning = MEANINGS.get(plain);
        return meaning == null ? numbered(plain) : meaning;
    }

    /** "Handy 2" is the second phone, "Telefono 1" the first. */
    private static @Nullable Meaning numbered(String plain) {
        int last = plain.length() - 1;
        char number = last < 1 ? '0' : plain.charAt(last);
        if (number < '1' || number > '9' || Character.isDigit(plain.charAt(last - 1))) {
            return null;
        }
        Meaning stem = MEANINGS.get(plain.substring(0, last));
        if (stem == null || stem.column() != KnownColumn.PHONE) {
            return null;
        }
        return new Meaning(KnownColumn.values()[number - '1'], stem.rank() + 1);
    }

    private static Map<String, Meaning> read() {
        var meanings = new HashMap<String, Meaning>();
        for (KnownColumn column : KnownColumn.values()) {
            meanings.put(Headers.plain(column.wire()), new Meaning(column, 0));
        }
        for (String line : table().split("\n")) {
            if (!line.startsWith("#")) {
                String[] parts = line.split(" \\| ");
                KnownColumn column = KnownColumn.ofWire(parts[0]).orElseThrow();
                int rank = 2;
                for (String header : parts[2].split(", ")) {
                    meanings.putIfAbsent(Headers.plain(header), new Meaning(column, rank));
                    rank += 2;
                }
            }
        }
        return Map.copyOf(meanings);
    }

    private static String table() {
        try (InputStream table = ColumnNames.class.getResourceAsStream("headers.txt")) {
            if (table == null) {
                throw new IllegalStateException("headers.txt is not on the class path");
            }
            return new String(table.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException("headers.txt", broken);
        }
    }
}
