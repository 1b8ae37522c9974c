package io.carillon.api.lead;

import io.carillon.activities.leadfile.KnownColumn;
import io.carillon.activities.leadfile.LeadRow;
import io.carillon.api.http.ApiProblem;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads {@code {"leads":[…]}}. A lead has the known columns of files as members, {@code phones} in
 * place of phone2 and so on if that is handier, {@code variables}; any other member is a variable.
 */
final class LeadsIn {
    private static final int LEADS_MAX = 1_000;
    private static final int PHONES_MAX = 9;
    private static final int NAME_MAX = 100;
    private static final int VALUE_MAX = 10_000;

    private static final Map<String, KnownColumn> COLUMNS = columns();

    // Their values live elsewhere in the lead than among its variables.
    private static final Set<String> NO_VARIABLES =
            Set.of(
                    "phone",
                    "phone2",
                    "phone3",
                    "phone4",
                    "phone5",
                    "phone6",
                    "phone7",
                    "phone8",
                    "phone9",
                    "priority");

    private LeadsIn() {}

    private static Map<String, KnownColumn> columns() {
        var columns = new HashMap<String, KnownColumn>();
        Arrays.stream(KnownColumn.values()).forEach(column -> columns.put(column.wire(), column));
        return Map.copyOf(columns);
    }

    static List<LeadRow> read(JsonNode body) {
        if (!body.isObject()) {
            throw ApiProblem.malformed("", "WRONG_TYPE", "the body is not a JSON object");
        }
        for (String member : body.propertyNames()) {
            if (!member.equals("leads")) {
                throw ApiProblem.malformed("/" + member, "UNKNOWN_MEMBER", "is not known");
            }
        }
        JsonNode leads = body.get("leads");
        if (leads == null || !leads.isArray()) {
            throw ApiProblem.malformed("/leads", "WRONG_TYPE", "is not a list");
        }
        if (leads.isEmpty() || leads.size() > LEADS_MAX) {
            throw ApiProblem.invalid(
                    "/leads", "OUT_OF_RANGE", "does not hold 1 to " + LEADS_MAX + " leads");
        }
        var rows = new ArrayList<LeadRow>();
        for (JsonNode lead : leads) {
            rows.add(row(lead, rows.size()));
        }
        return rows;
    }

    private static LeadRow row(JsonNode lead, int index) {
        String at = "/leads/" + index;
        if (!lead.isObject()) {
            throw ApiProblem.malformed(at, "WRONG_TYPE", "is not an object");
        }
        var known = new EnumMap<KnownColumn, String>(KnownColumn.class);
        var variables = new LinkedHashMap<String, String>();
        lead.forEachEntry(
                (name, value) -> {
                    if (name.equals("variables")) {
                        readVariables(value, at + "/variables", variables);
                    } else if (!name.equals("phones")) {
                        take(name, value, at, known, variables);
                    }
                });
        readPhones(lead.get("phones"), at + "/phones", known);
        return new LeadRow(index, known, variables, KnownColumn::wire);
    }

    private static void take(
            String name,
            JsonNode value,
            String at,
            Map<KnownColumn, String> known,
            Map<String, String> variables) {
        String text = text(value, at + "/" + name);
        KnownColumn column = COLUMNS.get(name);
        if (text == null) {
            return;
        }
        if (column != null) {
            known.put(column, text);
        }
        if (!NO_VARIABLES.contains(name)) {
            variables.put(named(name, at), text);
        }
    }

    private static void readVariables(JsonNode value, String at, Map<String, String> variables) {
        if (value.isNull()) {
            return;
        }
        if (!value.isObject()) {
            throw ApiProblem.malformed(at, "WRONG_TYPE", "is not an object");
        }
        value.forEachEntry(
                (name, each) -> {
                    String text = text(each, at + "/" + name);
                    if (text != null) {
                        variables.put(named(name, at), text);
                    }
                });
    }

    private static void readPhones(
            @Nullable JsonNode phones, String at, Map<KnownColumn, String> known) {
        if (phones == null || phones.isNull()) {
            return;
        }
        if (!phones.isArray()) {
            throw ApiProblem.malformed(at, "WRONG_TYPE", "is not a list");
        }
        if (phones.size() > PHONES_MAX) {
            throw ApiProblem.invalid(
                    at, "OUT_OF_RANGE", "holds more than " + PHONES_MAX + " phones");
        }
        var written = new ArrayList<String>();
        for (JsonNode phone : phones) {
            String text = text(phone, at + "/" + written.size());
            written.add(text == null ? "" : text);
        }
        written.remove(known.get(KnownColumn.PHONE));
        for (KnownColumn column : KnownColumn.values()) {
            if (column.wire().startsWith("phone")
                    && !written.isEmpty()
                    && !known.containsKey(column)) {
                known.put(column, written.removeFirst());
            }
        }
    }

    private static @Nullable String text(JsonNode value, String at) {
        if (value.isNull()) {
            return null;
        }
        if (value.isContainer()) {
            throw ApiProblem.malformed(at, "WRONG_TYPE", "is not a string or number");
        }
        String text = value.asString();
        if (text.length() > VALUE_MAX) {
            throw ApiProblem.invalid(at, "TOO_LONG", "has more than " + VALUE_MAX + " characters");
        }
        return text;
    }

    private static String named(String name, String at) {
        if (name.isBlank() || name.length() > NAME_MAX) {
            throw ApiProblem.invalid(
                    at, "NAME_INVALID", "a name has 1 to " + NAME_MAX + " characters");
        }
        return name;
    }
}
