package io.carillon.api.http;

import io.carillon.workflows.phone.PhoneNumber;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the members of one JSON object by name and remembers what is wrong with them, with JSON
 * Pointers. Absent and null read alike (null here). A wrong type and an unknown member are
 * malformed (400), a value out of range is invalid (422). Call {@link #end} when every member has
 * been read: it refuses the unknown ones and throws everything found.
 */
public final class JsonReader {
    private static final int TEXT_MAX = 10_000;

    private final ObjectNode node;
    private final String at;
    private final Findings findings;
    private final JsonValues values;
    private final Set<String> known = new HashSet<>();
    private final List<JsonReader> inner = new ArrayList<>();

    private JsonReader(ObjectNode node, String at, Findings findings) {
        this.node = node;
        this.at = at;
        this.findings = findings;
        this.values = new JsonValues(findings);
    }

    /** The whole body, which must be an object (400). */
    public static JsonReader of(JsonNode body) {
        if (body instanceof ObjectNode object) {
            return new JsonReader(object, "", new Findings());
        }
        throw ApiProblem.malformed("", "WRONG_TYPE", "the body is not a JSON object");
    }

    /** The pointer of a member: {@code /schedule/hours}. */
    public String pointer(String name) {
        return at + "/" + name.replace("~", "~0").replace("/", "~1");
    }

    /** True when the member is there, also when it is null. */
    public boolean has(String name) {
        known.add(name);
        return node.has(name);
    }

    /** The member as it stands; null when absent or null. */
    public @Nullable JsonNode raw(String name) {
        known.add(name);
        @Nullable JsonNode value = node.get(name);
        return value == null || value.isNull() ? null : value;
    }

    /** Remembers a value that is understood and wrong in meaning (422). */
    public void refuse(String name, String code, String message) {
        findings.invalid(pointer(name), code, message);
    }

    /** As {@link #refuse}, for a place below a member: {@code closed_dates/3}. */
    public void refuseAt(String path, String code, String message) {
        findings.invalid(at + "/" + path, code, message);
    }

    /** Remembers a member of the wrong type (400). */
    public void wrongType(String name, String expected) {
        wrongTypeAt(name.replace("~", "~0").replace("/", "~1"), expected);
    }

    /** As {@link #wrongType}, for a place below a member. */
    public void wrongTypeAt(String path, String expected) {
        findings.malformed(at + "/" + path, "WRONG_TYPE", "is not " + expected);
    }

    /** Remembers a finding of somebody else's check, below a member. */
    public void find(String name, String pointer, String code, String message, boolean malformed) {
        if (malformed) {
            findings.malformed(pointer(name) + pointer, code, message);
        } else {
            findings.invalid(pointer(name) + pointer, code, message);
        }
    }

    /** Remembers something this version does not do yet (422). */
    public void refuseForNow(String name, String what) {
        refuse(name, "NOT_AVAILABLE_YET", what + " is not available yet");
    }

    /** Members that are named in the contract and not available yet: refused when given (422). */
    public void laterMembers(String... names) {
        for (String name : names) {
            if (raw(name) != null) {
                refuseForNow(name, name);
            }
        }
    }

    /** Text of 1 to {@code most} characters; empty text when refused. */
    public String requiredText(String name, int most) {
        if (required(name)) {
            String text = text(name, most);
            if (text != null && text.isBlank()) {
                refuse(name, "REQUIRED", "is empty");
            }
            return text == null ? "" : text;
        }
        return "";
    }

    public @Nullable String text(String name, int most) {
        JsonNode value = raw(name);
        return value == null ? null : values.text(pointer(name), value, most);
    }

    public @Nullable String text(String name) {
        return text(name, TEXT_MAX);
    }

    /** One of these words. */
    public @Nullable String word(String name, Collection<String> words) {
        String text = text(name, 100);
        if (text != null && !words.contains(text)) {
            refuse(name, "NOT_ONE_OF", "is not one of " + String.join(", ", words));
            return null;
        }
        return text;
    }

    public @Nullable Boolean flag(String name) {
        JsonNode value = raw(name);
        return value == null ? null : values.flag(pointer(name), value);
    }

    /** A whole number in a range, bounds included. */
    public @Nullable Long whole(String name, long least, long most) {
        JsonNode value = raw(name);
        return value == null ? null : values.whole(pointer(name), value, least, most);
    }

    public @Nullable Integer integer(String name, int least, int most) {
        Long value = whole(name, least, most);
        return value == null ? null : value.intValue();
    }

    /** A number in a range, bounds included. */
    public @Nullable Double number(String name, double least, double most) {
        JsonNode value = raw(name);
        return value == null ? null : values.number(pointer(name), value, least, most);
    }

    /** RFC 3339 with an offset. */
    public @Nullable Instant instant(String name) {
        JsonNode value = raw(name);
        return value == null ? null : values.instant(pointer(name), value);
    }

    /** ISO 8601 duration in a range, bounds included. */
    public @Nullable Duration duration(String name, Duration least, Duration most) {
        JsonNode value = raw(name);
        return value == null ? null : values.duration(pointer(name), value, least, most);
    }

    /** A number in E.164. */
    public @Nullable PhoneNumber phone(String name) {
        JsonNode value = raw(name);
        return value == null ? null : values.phone(pointer(name), value);
    }

    /** A list of ISO 8601 durations; those refused are left out. */
    public @Nullable List<Duration> durations(
            String name, int most, Duration least, Duration longest) {
        return list(name, most, (at, value) -> values.duration(at, value, least, longest));
    }

    /** A list of numbers in E.164; those refused are left out. */
    public @Nullable List<PhoneNumber> phones(String name, int most) {
        return list(name, most, values::phone);
    }

    /** A list of at most {@code most} strings of at most {@code longest} characters. */
    public @Nullable List<String> texts(String name, int most, int longest) {
        return list(name, most, (at, value) -> values.text(at, value, longest));
    }

    /** A list of inner objects; those that are none are left out. */
    public @Nullable List<JsonReader> objects(String name, int most) {
        return list(name, most, this::inner);
    }

    private interface Element<T> {
        @Nullable T read(String pointer, JsonNode value);
    }

    private <T> @Nullable List<T> list(String name, int most, Element<T> element) {
        JsonNode value = raw(name);
        if (value == null) {
            return null;
        }
        var elements = new ArrayList<T>();
        if (values.isList(pointer(name), value, most)) {
            for (int i = 0; i < value.size(); i++) {
                T each = element.read(pointer(name) + "/" + i, value.get(i));
                if (each != null) {
                    elements.add(each);
                }
            }
        }
        return elements;
    }

    /** An inner object, to be read with the same care; ended with this one. */
    public @Nullable JsonReader object(String name) {
        JsonNode value = raw(name);
        return value == null ? null : inner(pointer(name), value);
    }

    private @Nullable JsonReader inner(String pointer, JsonNode value) {
        if (!(value instanceof ObjectNode object)) {
            values.wrongType(pointer, value, "an object");
            return null;
        }
        var reader = new JsonReader(object, pointer, findings);
        inner.add(reader);
        return reader;
    }

    /** Names of this object's members, in order; they still have to be read. */
    public List<String> names() {
        return node.properties().stream().map(Map.Entry::getKey).toList();
    }

    /** An inner object of strings. */
    public @Nullable Map<String, String> textMap(String name, int longest) {
        JsonReader object = object(name);
        if (object == null) {
            return null;
        }
        var texts = new java.util.LinkedHashMap<String, String>();
        for (String key : object.names()) {
            String text = object.text(key, longest);
            if (text != null) {
                texts.put(key, text);
            }
        }
        return texts;
    }

    /** Remembers that the member must be given (422) when it is not. */
    public boolean required(String name) {
        if (raw(name) != null) {
            return true;
        }
        refuse(name, "REQUIRED", "is required");
        return false;
    }

    /** True while nothing wrong has been found. */
    public boolean fine() {
        return !findings.any();
    }

    /** Refuses members nobody has read (400) and throws everything found so far. */
    public void end() {
        refuseUnknown();
        findings.throwIfAny();
    }

    private void refuseUnknown() {
        for (String name : names()) {
            if (!known.contains(name)) {
                findings.malformed(
                        pointer(name), "UNKNOWN_MEMBER", "there is no member of this name");
            }
        }
        inner.forEach(JsonReader::refuseUnknown);
    }
}
