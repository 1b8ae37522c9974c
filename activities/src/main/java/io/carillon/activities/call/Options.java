package io.carillon.activities.call;

import io.carillon.activities.settings.TuningJson;
import io.carillon.workflows.call.MachinePolicy;
import io.carillon.workflows.campaign.CampaignSettings;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.util.Locale;

/**
 * What a single call was asked to do differently from its campaign, as POST /calls takes it;
 * nothing for campaign calls.
 *
 * @param from the caller id asked for; null: any
 * @param maxDuration null: the campaign's
 * @param machines null: the campaign's
 * @param message for machines; null: the campaign's
 */
record Options(
        boolean record,
        @Nullable String from,
        @Nullable Duration maxDuration,
        @Nullable MachinePolicy machines,
        @Nullable String message) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    static Options read(String json) {
        JsonNode options = JSON.readTree(json);
        JsonNode seconds = options.path("max_duration_seconds");
        JsonNode machine = options.path("answering_machine");
        return new Options(
                options.path("record").asBoolean(false),
                text(options.path("from")),
                seconds.isNumber() ? Duration.ofSeconds(seconds.asLong()) : null,
                machine.isObject() ? machines(machine) : null,
                text(machine.path("message")));
    }

    /** The campaign's settings with these over them. */
    CampaignSettings over(CampaignSettings settings) {
        if (maxDuration == null && machines == null) {
            return settings;
        }
        return new CampaignSettings(
                settings.hours(),
                settings.zone(),
                settings.useLeadZone(),
                settings.holdUnknownZone(),
                settings.maxConcurrent(),
                settings.callsPerSecond(),
                settings.maxCallsPerDay(),
                settings.maxAttemptsPerLead(),
                settings.minBetweenAttempts(),
                settings.ringTimeout(),
                maxDuration == null ? settings.maxCallDuration() : maxDuration,
                settings.retry(),
                settings.retrySpread(),
                settings.retryUntilGoal(),
                machines == null ? settings.machines() : machines,
                message == null ? settings.message() : message,
                settings.defaultCountry(),
                settings.allowedCountries(),
                settings.onDuplicate(),
                settings.consent(),
                settings.identity(),
                settings.preDialHook());
    }

    private static MachinePolicy machines(JsonNode machine) {
        return new MachinePolicy(
                machine.path("detect").asBoolean(true),
                MachinePolicy.OnMachine.valueOf(
                        upper(machine.path("on_machine"), MachinePolicy.OnMachine.HANG_UP)),
                MachinePolicy.OnUnknown.valueOf(
                        upper(machine.path("on_unknown"), MachinePolicy.OnUnknown.CONTINUE)),
                TuningJson.read(machine.path("tuning")));
    }

    private static String upper(JsonNode node, Enum<?> otherwise) {
        String text = text(node);
        return text == null ? otherwise.name() : text.toUpperCase(Locale.ROOT);
    }

    private static @Nullable String text(JsonNode node) {
        return node.isString() ? node.stringValue() : null;
    }
}
