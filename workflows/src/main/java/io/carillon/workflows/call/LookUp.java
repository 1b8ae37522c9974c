package io.carillon.workflows.call;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

import org.jspecify.annotations.Nullable;

/** What the carrier says when asked about a call. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = LookUp.Live.class, name = "live"),
    @JsonSubTypes.Type(value = LookUp.Ended.class, name = "ended"),
    @JsonSubTypes.Type(value = LookUp.Absent.class, name = "absent"),
    @JsonSubTypes.Type(value = LookUp.Unknowable.class, name = "unknowable")
})
public sealed interface LookUp {
    record Live(boolean answered) implements LookUp {}

    record Ended(boolean answered, @Nullable CallResult result, String cause) implements LookUp {}

    /**
     * The carrier is sure it never had this call (only carriers that keep our reference can say
     * so).
     */
    record Absent() implements LookUp {}

    /** The carrier cannot say. */
    record Unknowable() implements LookUp {}
}
