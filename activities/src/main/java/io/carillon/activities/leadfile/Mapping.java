package io.carillon.activities.leadfile;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What users say of the columns of a file, in either direction: {@code {"phone":"Rufnummer"}} or
 * {@code {"Rufnummer":"phone"}}. The first is tried first, for the mapping as a whole; the second
 * holds when every name in it is a header of the file and no known column is named twice.
 */
final class Mapping {
    private Mapping() {}

    /**
     * @param headers distinct names of the file
     * @return known column (wire name) to header; an empty header leaves the column out
     * @throws LeadFileRefused {@code MAPPING_INVALID}, pointing at the entry
     */
    static Map<String, String> known(List<String> headers, Map<String, String> given) {
        Set<String> names = new HashSet<>();
        headers.forEach(header -> names.add(plain(header)));
        return !forward(names, given) && backward(names, given)
                ? turned(given)
                : checked(names, given);
    }

    private static boolean forward(Set<String> names, Map<String, String> given) {
        return given.entrySet().stream()
                .allMatch(
                        entry ->
                                KnownColumn.ofWire(entry.getKey()).isPresent()
                                        && isHeader(names, entry.getValue()));
    }

    private static boolean backward(Set<String> names, Map<String, String> given) {
        return new HashSet<>(given.values()).size() == given.size()
                && given.entrySet().stream()
                        .allMatch(
                                entry ->
                                        names.contains(plain(entry.getKey()))
                                                && KnownColumn.ofWire(entry.getValue())
                                                        .isPresent());
    }

    private static Map<String, String> turned(Map<String, String> given) {
        var turned = new LinkedHashMap<String, String>();
        given.forEach((header, column) -> turned.put(column, header));
        return turned;
    }

    private static Map<String, String> checked(Set<String> names, Map<String, String> given) {
        given.forEach(
                (column, header) -> {
                    if (KnownColumn.ofWire(column).isEmpty()) {
                        throw refused(column, "'" + column + "' is no known column");
                    }
                    if (!isHeader(names, header)) {
                        throw refused(column, "the file has no header '" + header + "'");
                    }
                });
        return given;
    }

    private static boolean isHeader(Set<String> names, String header) {
        return header.isBlank() || names.contains(plain(header));
    }

    private static String plain(String header) {
        return header.strip().toLowerCase(Locale.ROOT);
    }

    private static LeadFileRefused refused(String entry, String message) {
        return new LeadFileRefused(
                "MAPPING_INVALID",
                message,
                "/mapping/" + entry.replace("~", "~0").replace("/", "~1"));
    }
}
