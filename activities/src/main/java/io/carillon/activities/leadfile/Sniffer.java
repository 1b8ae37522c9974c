package io.carillon.activities.leadfile;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds a file's delimiter: told by a {@code sep=} line, else the one that makes most sense of the
 * first records.
 */
final class Sniffer {
    // In the order in which they win a tie.
    private static final List<Character> DELIMITERS = List.of(',', ';', '\t', '|');
    private static final int RECORDS = 30;
    private static final Pattern SEPARATOR =
            Pattern.compile("(?i)\"?sep=([^\\p{Alnum}\"\\s]|\t)\"?[ \\t,;|]*(\r\n|\n|\r|$)");

    private Sniffer() {}

    /**
     * @param linesBefore physical lines taken by the {@code sep=} line: 0 or 1
     * @param bytesBefore its length
     */
    record Found(char delimiter, int linesBefore, int bytesBefore) {}

    /**
     * @param mapped headers the user named: a delimiter that sets them apart is the right one
     */
    static Found delimiter(byte[] head, Collection<String> mapped) throws IOException {
        String start = new String(head, 0, Math.min(head.length, 40), StandardCharsets.ISO_8859_1);
        Matcher separator = SEPARATOR.matcher(start);
        if (separator.lookingAt() && separator.group(1).charAt(0) < 128) {
            return new Found(separator.group(1).charAt(0), 1, separator.end());
        }
        char best = ',';
        long bestScore = Long.MIN_VALUE;
        for (char delimiter : DELIMITERS) {
            long score = score(head, delimiter, mapped);
            if (score > bestScore) {
                best = delimiter;
                bestScore = score;
            }
        }
        return new Found(best, 0, 0);
    }

    private static long score(byte[] head, char delimiter, Collection<String> mapped)
            throws IOException {
        var records = new ArrayList<List<String>>();
        var reader = new CsvReader(new ByteArrayInputStream(head), delimiter, 1, 0);
        while (records.size() < RECORDS) {
            CsvRecord record = reader.next();
            if (record == null) {
                break;
            }
            records.add(record.cells());
        }
        if (records.isEmpty()) {
            return 0;
        }
        List<String> header = records.getFirst();
        long recognized = header.stream().filter(cell -> means(cell, mapped)).count();
        long alike = records.stream().filter(cells -> cells.size() == header.size()).count();
        long agreement = header.size() == 1 ? 0 : 100 * alike / records.size();
        return recognized * 1000 + agreement + Math.min(header.size(), 50);
    }

    private static boolean means(String cell, Collection<String> mapped) {
        return mapped.stream().anyMatch(header -> header.strip().equalsIgnoreCase(cell.strip()))
                || ColumnNames.of(cell) != null;
    }
}
