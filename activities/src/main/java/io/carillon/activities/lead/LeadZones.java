package io.carillon.activities.lead;

import java.util.List;

/**
 * The time zones a lead may be in. It is called only while all of them are open.
 *
 * @param zones IANA names, sorted; empty: unknown
 */
public record LeadZones(List<String> zones, ZoneSource source) {
    public static final LeadZones UNKNOWN = new LeadZones(List.of(), ZoneSource.UNKNOWN);

    public LeadZones {
        zones = zones.stream().distinct().sorted().toList();
    }
}
