package io.carillon.activities.lead;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A lead that is in the campaign already, as far as another row about the same person can change
 * it.
 */
record KnownLead(
        UUID id,
        String personKey,
        boolean pending,
        List<String> phones,
        int phoneIndex,
        LeadZones zones,
        Map<String, String> variables,
        int priority,
        @Nullable UUID namedByImport) {

    /** Takes over what the row says; what it does not mention stays. */
    KnownLead with(LeadDraft draft) {
        List<String> merged = mergedPhones(draft);
        String current = phones.get(phoneIndex);
        var told = new LinkedHashMap<>(variables);
        told.putAll(draft.variables());
        return new KnownLead(
                id,
                personKey,
                pending,
                merged,
                Math.max(0, merged.indexOf(current)),
                surerZones(draft.zones(), !merged.getFirst().equals(phones.getFirst())),
                told,
                draft.priority() == null ? priority : draft.priority(),
                namedByImport);
    }

    /** A row with one phone says nothing about the alternates. */
    private List<String> mergedPhones(LeadDraft draft) {
        List<String> told = draft.phones().stream().map(phone -> phone.e164()).toList();
        if (told.size() > 1) {
            return told;
        }
        var merged = new LinkedHashSet<>(told);
        merged.addAll(phones.subList(1, phones.size()));
        return new ArrayList<>(merged);
    }

    /** A number's zone does not replace one that was told, unless it comes with another number. */
    private LeadZones surerZones(LeadZones told, boolean otherPhone) {
        boolean surer = told.source().compareTo(zones.source()) >= 0;
        boolean staleNumber = otherPhone && zones.source() == ZoneSource.NUMBER;
        return surer || staleNumber ? told : zones;
    }

    boolean triesOtherPhone(KnownLead before) {
        return !phones.get(phoneIndex).equals(before.phones().get(before.phoneIndex()));
    }
}
