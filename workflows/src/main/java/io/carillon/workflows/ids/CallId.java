package io.carillon.workflows.ids;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import java.util.UUID;

/** Names one call: {@code call_…}, see {@link Id}. */
public record CallId(UUID value) implements Id {
    public static final String PREFIX = "call";

    /** Reads the written form; anything else is an IllegalArgumentException. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static CallId parse(String written) {
        return new CallId(WrittenId.parse(PREFIX, written));
    }

    @Override
    @JsonValue
    public String toString() {
        return WrittenId.format(PREFIX, value);
    }
}
