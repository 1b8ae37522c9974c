package io.carillon.api.http;

import io.carillon.workflows.phone.PhoneNumber;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
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
    private final Set<String> known = new HashSet<>();
    private final List<JsonReader> inner = new ArrayList<>();

    private JsonReader(ObjectNode node, String at, Findings findings) {
        this.node = node;
        this.at = at;
        this.findings = findings;
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
        if (value == null) {
            return null;
        }
        if (!value.isString()) {
            wrongType(pointer(name), value, "a string");
            return null;
        }
        return text(pointer(name), value.stringValue(), most);
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
        if (value != null && !value.isBoolean()) {
            wrongType(pointer(name), value, "true or false");
            return null;
        }
        return value == null ? null : value.booleanValue();
    }

    /** A whole number in a range, bounds included. */
    public @Nullable Long whole(String name, long least, long most) {
        JsonNode value = raw(name);
        if (value == null) {
            return null;
        }
        if (!value.isIntegralNumber()) {
            wrongType(pointer(name), value, "a whole number");
            return null;
        }
        if (!value.canConvertToLong() || value.longValue() < least || value.longValue() > most) {
            refuse(name, "OUT_OF_RANGE", "is not between " + least + " and " + most);
            return null;
        }
        return value.longValue();
    }

    public @Nullable Integer integer(String name, int least, int most) {
        Long value = whole(name, least, most);
        return value == null ? null : value.intValue();
    }

    /** A number in a range, bounds included. */
    public @Nullable Double number(String name, double least, double most) {
        JsonNode value = raw(name);
        if (value == null) {
            return null;
        }
        if (!value.isNumber()) {
            wrongType(pointer(name), value, "a number");
            return null;
        }
        double number = value.doubleValue();
        if (!(number >= least && number <= most)) {
            refuse(name, "OUT_OF_RANGE", "is not between " + plain(least) + " and " + plain(most));
            return null;
        }
        return number;
    }

    /** RFC 3339 with an offset. */
    public @Nullable Instant instant(String name) {
        String text = text(name, 100);
        if (text == null) {
            return null;
        }
        try {
            Instant instant = OffsetDateTime.parse(text).toInstant();
            if (instant.isBefore(EARLIEST) || instant.isAfter(LATEST)) {
                refuse(name, "OUT_OF_RANGE", "is not between the years 2000 and 2200");
                return null;
            }
            return instant;
        } catch (DateTimeException unreadable) {
            refuse(name, "TIME_INVALID", "is not a time like 2026-11-23T09:00:00Z");
            return null;
        }
    }

    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    /** ISO 8601 duration in a range, bounds included. */
    public @Nullable Duration duration(String name, Duration least, Duration most) {
        String text = text(name, 100);
        return text == null ? null : duration(pointer(name), text, least, most);
    }

    private @Nullable Duration duration(
            String pointer, String text, Duration least, Duration most) {
        try {
            Duration duration = Duration.parse(text);
            if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
                findings.invalid(
                        pointer, "OUT_OF_RANGE", "is not between " + least + " and " + most);
                return null;
            }
            return duration;
        } catch (DateTimeException | ArithmeticException unreadable) {
            findings.invalid(pointer, "DURATION_INVALID", "is not a duration like PT30S or P1D");
            return null;
        }
    }

    /** A list of ISO 8601 durations; those refused are left out. */
    public @Nullable List<Duration> durations(
            String name, int most, Duration least, Duration longest) {
        List<String> texts = texts(name, most, 100);
        if (texts == null) {
            return null;
        }
        var durations = new ArrayList<Duration>();
        for (int i = 0; i < texts.size(); i++) {
            Duration duration = duration(pointer(name) + "/" + i, texts.get(i), least, longest);
            if (duration != null) {
                durations.add(duration);
            }
        }
        return durations;
    }

    /** A number in E.164. */
    public @Nullable PhoneNumber phone(String name) {
        String text = text(name, 100);
        return text == null ? null : phone(pointer(name), text);
    }

    private @Nullable PhoneNumber phone(String pointer, String text) {
        try {
            return new PhoneNumber(text);
        } catch (IllegalArgumentException otherShape) {
            findings.invalid(
                    pointer, "PHONE_INVALID", "is not a number in E.164 like +12025550100");
            return null;
        }
    }

    /** A list of numbers in E.164; those refused are left out. */
    public @Nullable List<PhoneNumber> phones(String name, int most) {
        List<String> texts = texts(name, most, 100);
        if (texts == null) {
            return null;
        }
        var phones = new ArrayList<PhoneNumber>();
        for (int i = 0; i < texts.size(); i++) {
            PhoneNumber phone = phone(pointer(name) + "/" + i, texts.get(i));
            if (phone != null) {
                phones.add(phone);
            }
        }
        return phones;
    }

    /** A list of at most {@code most} strings of at most {@code longest} characters. */
    public @Nullable List<String> texts(String name, int most, int longest) {
        JsonNode value = raw(name);
        if (value == null) {
            return null;
        }
        if (!isArray(name, value, most)) {
            return List.of();
        }
        var texts = new ArrayList<String>();
        for (int i = 0; i < value.size(); i++) {
            JsonNode element = value.get(i);
            String pointer = pointer(name) + "/" + i;
            if (!element.isString()) {
                wrongType(pointer, element, "a string");
                continue;
            }
            String text = text(pointer, element.stringValue(), longest);
            if (text != null) {
                texts.add(text);
            }
        }
        return texts;
    }

    /** An inner object, to be read with the same care; ended with this one. */
    public @Nullable JsonReader object(String name) {
        JsonNode value = raw(name);
        return value == null ? null : inner(pointer(name), value);
    }

    /** A list of inner objects; those that are none are left out. */
    public @Nullable List<JsonReader> objects(String name, int most) {
        JsonNode value = raw(name);
        if (value == null) {
            return null;
        }
        var objects = new ArrayList<JsonReader>();
        if (isArray(name, value, most)) {
            for (int i = 0; i < value.size(); i++) {
                JsonReader object = inner(pointer(name) + "/" + i, value.get(i));
                if (object != null) {
                    objects.add(object);
                }
            }
        }
        return objects;
    }

    private @Nullable JsonReader inner(String pointer, JsonNode value) {
        if (!(value instanceof ObjectNode object)) {
            wrongType(pointer, value, "an object");
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

    private boolean isArray(String name, JsonNode value, int most) {
        if (!value.isArray()) {
            wrongType(pointer(name), value, "a list");
            return false;
        }
        if (value.size() > most) {
            refuse(name, "TOO_MANY", "has " + value.size() + " elements; at most " + most);
            return false;
        }
        return true;
    }

    private @Nullable String text(String pointer, String text, int most) {
        if (text.length() > most) {
            findings.invalid(
                    pointer, "TOO_LONG", "has " + text.length() + " characters; at most " + most);
            return null;
        }
        return text;
    }

    private void wrongType(String pointer, JsonNode value, String expected) {
        findings.malformed(
                pointer,
                "WRONG_TYPE",
                "is " + JsonKinds.name(value) + " (expected: " + expected + ")");
    }

    private static String plain(double number) {
        return java.math.BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }
}
