package io.carillon.workflows.call;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

import org.jspecify.annotations.Nullable;

/**
 * What a carrier told about a live call, as far as a workflow may know it: no numbers, no digits
 * beyond the branch key. The update id is the inbox row's id, so telling twice is telling once.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = CarrierNews.Answered.class, name = "answered"),
    @JsonSubTypes.Type(value = CarrierNews.Verdict.class, name = "verdict"),
    @JsonSubTypes.Type(value = CarrierNews.ScriptEnded.class, name = "script_ended"),
    @JsonSubTypes.Type(value = CarrierNews.Ended.class, name = "ended")
})
public sealed interface CarrierNews {
    record Answered() implements CarrierNews {}

    /** Who answered. Told when it is not a person: a person hears the flow already. */
    record Verdict(AnsweredBy answeredBy) implements CarrierNews {}

    /**
     * The script of that sequence came to its decision point.
     *
     * @param branch the key of the last step's {@code on}, or {@code no_input}, {@code other},
     *     {@code done}, {@code failed}
     */
    record ScriptEnded(int sequence, String branch) implements CarrierNews {}

    /**
     * The call is over; final.
     *
     * @param answered whether anyone answered before
     * @param result the carrier's reading when it was not answered; null when it was answered
     * @param cause one of our codes, for example {@code hung_up_by_person}, {@code sip_486}
     * @param known what the call's row knew by then
     */
    record Ended(boolean answered, @Nullable CallResult result, String cause, Impression known)
            implements CarrierNews {}
}
