package io.carillon.activities.ledger;

import io.carillon.workflows.ids.CallId;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/**
 * A carrier's log of dial requests, as columns a statement can join: {@code :references, :calls,
 * :ats, :tos, :froms, :rang, :shown}, line by line. The simulated carrier is told a call's id as
 * reference; others are told nothing but the address of its callbacks, which ends with its token.
 */
final class CarrierLog {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * One dial request the carrier received.
     *
     * @param reference as the carrier was told it; {@code line 17} when it was told none
     * @param call null: the reference is no call's id, nor the token of a call that is kept
     * @param rang false: it was turned away, or the network refused the number
     * @param shown it was there before the rows were looked at
     */
    private record Line(
            String reference,
            @Nullable UUID call,
            String at,
            String to,
            String from,
            boolean rang,
            boolean shown) {
        Line or(@Nullable UUID named) {
            return call == null ? new Line(reference, named, at, to, from, rang, shown) : this;
        }
    }

    private final List<Line> lines;

    private CarrierLog(List<Line> lines) {
        this.lines = lines;
    }

    static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /**
     * @param shown length of the file before the rows were looked at
     * @param named calls by their tokens
     */
    static CarrierLog read(
            Path file, long shown, Function<Collection<String>, Map<String, UUID>> named) {
        var lines = new ArrayList<Line>();
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            long end = 0;
            for (String text = reader.readLine(); text != null; text = reader.readLine()) {
                end += text.getBytes(StandardCharsets.UTF_8).length + 1;
                line(text, lines.size() + 1, end <= shown, lines);
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return new CarrierLog(named(lines, named));
    }

    private static List<Line> named(
            List<Line> lines, Function<Collection<String>, Map<String, UUID>> named) {
        List<String> tokens =
                lines.stream()
                        .filter(line -> line.call() == null)
                        .map(Line::reference)
                        .distinct()
                        .toList();
        if (tokens.isEmpty()) {
            return lines;
        }
        Map<String, UUID> calls = named.apply(tokens);
        return lines.stream().map(line -> line.or(calls.get(line.reference()))).toList();
    }

    /** The last line may be half written. */
    private static void line(String text, int number, boolean shown, List<Line> lines) {
        JsonNode json;
        try {
            json = JSON.readTree(text);
            OffsetDateTime.parse(json.path("at").asString(""));
        } catch (JacksonException | DateTimeException halfWritten) {
            if (shown) {
                throw new UnreadableLog(
                        "line "
                                + number
                                + " is no line of a carrier's log: expected {\"at\": an instant, \"to\", \"from\", \"reference\", \"rang\"}");
            }
            return;
        }
        String reference = json.path("reference").asString("");
        lines.add(
                new Line(
                        reference.isEmpty() ? "line " + number : reference,
                        call(reference),
                        json.path("at").asString(),
                        json.path("to").asString(""),
                        json.path("from").asString(""),
                        json.path("rang").asBoolean(false),
                        shown));
    }

    private static @Nullable UUID call(String reference) {
        try {
            return CallId.parse(reference).value();
        } catch (IllegalArgumentException foreign) {
            return null;
        }
    }

    StatementSpec into(StatementSpec statement) {
        return statement
                .param("references", lines.stream().map(Line::reference).toArray(String[]::new))
                .param("calls", lines.stream().map(Line::call).toArray(UUID[]::new))
                .param("ats", lines.stream().map(Line::at).toArray(String[]::new))
                .param("tos", lines.stream().map(Line::to).toArray(String[]::new))
                .param("froms", lines.stream().map(Line::from).toArray(String[]::new))
                .param("rang", lines.stream().map(Line::rang).toArray(Boolean[]::new))
                .param("shown", lines.stream().map(Line::shown).toArray(Boolean[]::new));
    }
}
