package io.carillon.activities.lead;

import io.carillon.workflows.phone.PhoneNumber;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/**
 * A person as a good row describes them, not yet a lead.
 *
 * @param record number of the data record in its file or batch, from 0
 * @param phones in the order they are tried; 1 to 9, all different
 * @param variables the row's columns; empty cells are left out
 * @param priority 0 to 9, higher first; null: the row says nothing
 */
public record LeadDraft(
        long record,
        @Nullable String externalId,
        List<PhoneNumber> phones,
        LeadZones zones,
        Map<String, String> variables,
        @Nullable Integer priority) {
    public LeadDraft {
        phones = List.copyOf(phones);
        variables = Map.copyOf(variables);
    }

    /** The same person has the same key: their external id if given, else their first phone. */
    public String personKey() {
        return externalId == null ? "p:" + phones.getFirst().e164() : PersonKey.of(externalId);
    }
}
