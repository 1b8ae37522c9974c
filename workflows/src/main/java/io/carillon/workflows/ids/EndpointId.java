package io.carillon.workflows.ids;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import java.util.UUID;

/** Names one endpoint: {@code whe_…}, see {@link Id}. */
public record EndpointId(UUID value) implements Id {
    public static final String PREFIX = "whe";

    /** Reads the written form; anything else is an IllegalArgumentException. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static EndpointId parse(String written) {
        return new EndpointId(WrittenId.parse(PREFIX, written));
    }

    @Override
    @JsonValue
    public String toString() {
        return WrittenId.format(PREFIX, value);
    }
}
