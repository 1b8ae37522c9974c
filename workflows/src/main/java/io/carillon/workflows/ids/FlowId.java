package io.carillon.workflows.ids;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import java.util.UUID;

/** Names one flow: {@code flow_…}, see {@link Id}. */
public record FlowId(UUID value) implements Id {
    public static final String PREFIX = "flow";

    /** Reads the written form; anything else is an IllegalArgumentException. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static FlowId parse(String written) {
        return new FlowId(WrittenId.parse(PREFIX, written));
    }

    @Override
    @JsonValue
    public String toString() {
        return WrittenId.format(PREFIX, value);
    }
}
