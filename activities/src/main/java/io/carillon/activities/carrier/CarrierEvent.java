package io.carillon.activities.carrier;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

import io.carillon.workflows.call.AnsweredBy;
import io.carillon.workflows.call.CallResult;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a carrier told about a call, in our words. A driver translates its callbacks into these;
 * they may come doubled, late and in any order.
 *
 * @param id the carrier's own id of the callback, or one derived from its content: doubles have the
 *     same
 * @param carrierCallId the carrier's id of the call; null when it did not say
 * @param occurredAt by the carrier's clock; null when it did not say
 */
public record CarrierEvent(
        String id, @Nullable String carrierCallId, @Nullable Instant occurredAt, What what) {
    // Doubles are found by an index, which takes 2,700 bytes; no carrier's ids are near this.
    private static final int LONGEST_ID = 255;

    public CarrierEvent {
        if (id.isBlank() || id.length() > LONGEST_ID) {
            throw new IllegalArgumentException(
                    "a carrier's event id of %d characters (expected: 1 to %d)"
                            .formatted(id.length(), LONGEST_ID));
        }
    }

    /** Somebody is on the line and hears nothing until the carrier is told what comes next. */
    public boolean awaited() {
        return switch (what) {
            case Queued queued -> false;
            case Ringing ringing -> false;
            case Answered answered -> false;
            case Verdict verdict -> verdict.answeredBy() != AnsweredBy.HUMAN;
            case StepBegun begun -> false;
            case Gathered gathered -> true;
            case WrongKey wrong -> true;
            case ScriptEnded ended -> true;
            case Spoken spoken -> true;
            case Transferred transferred -> true;
            case Recorded recorded -> recorded.step() != null;
            case Ended ended -> false;
            case Unrecognised unrecognised -> false;
        };
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Queued.class, name = "queued"),
        @JsonSubTypes.Type(value = Ringing.class, name = "ringing"),
        @JsonSubTypes.Type(value = Answered.class, name = "answered"),
        @JsonSubTypes.Type(value = Verdict.class, name = "verdict"),
        @JsonSubTypes.Type(value = StepBegun.class, name = "step_begun"),
        @JsonSubTypes.Type(value = Gathered.class, name = "gathered"),
        @JsonSubTypes.Type(value = WrongKey.class, name = "wrong_key"),
        @JsonSubTypes.Type(value = ScriptEnded.class, name = "script_ended"),
        @JsonSubTypes.Type(value = Spoken.class, name = "spoken"),
        @JsonSubTypes.Type(value = Transferred.class, name = "transferred"),
        @JsonSubTypes.Type(value = Recorded.class, name = "recorded"),
        @JsonSubTypes.Type(value = Ended.class, name = "ended"),
        @JsonSubTypes.Type(value = Unrecognised.class, name = "unrecognised")
    })
    public sealed interface What {}

    /** The carrier has the request: proof that it left. */
    public record Queued() implements What {}

    public record Ringing() implements What {}

    public record Answered() implements What {}

    /** Who answered. {@code confidence} 0..1. */
    public record Verdict(AnsweredBy answeredBy, String cause, double confidence, Duration after)
            implements What {
        public Verdict {
            if (!(confidence >= 0 && confidence <= 1)) {
                throw new IllegalArgumentException(
                        "confidence " + confidence + " (expected: 0 to 1)");
            }
        }
    }

    /** A step's first verb began. Not every carrier says so. */
    public record StepBegun(int sequence, String step) implements What {}

    /**
     * A gather ended.
     *
     * @param digits collected, without the finish key; empty when none came
     * @param reason max_digits, finish_key, inter_digit_timeout, no_input
     */
    public record Gathered(int sequence, String step, String digits, String reason, int tries)
            implements What {}

    /**
     * A gather ended with a key it was not to take, and is to be asked again. For carriers that
     * cannot be told which keys to ignore.
     */
    public record WrongKey(int sequence) implements What {}

    /** The script ran out, with nothing to report but that. */
    public record ScriptEnded(int sequence) implements What {}

    /**
     * The script's speech was spoken to its end. For carriers that do not say so with the end of
     * the call.
     */
    public record Spoken(int sequence) implements What {}

    /** The other leg ended, or was never reached. */
    public record Transferred(int sequence, String step, boolean reached, Duration talked)
            implements What {}

    /** A recording is at hand; {@code reference} fetches it through the driver. */
    public record Recorded(int sequence, @Nullable String step, String reference, Duration length)
            implements What {}

    /**
     * The call is over; final.
     *
     * @param answered whether anyone answered
     * @param result the carrier's reading when nobody did; null when somebody did
     * @param cause one of our codes: hung_up_by_person, hung_up_by_us, max_duration, sip_486,
     *     no_answer …
     * @param talked from answer to end
     * @param stepsBegun steps whose first verb began, in order, over all scripts; empty when the
     *     carrier cannot say
     * @param messageSpoken the last script's speech was spoken to its end
     * @param cost as charged; null when not known yet
     */
    public record Ended(
            boolean answered,
            @Nullable CallResult result,
            String cause,
            Duration talked,
            List<String> stepsBegun,
            boolean messageSpoken,
            @Nullable BigDecimal cost)
            implements What {
        public Ended {
            stepsBegun = List.copyOf(stepsBegun);
        }
    }

    /** Kept and shown, never acted on. */
    public record Unrecognised(String said) implements What {}
}
