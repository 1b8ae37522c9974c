package io.carillon.activities.flow;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** Flows for tests, written as people write JavaScript: single quotes stand for double ones. */
public final class FlowDocuments {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private FlowDocuments() {}

    static JsonNode tree(String text) {
        return MAPPER.readTree(text.replace('\'', '"'));
    }

    static ObjectNode json(String text) {
        return (ObjectNode) tree(text);
    }

    /** A flow that starts at its step {@code a}. */
    public static ObjectNode steps(String steps) {
        return json("{'name': 'test', 'start': 'a', 'steps': {" + steps + "}}");
    }

    static ObjectNode example() {
        try (InputStream stream = FlowDocuments.class.getResourceAsStream("/flows/example.json")) {
            return (ObjectNode) MAPPER.readTree(stream.readAllBytes());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    static List<FlowProblem> problems(JsonNode document) {
        FlowReader.Reading reading = FlowReader.read(document);
        return reading.problems().isEmpty()
                ? FlowCheck.problems(reading.flow().orElseThrow())
                : reading.problems();
    }

    public static CompiledFlow compiled(ObjectNode document) {
        if (!problems(document).isEmpty()) {
            throw new IllegalArgumentException(problems(document).toString());
        }
        return FlowCompiler.compile(FlowReader.read(document).flow().orElseThrow());
    }
}
