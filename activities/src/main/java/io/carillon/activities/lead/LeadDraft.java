package io.carillon.activities.lead;

import io.carillon.workflows.phone.PhoneNumber;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.json.JsonMapper;

import java.util.List;
import java.util.Map;

/**
 * A person as a good row describes them, not yet a lead. What is stored of it as text is written
 * when it is made: the thread that reads a file has time for it, the one that stores leads has not.
 */
public final class LeadDraft {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final long record;
    private final @Nullable String externalId;
    private final List<PhoneNumber> phones;
    private final LeadZones zones;
    private final Map<String, String> variables;
    private final @Nullable Integer priority;
    private final String personKey;
    private final String variablesJson;

    /**
     * @param record number of the data record in its file or batch, from 0
     * @param phones in the order they are tried; 1 to 9, all different
     * @param variables the row's columns; empty cells are left out
     * @param priority 0 to 9, higher first; null: the row says nothing
     */
    public LeadDraft(
            long record,
            @Nullable String externalId,
            List<PhoneNumber> phones,
            LeadZones zones,
            Map<String, String> variables,
            @Nullable Integer priority) {
        this.record = record;
        this.externalId = externalId;
        this.phones = List.copyOf(phones);
        this.zones = zones;
        this.variables = Map.copyOf(variables);
        this.priority = priority;
        this.personKey =
                externalId == null ? "p:" + phones.getFirst().e164() : PersonKey.of(externalId);
        this.variablesJson = JSON.writeValueAsString(variables);
    }

    public long record() {
        return record;
    }

    public @Nullable String externalId() {
        return externalId;
    }

    public List<PhoneNumber> phones() {
        return phones;
    }

    public LeadZones zones() {
        return zones;
    }

    public Map<String, String> variables() {
        return variables;
    }

    public @Nullable Integer priority() {
        return priority;
    }

    /** The same person has the same key: their external id if given, else their first phone. */
    public String personKey() {
        return personKey;
    }

    String variablesJson() {
        return variablesJson;
    }
}
