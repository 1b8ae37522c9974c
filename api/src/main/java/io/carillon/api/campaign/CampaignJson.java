package io.carillon.api.campaign;

import io.carillon.activities.campaign.Campaign;
import io.carillon.activities.campaign.CampaignDraft;
import io.carillon.activities.settings.TuningJson;
import io.carillon.workflows.call.MachineTuning;
import io.carillon.workflows.campaign.CampaignSettings;
import io.carillon.workflows.ids.AccountId;
import io.carillon.workflows.phone.PhoneNumber;
import io.carillon.workflows.schedule.CallingHours;
import io.carillon.workflows.schedule.CallingHours.Window;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Shows a campaign as the contract writes it, defaults included. */
final class CampaignJson {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private CampaignJson() {}

    /** The whole campaign. */
    static ObjectNode show(Campaign campaign) {
        ObjectNode json = JSON.createObjectNode();
        json.put("id", campaign.id().toString());
        json.put("status", campaign.status().wire());
        json.put("status_reason", campaign.statusReason());
        json.setAll(told(campaign));
        // Worked out of what was told, so no part of what may be sent.
        dates(
                json.withObject("schedule").putArray("holiday_dates"),
                campaign.told().settings().hours().holidays());
        json.put("revision", campaign.revision());
        json.put("leads_total", campaign.leadsTotal());
        json.put("created_at", campaign.createdAt().toString());
        json.put("started_at", text(campaign.startedAt()));
        json.put("ended_at", text(campaign.endedAt()));
        return json;
    }

    /** What a user may say of it: the body of a POST that would make the same campaign. */
    static ObjectNode told(Campaign campaign) {
        CampaignDraft told = campaign.told();
        CampaignSettings settings = told.settings();
        ObjectNode json = JSON.createObjectNode();
        json.put("name", told.name());
        json.put("flow_id", campaign.flow().toString());
        json.put("flow_version", campaign.flowVersion());
        texts(
                json.putArray("caller_ids"),
                told.callerIds().stream().map(PhoneNumber::e164).toList());
        texts(json.putArray("caller_id_choice"), told.callerIdChoice());
        if (told.accounts().isEmpty()) {
            json.put("carrier", told.carrier());
        } else {
            texts(
                    json.putArray("carriers"),
                    told.accounts().stream().map(AccountId::toString).toList());
        }
        json.set("schedule", schedule(told));
        json.set("limits", limits(settings));
        json.set("retry", retry(settings));
        json.put("retry_until_goal", settings.retryUntilGoal());
        json.set("answering_machine", machines(settings));
        json.put("default_country", settings.defaultCountry());
        texts(json.putArray("allowed_countries"), settings.allowedCountries());
        json.put("keep_open", told.keepOpen());
        json.put("on_duplicate", settings.onDuplicate());
        settings.consent().forEach(json.putObject("consent")::put);
        settings.identity().forEach(json.putObject("identity")::put);
        return json;
    }

    private static ObjectNode schedule(CampaignDraft told) {
        CampaignSettings settings = told.settings();
        ObjectNode json = JSON.createObjectNode();
        json.put("starts_at", text(told.startsAt()));
        json.put("ends_at", text(told.endsAt()));
        json.put(
                "time_zone", settings.zone().getId().equals("Z") ? "UTC" : settings.zone().getId());
        json.put("use_lead_time_zone", settings.useLeadZone());
        json.put("on_unknown_time_zone", settings.holdUnknownZone() ? "hold" : "campaign_zone");
        json.set("hours", hours(settings.hours()));
        dates(json.putArray("closed_dates"), settings.hours().closedDates());
        texts(json.putArray("holidays"), settings.hours().holidaysOf());
        return json;
    }

    private static void dates(ArrayNode array, Set<LocalDate> dates) {
        texts(array, new TreeSet<>(dates).stream().map(Object::toString).toList());
    }

    private static ObjectNode hours(CallingHours hours) {
        ObjectNode json = JSON.createObjectNode();
        for (DayOfWeek day : DayOfWeek.values()) {
            List<Window> windows = hours.windows().getOrDefault(day, List.of());
            if (!windows.isEmpty()) {
                ArrayNode list = json.putArray(day.name().toLowerCase(Locale.ROOT));
                windows.forEach(
                        window ->
                                list.addArray()
                                        .add(clock(window.beginMinute()))
                                        .add(clock(window.endMinute())));
            }
        }
        return json;
    }

    private static ObjectNode limits(CampaignSettings settings) {
        ObjectNode json = JSON.createObjectNode();
        json.put("max_concurrent", settings.maxConcurrent());
        double rate = settings.callsPerSecond();
        if (rate == Math.rint(rate)) {
            json.put("calls_per_second", (long) rate);
        } else {
            json.put("calls_per_second", rate);
        }
        json.put("max_calls_per_day", settings.maxCallsPerDay());
        json.put("max_attempts_per_lead", settings.maxAttemptsPerLead());
        json.put("min_minutes_between_attempts", settings.minBetweenAttempts().toMinutes());
        json.put("ring_timeout_seconds", settings.ringTimeout().toSeconds());
        json.put("max_call_seconds", settings.maxCallDuration().toSeconds());
        return json;
    }

    private static ObjectNode retry(CampaignSettings settings) {
        ObjectNode json = JSON.createObjectNode();
        settings.retry().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(
                        each ->
                                texts(
                                        json.putArray(each.getKey()),
                                        each.getValue().stream().map(Object::toString).toList()));
        if (settings.retrySpread() != null) {
            json.put("spread", settings.retrySpread());
        }
        return json;
    }

    private static ObjectNode machines(CampaignSettings settings) {
        ObjectNode json = JSON.createObjectNode();
        json.put("detect", settings.machines().detect());
        json.put("on_machine", wire(settings.machines().onMachine()));
        json.put("on_unknown", wire(settings.machines().onUnknown()));
        json.put("message", settings.message());
        MachineTuning tuning = settings.machines().tuning();
        if (tuning != null) {
            json.set("tuning", TuningJson.write(tuning));
        }
        return json;
    }

    private static String wire(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }

    private static String clock(int minute) {
        return "%02d:%02d".formatted(minute / 60, minute % 60);
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    private static void texts(ArrayNode array, List<String> texts) {
        texts.forEach(array::add);
    }
}
