package io.carillon.api.campaign;

import com.google.i18n.phonenumbers.PhoneNumberUtil;

import io.carillon.activities.campaign.CampaignDraft;
import io.carillon.api.campaign.MachineReader.Machines;
import io.carillon.api.campaign.RetryReader.Retry;
import io.carillon.api.campaign.ScheduleReader.Schedule;
import io.carillon.api.http.JsonReader;
import io.carillon.api.number.Carriers;
import io.carillon.workflows.campaign.CampaignSettings;
import io.carillon.workflows.ids.AccountId;
import io.carillon.workflows.ids.OrganizationId;
import io.carillon.workflows.phone.PhoneNumber;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Reads a whole campaign: defaults filled in, what is out of range refused and never clamped. */
@Component
class CampaignReader {
    private static final Set<String> COUNTRIES =
            PhoneNumberUtil.getInstance().getSupportedRegions();
    private static final List<String> CHOICES = List.of("sticky", "local");
    private static final int CALLER_IDS_MAX = 1000;
    private static final int ACCOUNTS_MAX = 20;
    private static final int DAY_MINUTES = 24 * 60;

    private final CampaignNames names;
    private final FlowChoice flows;

    CampaignReader(CampaignNames names, FlowChoice flows) {
        this.names = names;
        this.flows = flows;
    }

    /** Throws everything found wrong; what it names must be the organization's. */
    CampaignDraft read(JsonReader json, OrganizationId organization) {
        String name = json.requiredText("name", 200);
        FlowChoice.Chosen flow = flows.choose(json, organization);
        List<AccountId> accounts = accounts(json);
        if (!accounts.isEmpty() && json.raw("carrier") != null) {
            json.refuse("carrier", "CARRIER_TWICE", "is given beside carriers");
        }
        String carrier = Carriers.read(json, "simulator");
        List<PhoneNumber> callerIds =
                json.required("caller_ids") ? json.phones("caller_ids", CALLER_IDS_MAX) : null;
        List<String> choice = choice(json);
        Schedule schedule = ScheduleReader.read(json.object("schedule"));
        CampaignSettings settings = settings(json, schedule);
        boolean keepOpen = Objects.requireNonNullElse(json.flag("keep_open"), false);
        if (callerIds != null && callerIds.isEmpty() && json.fine()) {
            json.refuse("caller_ids", "REQUIRED", "names no number");
        }
        String mainCarrier = names.carrier(json, organization, carrier, accounts);
        names.callerIds(json, organization, mainCarrier, accounts, callerIds);
        json.end();
        return new CampaignDraft(
                name,
                flows.store(flow, organization),
                mainCarrier,
                accounts,
                callerIds == null ? List.of() : callerIds.stream().distinct().toList(),
                choice,
                settings,
                schedule.startsAt(),
                schedule.endsAt(),
                keepOpen);
    }

    private static List<AccountId> accounts(JsonReader json) {
        List<String> texts = json.texts("carriers", ACCOUNTS_MAX, 100);
        var accounts = new ArrayList<AccountId>();
        for (int i = 0; texts != null && i < texts.size(); i++) {
            try {
                accounts.add(AccountId.parse(texts.get(i)));
            } catch (IllegalArgumentException noId) {
                json.refuseAt("carriers/" + i, "ACCOUNT_UNKNOWN", "is no carrier account of yours");
            }
        }
        if (texts != null && texts.isEmpty()) {
            json.refuse("carriers", "REQUIRED", "names no account");
        }
        return accounts.stream().distinct().toList();
    }

    private static List<String> choice(JsonReader json) {
        List<String> words = json.texts("caller_id_choice", CHOICES.size(), 20);
        for (int i = 0; words != null && i < words.size(); i++) {
            if (!CHOICES.contains(words.get(i))) {
                json.refuseAt(
                        "caller_id_choice/" + i,
                        "NOT_ONE_OF",
                        "is not one of " + String.join(", ", CHOICES));
            }
        }
        return words == null ? List.of() : words.stream().distinct().toList();
    }

    private static CampaignSettings settings(JsonReader json, Schedule schedule) {
        JsonReader limits = json.object("limits");
        Retry retry = RetryReader.read(json);
        Machines machines = MachineReader.read(json.object("answering_machine"));
        String country = country(json);
        String duplicates = json.word("on_duplicate", List.of("update", "skip"));
        if (json.raw("pre_dial_hook") != null) {
            json.refuseForNow("pre_dial_hook", "pre_dial_hook");
        }
        return new CampaignSettings(
                schedule.hours(),
                schedule.zone(),
                schedule.useLeadZone(),
                schedule.holdUnknownZone(),
                whole(limits, "max_concurrent", 1, 10_000, 10),
                rate(limits),
                limits == null ? null : limits.integer("max_calls_per_day", 1, 10_000_000),
                whole(limits, "max_attempts_per_lead", 1, 100, 3),
                Duration.ofMinutes(
                        whole(limits, "min_minutes_between_attempts", 0, 90 * DAY_MINUTES, 60)),
                // Contract: 15 to 120; carriers ring no longer.
                Duration.ofSeconds(whole(limits, "ring_timeout_seconds", 15, 120, 30)),
                Duration.ofSeconds(whole(limits, "max_call_seconds", 1, 14_400, 600)),
                retry.delays(),
                retry.spread(),
                retry.untilGoal(),
                machines.policy(),
                machines.message(),
                country,
                countries(json, country),
                Objects.requireNonNullElse(duplicates, "update"),
                consent(json.object("consent")),
                identity(json.object("identity")),
                null);
    }

    private static int whole(
            @Nullable JsonReader json, String name, int least, int most, int otherwise) {
        Integer value = json == null ? null : json.integer(name, least, most);
        return Objects.requireNonNullElse(value, otherwise);
    }

    private static double rate(@Nullable JsonReader json) {
        Double value = json == null ? null : json.number("calls_per_second", 0.001, 1000);
        return Objects.requireNonNullElse(value, 1.0);
    }

    private static String country(JsonReader json) {
        String country = json.text("default_country", 10);
        if (country != null && !COUNTRIES.contains(country)) {
            json.refuse(
                    "default_country",
                    "COUNTRY_UNKNOWN",
                    "is not a country of two capitals like US");
        }
        return Objects.requireNonNullElse(country, "US");
    }

    private static List<String> countries(JsonReader json, String home) {
        List<String> countries = json.texts("allowed_countries", 300, 10);
        if (countries == null) {
            return List.of(home);
        }
        if (countries.isEmpty()) {
            json.refuse("allowed_countries", "REQUIRED", "names no country");
        }
        for (int i = 0; i < countries.size(); i++) {
            if (!COUNTRIES.contains(countries.get(i))) {
                json.refuseAt(
                        "allowed_countries/" + i,
                        "COUNTRY_UNKNOWN",
                        "is not a country of two capitals like US");
            }
        }
        return countries.stream().distinct().toList();
    }

    private static Map<String, String> consent(@Nullable JsonReader json) {
        var consent = new java.util.LinkedHashMap<String, String>();
        if (json != null) {
            put(consent, "basis", json.text("basis", 200));
            put(consent, "obtained_at", json.text("obtained_at", 100));
            put(consent, "source", json.text("source", 1000));
        }
        return consent;
    }

    private static Map<String, String> identity(@Nullable JsonReader json) {
        var identity = new java.util.LinkedHashMap<String, String>();
        if (json != null) {
            put(identity, "caller_name", json.text("caller_name", 200));
            PhoneNumber number = json.phone("opt_out_number");
            put(identity, "opt_out_number", number == null ? null : number.e164());
            put(identity, "call_reason", callReason(json));
        }
        return identity;
    }

    // At most 50 characters, none of them outside ASCII (Twilio error 32115).
    private static @Nullable String callReason(JsonReader json) {
        String reason = json.text("call_reason", 50);
        if (reason != null && !reason.matches("[ -~]+")) {
            json.refuse("call_reason", "TEXT_INVALID", "has other characters than ASCII's");
        }
        return reason;
    }

    private static void put(Map<String, String> map, String name, @Nullable String value) {
        if (value != null) {
            map.put(name, value);
        }
    }
}
