package io.carillon.activities.lead;

import java.time.ZoneId;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Time zones as people write them: IANA names in any case, and the names of {@code zones.txt}
 * (Windows, spoken ones).
 */
public final class ZoneName {
    private static final Map<String, String> KNOWN =
            ZoneId.getAvailableZoneIds().stream()
                    .filter(id -> id.contains("/") && !id.startsWith("SystemV/"))
                    .collect(
                            Collectors.toUnmodifiableMap(
                                    id -> id.toLowerCase(Locale.ROOT), Function.identity()));

    private static final Pattern NOT_PLAIN = Pattern.compile("[^\\p{L}\\p{N}]");

    // Windows shows its zones as "(UTC-05:00) Eastern Time (US & Canada)".
    private static final Pattern SHOWN_OFFSET =
            Pattern.compile("^\\((?:UTC|GMT)(?:[+-][0-9:]+)?\\)(?=.)");

    private static final Map<String, String> SPOKEN = spoken();

    private ZoneName() {}

    /**
     * The IANA name meant; empty when nobody can tell. Offsets are refused: they have no summer.
     */
    public static Optional<String> read(String written) {
        String name = SHOWN_OFFSET.matcher(written.strip()).replaceFirst("").strip();
        String known = KNOWN.get(name.toLowerCase(Locale.ROOT).replace(' ', '_'));
        return Optional.ofNullable(known != null ? known : SPOKEN.get(plain(name)));
    }

    private static Map<String, String> spoken() {
        var spoken = new HashMap<String, String>();
        for (String[] line : Table.read("zones.txt")) {
            for (String name : line[1].split(", ")) {
                spoken.putIfAbsent(plain(name), line[0]);
            }
        }
        return Map.copyOf(spoken);
    }

    private static String plain(String name) {
        return NOT_PLAIN.matcher(name).replaceAll("").toLowerCase(Locale.ROOT);
    }
}
