package io.carillon.workflows.ids;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import java.util.UUID;

/** Names one event: {@code evt_…}, see {@link Id}. */
public record EventId(UUID value) implements Id {
    public static final String PREFIX = "evt";

    /** Reads the written form; anything else is an IllegalArgumentException. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static EventId parse(String written) {
        return new EventId(WrittenId.parse(PREFIX, written));
    }

    @Override
    @JsonValue
    public String toString() {
        return WrittenId.format(PREFIX, value);
    }
}
