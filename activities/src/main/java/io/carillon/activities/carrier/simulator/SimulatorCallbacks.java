package io.carillon.activities.carrier.simulator;

import io.carillon.activities.carrier.CallbackRefused;
import io.carillon.activities.carrier.CarrierEvent;
import io.carillon.workflows.call.AnsweredBy;
import io.carillon.workflows.call.CallResult;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The simulated carrier's callbacks in our words. */
final class SimulatorCallbacks {
    private SimulatorCallbacks() {}

    static CarrierEvent understand(byte[] body) throws CallbackRefused {
        try {
            JsonNode said = SimulatorJson.MAPPER.readTree(body);
            return new CarrierEvent(
                    said.required("id").asString(),
                    said.path("call_id").asString(null),
                    instant(said.path("at").asString(null)),
                    what(said));
        } catch (JacksonException | IllegalArgumentException | DateTimeException e) {
            // Its text may quote numbers or digits.
            throw new CallbackRefused("callback of the simulated carrier cannot be read", false);
        }
    }

    private static @Nullable Instant instant(@Nullable String at) {
        return at == null ? null : Instant.parse(at);
    }

    private static CarrierEvent.What what(JsonNode said) {
        String kind = said.path("kind").asString("");
        return switch (kind) {
            case "queued" -> new CarrierEvent.Queued();
            case "ringing" -> new CarrierEvent.Ringing();
            case "answered" -> new CarrierEvent.Answered();
            case "verdict" ->
                    new CarrierEvent.Verdict(
                            AnsweredBy.ofWire(said.required("answered_by").asString()),
                            said.path("cause").asString(""),
                            said.path("confidence").asDouble(0),
                            seconds(said, "after_seconds"));
            case "gathered" ->
                    new CarrierEvent.Gathered(
                            said.required("script").asInt(),
                            said.required("step").asString(),
                            said.required("digits").asString(),
                            said.required("reason").asString(),
                            said.required("tries").asInt());
            case "script_ended" -> new CarrierEvent.ScriptEnded(said.required("script").asInt());
            case "transferred" ->
                    new CarrierEvent.Transferred(
                            said.required("script").asInt(),
                            said.required("step").asString(),
                            said.required("reached").asBoolean(),
                            seconds(said, "seconds"));
            case "recorded" ->
                    new CarrierEvent.Recorded(
                            said.required("script").asInt(),
                            said.path("step").asString(null),
                            said.required("recording").asString(),
                            seconds(said, "seconds"));
            case "ended" -> ended(said);
            default -> new CarrierEvent.Unrecognised(kind);
        };
    }

    private static CarrierEvent.Ended ended(JsonNode said) {
        String result = said.path("result").asString(null);
        JsonNode cost = said.path("cost");
        List<String> steps =
                said.path("steps_begun").valueStream().map(JsonNode::asString).toList();
        return new CarrierEvent.Ended(
                said.required("answered").asBoolean(),
                result == null ? null : CallResult.ofWire(result),
                said.required("cause").asString(),
                seconds(said, "talked_seconds"),
                steps,
                said.path("message_spoken").asBoolean(false),
                cost.isNumber() ? cost.decimalValue() : null);
    }

    private static Duration seconds(JsonNode said, String member) {
        return Duration.ofMillis(Math.round(said.path(member).asDouble(0) * 1000));
    }
}
