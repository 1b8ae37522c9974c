package io.carillon.activities.lead;

import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Time zones as people write them: IANA names in any case, and the names used in the US. */
public final class ZoneName {
    private static final Map<String, String> KNOWN =
            ZoneId.getAvailableZoneIds().stream()
                    .filter(id -> id.contains("/") && !id.startsWith("SystemV/"))
                    .collect(
                            Collectors.toUnmodifiableMap(
                                    id -> id.toLowerCase(Locale.ROOT), Function.identity()));

    // A short name means the place, not the offset: "EST" in July is written by people in New York.
    private static final Map<String, String> SPOKEN =
            Map.ofEntries(
                    Map.entry("utc", "Etc/UTC"),
                    Map.entry("gmt", "Etc/GMT"),
                    Map.entry("z", "Etc/UTC"),
                    Map.entry("et", "America/New_York"),
                    Map.entry("est", "America/New_York"),
                    Map.entry("edt", "America/New_York"),
                    Map.entry("est5edt", "America/New_York"),
                    Map.entry("eastern", "America/New_York"),
                    Map.entry("ct", "America/Chicago"),
                    Map.entry("cst", "America/Chicago"),
                    Map.entry("cdt", "America/Chicago"),
                    Map.entry("cst6cdt", "America/Chicago"),
                    Map.entry("central", "America/Chicago"),
                    Map.entry("mt", "America/Denver"),
                    Map.entry("mst", "America/Denver"),
                    Map.entry("mdt", "America/Denver"),
                    Map.entry("mst7mdt", "America/Denver"),
                    Map.entry("mountain", "America/Denver"),
                    Map.entry("pt", "America/Los_Angeles"),
                    Map.entry("pst", "America/Los_Angeles"),
                    Map.entry("pdt", "America/Los_Angeles"),
                    Map.entry("pst8pdt", "America/Los_Angeles"),
                    Map.entry("pacific", "America/Los_Angeles"),
                    Map.entry("alaska", "America/Anchorage"),
                    Map.entry("akst", "America/Anchorage"),
                    Map.entry("akdt", "America/Anchorage"),
                    Map.entry("hawaii", "Pacific/Honolulu"),
                    Map.entry("hst", "Pacific/Honolulu"),
                    Map.entry("cet", "Europe/Paris"),
                    Map.entry("cest", "Europe/Paris"));

    private ZoneName() {}

    /**
     * The IANA name meant; empty when nobody can tell. Offsets are refused: they have no summer.
     */
    public static Optional<String> read(String written) {
        String name = written.strip().toLowerCase(Locale.ROOT).replace(' ', '_');
        String known = KNOWN.get(name);
        return Optional.ofNullable(known != null ? known : SPOKEN.get(shortened(name)));
    }

    private static String shortened(String name) {
        return name.replaceFirst("_(standard_|daylight_)?time$", "").replaceFirst("^us/", "");
    }
}
