package io.carillon.activities.call;

import io.carillon.activities.flow.CompiledFlow;
import io.carillon.workflows.call.CallPlan;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.json.JsonMapper;

import java.util.List;
import java.util.Map;

/**
 * What a call was dialed with, kept in its row from before the request leaves: an edit of the
 * campaign holds for the next dial, and a run after a crash knows what this one was to do.
 *
 * @param plan what the workflow goes by
 * @param first effects of the script the carrier begins at answer
 * @param message for machines, with variables; null: none
 * @param defaultCountry reads numbers an operator types
 * @param allowedCountries a transfer must stay in them
 * @param voices of the flow that the carrier does not have, and what it speaks with instead; null:
 *     written before that was noted
 */
public record DialedWith(
        CallPlan plan,
        StepEffects first,
        @Nullable String message,
        String defaultCountry,
        List<String> allowedCountries,
        @Nullable Map<String, String> voices) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    public DialedWith {
        allowedCountries = List.copyOf(allowedCountries);
    }

    static DialedWith of(
            CallPlan plan, CompiledFlow flow, CompiledFlow.Rendered rendered, Gate.Permit permit) {
        return new DialedWith(
                plan,
                StepEffects.of(rendered),
                permit.settings().message(),
                permit.settings().defaultCountry(),
                permit.settings().allowedCountries(),
                flow.fallbackVoices(permit.account().carrier()));
    }

    /** As it stands in the row, read when it is asked for: most who follow a call do not ask. */
    public static final class Kept {
        private final String json;
        private @Nullable DialedWith with;

        Kept(String json) {
            this.json = json;
        }

        DialedWith read() {
            DialedWith read = with;
            if (read == null) {
                read = JSON.readValue(json, DialedWith.class);
                with = read;
            }
            return read;
        }
    }

    String write() {
        return JSON.writeValueAsString(this);
    }
}
