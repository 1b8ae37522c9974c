package io.carillon.workflows.call;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What is known after the dial activity. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = DialOutcome.Released.class, name = "released"),
    @JsonSubTypes.Type(value = DialOutcome.Refused.class, name = "refused"),
    @JsonSubTypes.Type(value = DialOutcome.Accepted.class, name = "accepted"),
    @JsonSubTypes.Type(value = DialOutcome.Ambiguous.class, name = "ambiguous"),
    @JsonSubTypes.Type(value = DialOutcome.AlreadyDialed.class, name = "already_dialed"),
    @JsonSubTypes.Type(value = DialOutcome.Over.class, name = "over")
})
public sealed interface DialOutcome {
    /**
     * Nothing left us: the gate refused, or the request certainly did not go out. The lead waits
     * again.
     */
    record Released(String rule) implements DialOutcome {}

    /** The carrier said no to this number: a result. */
    record Refused(CallResult result, String cause) implements DialOutcome {}

    /** The carrier has the call. */
    record Accepted(CallPlan plan) implements DialOutcome {}

    /** Bytes left us and no answer came: it may be ringing. Look it up, never dial again. */
    record Ambiguous(String cause, CallPlan plan) implements DialOutcome {}

    /**
     * An earlier run of this workflow dialed; this one follows the call to its end without
     * speaking.
     */
    record AlreadyDialed(CallPlan plan) implements DialOutcome {}

    /** The call has its result already, or its row is gone: nothing to do. */
    record Over() implements DialOutcome {}
}
