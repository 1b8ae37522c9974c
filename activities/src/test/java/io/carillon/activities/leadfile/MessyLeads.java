package io.carillon.activities.leadfile;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A lead file as people send it, the same for the same seed: numbers written in several ways, some
 * unreadable, some twice, quotes, line ends within cells, letters beyond ASCII. Some 80 bytes a
 * row.
 */
public final class MessyLeads {
    private static final int[] AREAS = {
        201, 202, 205, 206, 210, 212, 213, 214, 216, 224, 301, 303, 305, 310, 312, 313, 314, 316,
                404,
        405, 407, 410, 412, 415, 501, 502, 503, 504, 512, 602, 603, 612, 615, 617, 702, 713, 716,
                801,
        808, 907
    };
    private static final List<String> BAD = List.of("", "call me", "1.20256E+10", "911", "12345");
    private static final List<String> FIRST =
            List.of("Ada", "Zoë", "José", "Łucja", "Mary Ann", "D'Arcy", "Jürgen", "Bob");
    private static final List<String> LAST =
            List.of("Lovelace", "\"Smith, Jr.\"", "O'Neil", "Müller", "García", "Ng");
    private static final List<String> NOTES =
            List.of("", "", "", "call after 5", "\"said \"\"maybe\"\"\"", "\"two\nlines\"", "VIP");

    // Odd, and no divisor in common with the numbers there are.
    private static final long STRIDE = 7_368_787;

    private static final long NUMBERS = AREAS.length * 760L * 10_000;

    private final int rows;
    private final long seed;

    public MessyLeads(int rows, long seed) {
        this.rows = rows;
        this.seed = seed;
    }

    int rows() {
        return rows;
    }

    /**
     * How its rows end in an empty campaign.
     *
     * @param fresh become leads
     * @param twice repeat the number of an earlier one
     * @param bad have no number that can be read
     */
    public record Sums(long rows, long fresh, long twice, long bad) {}

    public Sums sums() {
        long bad = IntStream.range(0, rows).filter(this::bad).count();
        long twice = IntStream.range(0, rows).filter(row -> !bad(row) && duplicate(row)).count();
        return new Sums(rows, rows - bad - twice, twice, bad);
    }

    public void write(Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("Phone Number,First Name,Last Name,E-Mail,Account,Amount Due,Note\r\n");
            for (int row = 0; row < rows; row++) {
                out.write(line(row));
            }
        }
    }

    private String line(int row) {
        long mix = mix(row, 1);
        return "%s,%s,%s,person%d@example.com,A-%08d,%d.%02d,%s\r\n"
                .formatted(
                        phone(row),
                        of(FIRST, mix),
                        of(LAST, mix >>> 8),
                        row,
                        Math.floorMod(mix, 100_000_000L),
                        Math.floorMod(mix >>> 16, 5_000),
                        Math.floorMod(mix >>> 32, 100),
                        of(NOTES, mix >>> 24));
    }

    private static String of(List<String> values, long at) {
        return values.get((int) Math.floorMod(at, (long) values.size()));
    }

    /** As it is written in the row. */
    String phone(int row) {
        if (bad(row)) {
            return of(BAD, mix(row, 2));
        }
        long number = number(duplicated(row));
        int area = AREAS[(int) (number % AREAS.length)];
        long rest = number / AREAS.length;
        // 220 to 989 without those that end in 11.
        int exchange = exchange((int) (rest / 10_000));
        int line = (int) (rest % 10_000);
        return switch ((int) Math.floorMod(mix(row, 3), 6L)) {
            case 0 -> written(area, exchange, line, "(", ") ", "-");
            case 1 -> written(area, exchange, line, "", "-", "-");
            case 2 -> written(area, exchange, line, "+1 ", " ", " ");
            case 3 -> written(area, exchange, line, "1-", "-", "-");
            case 4 -> written(area, exchange, line, "", ".", ".");
            default -> written(area, exchange, line, "", "", "");
        };
    }

    private static String written(
            int area, int exchange, int line, String before, String first, String second) {
        String digits = Integer.toString(10_000 + line).substring(1);
        return before + area + first + exchange + second + digits;
    }

    private static int exchange(int ordinal) {
        int exchange = 220 + ordinal;
        return exchange % 100 == 11 ? 980 + exchange / 100 : exchange;
    }

    boolean bad(int row) {
        return Math.floorMod(mix(row, 4), 100L) < 2;
    }

    boolean duplicate(int row) {
        return duplicated(row) != row;
    }

    /** The earlier row whose number this one repeats; itself: none. */
    private int duplicated(int row) {
        if (row == 0 || Math.floorMod(mix(row, 5), 100L) >= 4) {
            return row;
        }
        int earlier = row - 1 - (int) Math.floorMod(mix(row, 6), (long) Math.min(row, 50_000));
        boolean fresh = !bad(earlier) && Math.floorMod(mix(earlier, 5), 100L) >= 4;
        return fresh ? earlier : row;
    }

    private static long number(int row) {
        return row * STRIDE % NUMBERS;
    }

    /** SplitMix64 over seed, row and what is asked. */
    private long mix(int row, int salt) {
        long z = seed + 0x9E3779B97F4A7C15L * (row * 16L + salt + 1);
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
