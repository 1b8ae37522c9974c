package io.carillon.api.lead;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.lead.Lead;
import io.carillon.activities.lead.LeadChange;
import io.carillon.activities.lead.LeadIntake;
import io.carillon.activities.lead.LeadStore;
import io.carillon.activities.lead.ZoneName;
import io.carillon.activities.leadfile.PhoneReader;
import io.carillon.activities.leadfile.PhoneReading;
import io.carillon.api.http.JsonReader;
import io.carillon.workflows.campaign.CampaignSettings;
import io.carillon.workflows.ids.LeadId;
import io.carillon.workflows.ids.OrganizationId;
import io.carillon.workflows.phone.PhoneNumber;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import tools.jackson.databind.JsonNode;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what a PATCH wants changed of a lead and has it changed. */
@Component
class LeadEdits {
    private static final List<String> TEXTS =
            List.of(
                    "first_name",
                    "last_name",
                    "name",
                    "email",
                    "company",
                    "state",
                    "postal_code",
                    "country");
    private static final int PHONES_MAX = 9;
    private static final int VALUE_MAX = 10_000;

    private final Transactions transactions;
    private final LeadStore leads;
    private final LeadIntake intake;

    LeadEdits(Transactions transactions, LeadStore leads, LeadIntake intake) {
        this.transactions = transactions;
        this.leads = leads;
        this.intake = intake;
    }

    Optional<Lead> apply(OrganizationId organization, LeadId id, JsonNode body) {
        return transactions.within(
                organization,
                () ->
                        leads.find(organization, id)
                                .flatMap(lead -> apply(organization, lead, body)));
    }

    private Optional<Lead> apply(OrganizationId organization, Lead lead, JsonNode body) {
        Wanted wanted = read(organization, lead, body);
        Instant callBackAt = wanted.callBackAt();
        Optional<Lead> changed =
                callBackAt != null && wanted.change().none()
                        ? Optional.of(lead)
                        : leads.change(organization, lead.id(), wanted.change());
        return callBackAt == null || changed.isEmpty()
                ? changed
                : leads.callBack(organization, lead.id(), callBackAt);
    }

    private record Wanted(LeadChange change, @Nullable Instant callBackAt) {}

    private Wanted read(OrganizationId organization, Lead lead, JsonNode body) {
        JsonReader json = JsonReader.of(body);
        CampaignSettings settings =
                intake.look(organization, lead.campaign())
                        .map(LeadIntake.OpenCampaign::settings)
                        .orElse(null);
        var change =
                new LeadChange(
                        phones(json, lead, settings),
                        zones(json),
                        variables(json),
                        priority(json),
                        externalId(json),
                        json.instant("next_attempt_at"));
        Instant callBackAt = json.instant("call_back_at");
        if (callBackAt != null && change.nextAttemptAt() != null) {
            json.refuse("next_attempt_at", "CONTRADICTION", "is given beside call_back_at");
        }
        json.end();
        return new Wanted(change, callBackAt);
    }

    private static @Nullable String externalId(JsonReader json) {
        String id = json.text("external_id", VALUE_MAX);
        if (id != null && id.isBlank()) {
            json.refuse("external_id", "REQUIRED", "is empty");
        }
        return id == null ? null : id.strip();
    }

    private static @Nullable Integer priority(JsonReader json) {
        Long priority = json.whole("priority", 0, 9);
        return priority == null ? null : Math.toIntExact(priority);
    }

    /** {@code phone} takes the first one's place; {@code phones} are all of them. */
    private static @Nullable List<PhoneNumber> phones(
            JsonReader json, Lead lead, @Nullable CampaignSettings settings) {
        String phone = json.text("phone", 100);
        JsonNode list = json.raw("phones");
        if (phone == null && list == null) {
            return null;
        }
        var written = new ArrayList<String>();
        if (phone != null) {
            written.add(phone);
        }
        if (list == null) {
            written.addAll(lead.phones().subList(1, lead.phones().size()));
        } else if (!addAll(list, written)) {
            json.refuse("phones", "WRONG_TYPE", "is not a list of strings");
        }
        var phones = new LinkedHashSet<PhoneNumber>();
        for (String each : written) {
            read(json, phone == null ? "phones" : "phone", each, settings).ifPresent(phones::add);
        }
        if (phones.isEmpty() || phones.size() > PHONES_MAX) {
            json.refuse("phones", "OUT_OF_RANGE", "does not hold 1 to 9 phones");
            return null;
        }
        return List.copyOf(phones);
    }

    private static boolean addAll(JsonNode list, List<String> written) {
        if (!list.isArray()) {
            return false;
        }
        boolean texts = true;
        for (JsonNode each : list) {
            texts &= each.isString();
            written.add(each.asString(""));
        }
        return texts;
    }

    private static Optional<PhoneNumber> read(
            JsonReader json, String member, String text, @Nullable CampaignSettings settings) {
        PhoneReading reading =
                settings == null
                        ? PhoneReader.read(text, "US", List.of())
                        : PhoneReader.read(
                                text, settings.defaultCountry(), settings.allowedCountries());
        return switch (reading) {
            case PhoneReading.Read good -> Optional.of(good.number());
            case PhoneReading.Refused(var code, var reason) -> {
                json.refuse(member, code.name(), reason);
                yield Optional.empty();
            }
        };
    }

    private static @Nullable List<String> zones(JsonReader json) {
        var written = new ArrayList<String>();
        String one = json.text("time_zone", 100);
        JsonNode list = json.raw("time_zones");
        if (one == null && list == null) {
            return null;
        }
        if (one != null) {
            written.add(one);
        }
        if (list != null && !addAll(list, written)) {
            json.refuse("time_zones", "WRONG_TYPE", "is not a list of strings");
        }
        Set<String> zones = new LinkedHashSet<>();
        for (String each : written) {
            ZoneName.read(each)
                    .ifPresentOrElse(
                            zones::add,
                            () ->
                                    json.refuse(
                                            one == null ? "time_zones" : "time_zone",
                                            "TIME_ZONE_UNKNOWN",
                                            "is not a time zone (expected an IANA name)"));
        }
        return List.copyOf(zones);
    }

    private static @Nullable Map<String, @Nullable String> variables(JsonReader json) {
        var variables = new LinkedHashMap<String, @Nullable String>();
        JsonNode told = json.raw("variables");
        if (told != null && !told.isObject()) {
            json.refuse("variables", "WRONG_TYPE", "is not an object");
        } else if (told != null) {
            told.forEachEntry(
                    (name, value) -> {
                        if (value.isContainer() || value.asString("").length() > VALUE_MAX) {
                            json.refuse("variables", "WRONG_TYPE", name + " is not a short text");
                        } else {
                            variables.put(name, value.isNull() ? null : value.asString());
                        }
                    });
        }
        for (String name : TEXTS) {
            String text = json.text(name, VALUE_MAX);
            if (text != null) {
                variables.put(name, text);
            }
        }
        return variables.isEmpty() ? null : variables;
    }
}
