package io.carillon.api.call;

import io.carillon.activities.call.CallView;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;

/** A call's members, in the contract's order. */
final class CallJson {
    private CallJson() {}

    static Map<String, @Nullable Object> of(CallView call) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", call.id());
        json.put("campaign_id", call.campaignId());
        json.put("lead_id", call.leadId());
        json.put("attempt", call.attempt());
        json.put("to", call.to());
        json.put("from", call.from());
        json.put("carrier", call.carrier());
        json.put("carrier_call_id", call.carrierCallId());
        json.put("status", call.status());
        json.put("result", call.result());
        json.put("cause", call.cause());
        json.put("reason", call.reason());
        putAnsweredBy(json, call.answeredBy());
        putTimes(json, call.times());
        json.put("talk_seconds", call.talkSeconds());
        json.put("answers", call.answers());
        json.put("variables", call.variables());
        json.put("goal", call.goal());
        json.put("steps", call.steps());
        json.put("flow_version_id", call.flowVersion());
        json.put("message_left", call.messageLeft());
        json.put("cost", call.costAmount());
        json.put("currency", call.currency());
        json.put("recorded", call.recording() != null);
        json.put("disposition", call.remarks().disposition());
        json.put("notes", call.remarks().notes());
        json.put("satisfaction", call.remarks().satisfaction());
        return json;
    }

    private static void putAnsweredBy(
            Map<String, @Nullable Object> json, CallView.@Nullable AnsweredBy answeredBy) {
        json.put("answered_by", answeredBy == null ? null : answeredBy.who());
        json.put("answered_by_cause", answeredBy == null ? null : answeredBy.cause());
        json.put("answered_by_confidence", answeredBy == null ? null : answeredBy.confidence());
        json.put("decided_after_ms", answeredBy == null ? null : answeredBy.decidedAfterMs());
    }

    private static void putTimes(Map<String, @Nullable Object> json, CallView.Times times) {
        json.put("scheduled_at", times.scheduledAt());
        json.put("expires_at", times.expiresAt());
        json.put("queued_at", times.queuedAt());
        json.put("dialed_at", times.dialedAt());
        json.put("ringing_at", times.ringingAt());
        json.put("answered_at", times.answeredAt());
        json.put("ended_at", times.endedAt());
    }
}
