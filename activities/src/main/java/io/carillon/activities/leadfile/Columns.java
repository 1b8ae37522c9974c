package io.carillon.activities.leadfile;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Which column of a file is which. What the user mapped stands; of the rest each known column takes
 * the header that is surest to mean it; all others are variables under their own names.
 *
 * @param headers distinct names, as in the file
 * @param known index of each known column the file has
 * @param variables name of the variable each column fills; null for columns that fill none
 */
record Columns(
        List<String> headers, Map<KnownColumn, Integer> known, List<@Nullable String> variables) {

    // Their values are stored elsewhere in the lead than among its variables.
    private static final Set<KnownColumn> NO_VARIABLES =
            Set.of(
                    KnownColumn.PHONE,
                    KnownColumn.PHONE2,
                    KnownColumn.PHONE3,
                    KnownColumn.PHONE4,
                    KnownColumn.PHONE5,
                    KnownColumn.PHONE6,
                    KnownColumn.PHONE7,
                    KnownColumn.PHONE8,
                    KnownColumn.PHONE9,
                    KnownColumn.PRIORITY);

    /**
     * @param mapping known column (wire name) to header, in any case; an empty header leaves the
     *     column out
     * @throws LeadFileRefused {@code MAPPING_INVALID} when it names what is not there
     */
    static Columns of(List<String> headerCells, Map<String, String> mapping) {
        List<String> headers = Headers.distinct(headerCells);
        Map<KnownColumn, Integer> known = new EnumMap<>(KnownColumn.class);
        Set<Integer> taken = new HashSet<>();
        Set<KnownColumn> settled = new HashSet<>();
        mapping.forEach(
                (column, header) -> {
                    KnownColumn meant = mapped(column);
                    settled.add(meant);
                    if (!header.isBlank()) {
                        int index = indexOf(headers, header);
                        known.put(meant, index);
                        taken.add(index);
                    }
                });
        guess(headers, headerCells, known, taken, settled);
        return new Columns(headers, Map.copyOf(known), variables(headers, known));
    }

    private static void guess(
            List<String> headers,
            List<String> cells,
            Map<KnownColumn, Integer> known,
            Set<Integer> taken,
            Set<KnownColumn> settled) {
        Map<KnownColumn, Integer> ranks = new EnumMap<>(KnownColumn.class);
        for (int i = 0; i < headers.size(); i++) {
            // A repeated header was renamed by us, not by the user: it means nothing more.
            boolean own = headers.get(i).equals(Guard.off(cells.get(i)).strip());
            ColumnNames.Meaning meaning =
                    own && !taken.contains(i) ? ColumnNames.of(headers.get(i)) : null;
            if (meaning != null
                    && !settled.contains(meaning.column())
                    && meaning.rank() < ranks.getOrDefault(meaning.column(), Integer.MAX_VALUE)) {
                ranks.put(meaning.column(), meaning.rank());
                known.put(meaning.column(), i);
            }
        }
    }

    private static List<@Nullable String> variables(
            List<String> headers, Map<KnownColumn, Integer> known) {
        var names = new ArrayList<@Nullable String>();
        var used = new FreeNames(UnaryOperator.identity());
        Map<Integer, KnownColumn> columns = new HashMap<>();
        known.forEach(
                (column, index) -> {
                    columns.put(index, column);
                    used.take(column.wire());
                });
        for (int i = 0; i < headers.size(); i++) {
            KnownColumn column = columns.get(i);
            if (column == null) {
                names.add(used.take(Headers.variable(headers.get(i), i)));
            } else {
                names.add(NO_VARIABLES.contains(column) ? null : column.wire());
            }
        }
        return java.util.Collections.unmodifiableList(names);
    }

    private static KnownColumn mapped(String column) {
        return KnownColumn.ofWire(column)
                .orElseThrow(
                        () ->
                                new LeadFileRefused(
                                        "MAPPING_INVALID",
                                        "mapping names '"
                                                + column
                                                + "', which is no known column"));
    }

    private static int indexOf(List<String> headers, String header) {
        String wanted = header.strip().toLowerCase(Locale.ROOT);
        for (int i = 0; i < headers.size(); i++) {
            if (headers.get(i).toLowerCase(Locale.ROOT).equals(wanted)) {
                return i;
            }
        }
        throw new LeadFileRefused(
                "MAPPING_INVALID",
                "mapping names the header '" + header + "', which the file lacks");
    }

    boolean hasPhone() {
        return known.containsKey(KnownColumn.PHONE);
    }

    /** The headers for people to read: not more of them than a sentence takes. */
    String shown() {
        String first =
                headers.stream()
                        .limit(20)
                        .map(header -> header.substring(0, Math.min(header.length(), 50)))
                        .collect(Collectors.joining(", "));
        return headers.size() > 20 ? first + ", …" : first;
    }

    /** Header of a known column, for error reports; its wire name when the file lacks it. */
    String headerOf(KnownColumn column) {
        Integer index = known.get(column);
        return index == null ? column.wire() : headers.get(index);
    }

    /** Known column (wire name) to header: the mapping as guessed and given. */
    Map<String, String> mapping() {
        var mapping = new LinkedHashMap<String, String>();
        for (KnownColumn column : KnownColumn.values()) {
            Integer index = known.get(column);
            if (index != null) {
                mapping.put(column.wire(), headers.get(index));
            }
        }
        return mapping;
    }
}
