package io.carillon.activities.settings;

import io.carillon.workflows.call.MachineTuning;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.util.function.LongFunction;

/** A tuning as the API writes it, in seconds and milliseconds; what is left out is left out. */
public final class TuningJson {
    public static final String TIMEOUT = "timeout_seconds";
    public static final String SPEECH = "speech_threshold_ms";
    public static final String SPEECH_END = "speech_end_threshold_ms";
    public static final String SILENCE = "silence_timeout_ms";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private TuningJson() {}

    public static ObjectNode write(MachineTuning tuning) {
        ObjectNode json = JSON.createObjectNode();
        if (tuning.timeout() != null) {
            json.put(TIMEOUT, tuning.timeout().toSeconds());
        }
        putMillis(json, SPEECH, tuning.speechThreshold());
        putMillis(json, SPEECH_END, tuning.speechEndThreshold());
        putMillis(json, SILENCE, tuning.silenceTimeout());
        return json;
    }

    private static void putMillis(ObjectNode json, String name, @Nullable Duration value) {
        if (value != null) {
            json.put(name, value.toMillis());
        }
    }

    /** Null: there is none. */
    public static @Nullable MachineTuning read(JsonNode json) {
        return json.isObject()
                ? new MachineTuning(
                        duration(json.path(TIMEOUT), Duration::ofSeconds),
                        duration(json.path(SPEECH), Duration::ofMillis),
                        duration(json.path(SPEECH_END), Duration::ofMillis),
                        duration(json.path(SILENCE), Duration::ofMillis))
                : null;
    }

    private static @Nullable Duration duration(JsonNode number, LongFunction<Duration> unit) {
        return number.isNumber() ? unit.apply(number.asLong()) : null;
    }
}
