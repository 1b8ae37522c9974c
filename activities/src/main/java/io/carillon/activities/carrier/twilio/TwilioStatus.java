package io.carillon.activities.carrier.twilio;

import io.carillon.activities.carrier.CarrierEvent;
import io.carillon.workflows.call.CallResult;
import io.carillon.workflows.call.LookUp;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Twilio's call statuses in our words (Twilio docs, Call resource, Call status values). Of failed
 * calls the network's own answer says more, where Twilio passes it on (SipResponseCode).
 */
final class TwilioStatus {
    // RFC 3261 section 21; 607 is RFC 8197, 608 is RFC 8688. 603 may also mean "blocked", which its
    // callback does not tell apart.
    private static final Map<String, CallResult> BY_SIP =
            Map.ofEntries(
                    Map.entry("403", CallResult.REJECTED),
                    Map.entry("404", CallResult.INVALID_NUMBER),
                    Map.entry("408", CallResult.NO_ANSWER),
                    Map.entry("410", CallResult.INVALID_NUMBER),
                    Map.entry("480", CallResult.NO_ANSWER),
                    Map.entry("484", CallResult.INVALID_NUMBER),
                    Map.entry("486", CallResult.BUSY),
                    Map.entry("487", CallResult.NO_ANSWER),
                    Map.entry("503", CallResult.CONGESTION),
                    Map.entry("600", CallResult.BUSY),
                    Map.entry("603", CallResult.REJECTED),
                    Map.entry("604", CallResult.INVALID_NUMBER),
                    Map.entry("607", CallResult.BLOCKED),
                    Map.entry("608", CallResult.BLOCKED));

    private TwilioStatus() {}

    /**
     * @param sip null: Twilio did not pass it on
     * @param talked from answer to end
     */
    static CarrierEvent.What told(String status, @Nullable String sip, Duration talked) {
        return switch (status) {
            case "queued", "initiated" -> new CarrierEvent.Queued();
            case "ringing" -> new CarrierEvent.Ringing();
            // The event "answered" comes with the status the call then has.
            case "in-progress", "answered" -> new CarrierEvent.Answered();
            case "completed" -> ended(true, null, "completed", talked);
            case "busy", "failed", "no-answer", "canceled" ->
                    ended(false, result(status, sip), cause(status, sip), Duration.ZERO);
            default -> new CarrierEvent.Unrecognised("status " + status);
        };
    }

    private static CarrierEvent.Ended ended(
            boolean answered, @Nullable CallResult result, String cause, Duration talked) {
        return new CarrierEvent.Ended(answered, result, cause, talked, List.of(), false, null);
    }

    /** {@code status} of a call nobody answered. */
    private static CallResult result(String status, @Nullable String sip) {
        return switch (status) {
            case "busy" -> CallResult.BUSY;
            case "no-answer" -> CallResult.NO_ANSWER;
            // Only a request of ours cancels a call that rings.
            case "canceled" -> CallResult.CANCELED;
            default ->
                    sip == null
                            ? CallResult.CARRIER_ERROR
                            : BY_SIP.getOrDefault(sip, CallResult.CARRIER_ERROR);
        };
    }

    private static String cause(String status, @Nullable String sip) {
        return switch (status) {
            case "canceled" -> "hung_up_by_us";
            case "no-answer" -> "no_answer";
            default -> sip == null ? status : "sip_" + sip;
        };
    }

    /** What a call's resource says, which does not hold the network's answer. */
    static LookUp lookedUp(String status) {
        return switch (status) {
            case "queued", "initiated", "ringing" -> new LookUp.Live(false);
            case "in-progress" -> new LookUp.Live(true);
            case "completed" -> new LookUp.Ended(true, null, "completed");
            case "busy", "failed", "no-answer", "canceled" ->
                    new LookUp.Ended(false, result(status, null), cause(status, null));
            default -> new LookUp.Unknowable();
        };
    }
}
