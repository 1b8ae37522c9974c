package io.carillon.workflows.ids;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import java.util.UUID;

/** Names one suppression: {@code sup_…}, see {@link Id}. */
public record SuppressionId(UUID value) implements Id {
    public static final String PREFIX = "sup";

    /** Reads the written form; anything else is an IllegalArgumentException. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static SuppressionId parse(String written) {
        return new SuppressionId(WrittenId.parse(PREFIX, written));
    }

    @Override
    @JsonValue
    public String toString() {
        return WrittenId.format(PREFIX, value);
    }
}
