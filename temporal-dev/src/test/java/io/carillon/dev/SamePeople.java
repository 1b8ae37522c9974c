package io.carillon.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The same people behind two sets of numbers, one for each carrier: who opted out on one is not
 * called on the other. Their last two digits say who they are, in turns.
 */
final class SamePeople {
    private static final List<String> AREAS =
            List.of("202", "212", "312", "415", "512", "617", "702", "718", "808", "916");
    private static final String HERE = "5550";
    private static final String THERE = "5551";
    private static final int ROOM = 10_000;

    private final List<String> endings;
    private final int rows;

    /**
     * @param endings last digits, two each
     */
    SamePeople(List<String> endings, int rows) {
        if (rows > ROOM) {
            throw new IllegalArgumentException(rows + " people (expected: at most " + ROOM + ")");
        }
        this.endings = List.copyOf(endings);
        this.rows = rows;
    }

    /** Everybody, from 00 to 99. */
    static SamePeople all(int rows) {
        var endings = new ArrayList<String>();
        for (int ending = 0; ending < 100; ending++) {
            endings.add("%02d".formatted(ending));
        }
        return new SamePeople(endings, rows);
    }

    Path simulated(Path folder) throws IOException {
        return file(folder.resolve("simulated.csv"), HERE);
    }

    Path elsewhere(Path folder) throws IOException {
        return file(folder.resolve("elsewhere.csv"), THERE);
    }

    private Path file(Path file, String exchange) throws IOException {
        var lines = new ArrayList<String>(List.of("phone,first_name"));
        for (int row = 0; row < rows; row++) {
            int turn = row / endings.size();
            lines.add(
                    "+1%s%s%d%s,Ada"
                            .formatted(
                                    AREAS.get(turn % AREAS.size()),
                                    exchange,
                                    turn / AREAS.size(),
                                    endings.get(row % endings.size())));
        }
        return Files.write(file, lines);
    }

    /** What came of each person: by the number without its exchange. */
    static Map<String, String> told(List<Map<String, String>> results) {
        return results.stream()
                .collect(
                        Collectors.toMap(
                                row -> person(row.getOrDefault("phone", "")),
                                SamePeople::outcome,
                                (one, other) -> one + " and " + other,
                                TreeMap::new));
    }

    private static String person(String phone) {
        return phone.substring(0, 5) + " " + phone.substring(9);
    }

    private static String outcome(Map<String, String> row) {
        return List.of("outcome", "attempts", "last_result", "answered_by", "goal", "answer.choice")
                .stream()
                .map(column -> row.getOrDefault(column, ""))
                .map(value -> value.isEmpty() ? "-" : value)
                .collect(Collectors.joining(" "));
    }

    /**
     * Whose outcome is another one than expected.
     *
     * @param differences what is documented of a carrier, by last two digits
     */
    static List<String> wrong(
            Map<String, String> simulated,
            Map<String, String> elsewhere,
            Map<String, String> differences) {
        var wrong = new ArrayList<String>();
        var people = new LinkedHashMap<>(simulated);
        people.putAll(elsewhere);
        for (String person : people.keySet()) {
            String here = simulated.getOrDefault(person, "nobody");
            String there = elsewhere.getOrDefault(person, "nobody");
            String ending = person.substring(person.length() - 2);
            String expected = differences.getOrDefault(ending, here);
            if (!there.equals(expected)) {
                wrong.add("%s: %s (expected: %s)".formatted(person, there, expected));
            }
        }
        return wrong;
    }
}
