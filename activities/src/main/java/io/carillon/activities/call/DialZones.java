package io.carillon.activities.call;

import io.carillon.activities.lead.LeadHours;
import io.carillon.workflows.phone.PhoneNumber;

import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;

/** Where the phone that is to be dialed may be. */
final class DialZones {
    private final Function<PhoneNumber, List<ZoneId>> byNumber;

    DialZones(Function<PhoneNumber, List<ZoneId>> byNumber) {
        this.byNumber = byNumber;
    }

    /** The lead's zones, unless they were guessed from another number than this one. */
    List<ZoneId> of(LockedCall.Lead lead, PhoneNumber number) {
        boolean guessed = lead.zoneSource().equals("number") || lead.zoneSource().equals("unknown");
        return guessed && !number.equals(lead.phones().getFirst())
                ? byNumber.apply(number)
                : LeadHours.zones(lead.zones());
    }
}
