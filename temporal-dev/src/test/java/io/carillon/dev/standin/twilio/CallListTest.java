package io.carillon.dev.standin.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.dev.standin.Form;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.JsonNode;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

class CallListTest {
    @TempDir Path folder;
    private Stage stage;

    @BeforeEach
    void setUp() {
        stage = new Stage(folder, 1000, 1);
    }

    private List<String> listed(Map<String, String> query) {
        return Stage.json(stage.get("/Calls.json", query))
                .path("calls")
                .valueStream()
                .map(call -> call.path("to").asString())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "To, +12025550160, 1",
        "To, +12025550177, 0",
        "From, +12025550100, 3",
        "From, +12025550177, 0",
        "Status, ringing, 1",
        "Status, completed, 1",
        "Status, busy, 1",
        "StartTime, 2026-11-23, 3",
        "StartTime, 2026-11-22, 0",
        "StartTime>, 2026-11-23T14:59:59Z, 3",
        "StartTime>, 2026-11-23T15:00:10Z, 0",
        "StartTime<, 2026-11-23T15:00:10Z, 3",
        "EndTime>, 2026-11-23, 2"
    })
    void isFiltered(String name, String value, int calls) {
        stage.dial(Stage.HUMAN);
        stage.dial("+12025550160");
        stage.dial("+12025550180");
        stage.passSeconds(25);

        assertThat(listed(Map.of(name, value))).hasSize(calls);
    }

    @Test
    void beginsWithTheNewest() {
        stage.dial(Stage.HUMAN);
        stage.dial("+12025550102");

        assertThat(listed(Map.of())).containsExactly("+12025550102", Stage.HUMAN);
    }

    @Test
    void isReadPageByPageWhileNewCallsCome() {
        IntStream.range(0, 5).forEach(i -> stage.dial("+1202555010" + i));

        List<String> seen = new ArrayList<>();
        JsonNode page = Stage.json(stage.get("/Calls.json", Map.of("PageSize", "2")));
        while (!page.path("next_page_uri").isNull()) {
            seen.addAll(to(page));
            stage.dial("+12025550160");
            page = next(page.path("next_page_uri").asString());
        }
        seen.addAll(to(page));

        assertThat(seen)
                .containsExactly(
                        "+12025550104",
                        "+12025550103",
                        "+12025550102",
                        "+12025550101",
                        "+12025550100");
    }

    private static List<String> to(JsonNode page) {
        return page.path("calls").valueStream().map(call -> call.path("to").asString()).toList();
    }

    private JsonNode next(String address) {
        String query = address.substring(address.indexOf('?') + 1);
        Map<String, String> fields = new LinkedHashMap<>();
        Form.read(query).forEach((name, values) -> fields.put(name, values.getFirst()));
        return Stage.json(stage.get("/Calls.json", fields));
    }
}
