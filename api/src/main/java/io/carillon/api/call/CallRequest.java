package io.carillon.api.call;

import io.carillon.activities.call.SingleCalls.AnsweringMachine;
import io.carillon.activities.call.SingleCalls.CallOptions;
import io.carillon.activities.call.SingleCalls.FlowChoice;
import io.carillon.activities.call.SingleCalls.Wanted;
import io.carillon.activities.flow.FlowRefused;
import io.carillon.activities.flow.FlowStore;
import io.carillon.api.campaign.TuningReader;
import io.carillon.api.flow.FlowProblems;
import io.carillon.api.http.JsonReader;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.FlowId;
import io.carillon.workflows.ids.OrganizationId;
import io.carillon.workflows.phone.PhoneNumber;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Reads the body of {@code POST /calls}. */
final class CallRequest {
    private static final int LONGEST_NUMBER = 100;
    private static final int LONGEST_VALUE = 4096;
    private static final int MOST_VARIABLES = 200;
    private static final int LONGEST_MESSAGE = 4096;

    /** A day; carriers end longer calls by themselves (Twilio: 24 hours). */
    private static final int LONGEST_CALL_SECONDS = 86_400;

    private static final List<String> FLOW_MEMBERS =
            List.of("flow_id", "flow", "message", "agent_id");

    private final JsonReader body;

    private CallRequest(JsonNode body) {
        this.body = JsonReader.of(body);
    }

    /** Fetches the audio of a flow that comes with it. */
    static Wanted read(OrganizationId organization, JsonNode json, FlowStore flows) {
        var request = new CallRequest(json);
        JsonReader body = request.body;
        String to = body.requiredText("to", LONGEST_NUMBER);
        PhoneNumber from = body.phone("from");
        CampaignId campaign = request.campaign();
        var scheduledAt = body.instant("scheduled_at");
        var expiresAt = body.instant("expires_at");
        Map<String, String> context = request.context();
        CallOptions options = request.options();
        request.checkFlowMembers(campaign);
        FlowId flowId = request.flowId();
        String message = body.text("message", LONGEST_MESSAGE);
        JsonNode flow = body.raw("flow");
        body.end();
        return new Wanted(
                to,
                from == null ? null : from.e164(),
                choice(organization, flows, flowId, flow, message),
                context,
                scheduledAt,
                expiresAt,
                options,
                campaign);
    }

    private @Nullable CampaignId campaign() {
        String written = body.text("campaign_id", LONGEST_NUMBER);
        try {
            return written == null ? null : CampaignId.parse(written);
        } catch (IllegalArgumentException noId) {
            body.refuse("campaign_id", "CAMPAIGN_NOT_FOUND", "there is no such campaign");
            return null;
        }
    }

    private @Nullable FlowId flowId() {
        String written = body.text("flow_id", LONGEST_NUMBER);
        try {
            return written == null ? null : FlowId.parse(written);
        } catch (IllegalArgumentException noId) {
            body.refuse("flow_id", "FLOW_NOT_FOUND", "there is no such flow");
            return null;
        }
    }

    private void checkFlowMembers(@Nullable CampaignId campaign) {
        body.laterMembers("agent_id");
        List<String> given = FLOW_MEMBERS.stream().filter(name -> body.raw(name) != null).toList();
        if (given.size() > 1) {
            body.refuse(
                    given.get(1),
                    "CONTRADICTION",
                    "beside " + given.getFirst() + "; give only one");
        }
        if (given.isEmpty() && campaign == null && !body.has("campaign_id")) {
            body.refuse("flow_id", "REQUIRED", "flow_id, flow or message is required");
        }
    }

    private static FlowChoice choice(
            OrganizationId organization,
            FlowStore flows,
            @Nullable FlowId id,
            @Nullable JsonNode flow,
            @Nullable String message) {
        if (id != null) {
            return new FlowChoice.Stored(id);
        }
        String member = flow != null ? "flow" : "message";
        try {
            if (flow != null) {
                return new FlowChoice.Written(flows.accept(organization, flow), member);
            }
            return message == null
                    ? new FlowChoice.OfCampaign()
                    : new FlowChoice.Written(flows.acceptMessage(message), member);
        } catch (FlowRefused refused) {
            throw FlowProblems.of(refused, "/" + member);
        }
    }

    /** Values are texts to a flow; inner objects become names with dots. */
    private Map<String, String> context() {
        Map<String, String> context = new LinkedHashMap<>();
        JsonReader object = body.object("context");
        if (object != null) {
            collect(object, "", context);
            if (context.size() > MOST_VARIABLES) {
                body.refuse("context", "TOO_MANY", "has more than " + MOST_VARIABLES + " values");
            }
        }
        return context;
    }

    private static void collect(JsonReader object, String prefix, Map<String, String> context) {
        for (String name : object.names()) {
            JsonNode value = object.raw(name);
            if (value == null) {
                continue;
            }
            if (value.isObject()) {
                collect(Objects.requireNonNull(object.object(name)), prefix + name + ".", context);
            } else if (value.isNumber() || value.isBoolean()) {
                context.put(prefix + name, value.asString());
            } else {
                // Says what is wrong with a list, too.
                String text = object.text(name, LONGEST_VALUE);
                context.put(prefix + name, text == null ? "" : text);
            }
        }
    }

    private CallOptions options() {
        JsonReader options = body.object("options");
        if (options == null) {
            return new CallOptions(false, null, null);
        }
        if (Boolean.TRUE.equals(options.flag("transcribe"))) {
            options.refuseForNow("transcribe", "speech to text");
        }
        return new CallOptions(
                Boolean.TRUE.equals(options.flag("record")),
                options.integer("max_duration_seconds", 1, LONGEST_CALL_SECONDS),
                machine(options.object("answering_machine")));
    }

    private static @Nullable AnsweringMachine machine(@Nullable JsonReader machine) {
        if (machine == null) {
            return null;
        }
        boolean detect = !Boolean.FALSE.equals(machine.flag("detect"));
        String onMachine =
                machine.word("on_machine", List.of("hang_up", "leave_message", "continue"));
        String onUnknown = machine.word("on_unknown", List.of("continue", "hang_up"));
        String message = machine.text("message", LONGEST_MESSAGE);
        if ("leave_message".equals(onMachine) && (message == null || message.isBlank())) {
            machine.refuse("message", "REQUIRED", "leave_message needs a message");
        }
        return new AnsweringMachine(
                detect,
                onMachine == null ? "hang_up" : onMachine,
                onUnknown == null ? "continue" : onUnknown,
                message,
                TuningReader.read(machine, detect));
    }
}
