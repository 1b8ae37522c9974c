package io.carillon.dev;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the simulated carrier was asked for, as far as its log goes: the truth of which phones rang.
 */
record CarrierLines(Path file, List<Line> lines) {
    /**
     * @param reference our call's id
     */
    record Line(Instant at, String to, String reference) {}

    static CarrierLines read(Home home) throws IOException {
        Path file = home.simulator().resolve("calls.jsonl");
        return Files.exists(file)
                ? new CarrierLines(
                        file,
                        Files.readAllLines(file).stream()
                                .map(Api.JSON::readTree)
                                .map(CarrierLines::line)
                                .toList())
                : new CarrierLines(file, List.of());
    }

    private static Line line(JsonNode json) {
        return new Line(
                Instant.parse(json.path("at").asString("")),
                json.path("to").asString(""),
                json.path("reference").asString(""));
    }

    int size() {
        return lines.size();
    }

    /** What came since. */
    CarrierLines behind(CarrierLines earlier) {
        return new CarrierLines(file, lines.subList(earlier.size(), lines.size()));
    }

    List<String> references() {
        return lines.stream().map(Line::reference).toList();
    }

    /** Of numbers that begin so. */
    List<String> references(String numbers) {
        return lines.stream()
                .filter(line -> line.to().startsWith(numbers))
                .map(Line::reference)
                .toList();
    }

    /** How often each number was asked for. */
    Map<String, Long> perNumber() {
        return lines.stream()
                .collect(Collectors.groupingBy(Line::to, TreeMap::new, Collectors.counting()));
    }
}
