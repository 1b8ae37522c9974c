package io.carillon.activities.flow;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The members of one JSON object, taken one by one; what nobody took is unknown. Problems are noted
 * with their pointer and reading goes on, so that all of them are found at once. A member that is
 * null counts as absent.
 */
final class Members {
    private final JsonNode object;
    private final String pointer;
    private final List<FlowProblem> problems;
    private final Set<String> taken = new HashSet<>();

    Members(JsonNode object, String pointer, List<FlowProblem> problems) {
        this.object = object;
        this.pointer = pointer;
        this.problems = problems;
    }

    boolean has(String name) {
        JsonNode value = object.get(name);
        return value != null && !value.isNull();
    }

    /** Marks the member as known; null when absent. */
    @Nullable JsonNode take(String name) {
        taken.add(name);
        return has(name) ? object.get(name) : null;
    }

    @Nullable String text(String name) {
        JsonNode value = take(name);
        if (value == null) {
            return null;
        }
        if (!value.isString()) {
            wrongType(name, "a string");
            return null;
        }
        return value.stringValue();
    }

    boolean truth(String name, boolean fallback) {
        JsonNode value = take(name);
        if (value == null) {
            return fallback;
        }
        if (!value.isBoolean()) {
            wrongType(name, "true or false");
            return fallback;
        }
        return value.booleanValue();
    }

    /** A member that can only be true: {@code "hang_up": true}. */
    boolean mark(String name) {
        boolean present = has(name);
        if (present && !truth(name, true)) {
            problem(name, "BAD_VALUE", name + " is false (expected: true, or no such member)");
        }
        taken.add(name);
        return present;
    }

    @Nullable Integer integer(String name, int least, int most) {
        JsonNode value = take(name);
        if (value == null) {
            return null;
        }
        if (!value.isIntegralNumber()) {
            wrongType(name, "a whole number");
            return null;
        }
        if (!value.canConvertToInt() || value.intValue() < least || value.intValue() > most) {
            problem(
                    name,
                    "OUT_OF_RANGE",
                    name + " is " + value + " (expected: " + least + " to " + most + ")");
            return null;
        }
        return value.intValue();
    }

    int integer(String name, int least, int most, int fallback) {
        Integer value = integer(name, least, most);
        return value == null ? fallback : value;
    }

    /** ISO 8601 under {@code name}, or a number of seconds under {@code name_seconds}. */
    Duration duration(String name, Duration least, Duration most, Duration fallback) {
        String inSeconds = name + "_seconds";
        if (has(name) && has(inSeconds)) {
            problem(
                    inSeconds,
                    "CONTRADICTION",
                    "both " + name + " and " + inSeconds + " are given");
        }
        Duration value = has(name) ? written(name) : seconds(inSeconds);
        taken.add(name);
        taken.add(inSeconds);
        if (value == null) {
            return fallback;
        }
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            problem(
                    has(name) ? name : inSeconds,
                    "OUT_OF_RANGE",
                    name + " is " + value + " (expected: " + least + " to " + most + ")");
            return fallback;
        }
        return value;
    }

    private @Nullable Duration written(String name) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        try {
            return Duration.parse(text);
        } catch (DateTimeException unreadable) {
            problem(
                    name,
                    "BAD_DURATION",
                    "\"" + text + "\" is no duration (expected: ISO 8601, for example PT30S)");
            return null;
        }
    }

    private @Nullable Duration seconds(String name) {
        JsonNode value = take(name);
        if (value == null) {
            return null;
        }
        if (!value.isNumber()) {
            wrongType(name, "a number of seconds");
            return null;
        }
        BigDecimal millis = value.decimalValue().movePointRight(3);
        if (millis.abs().compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) > 0) {
            problem(name, "OUT_OF_RANGE", name + " is " + value + " seconds");
            return null;
        }
        return Duration.ofMillis(millis.longValue());
    }

    @Nullable Members object(String name) {
        JsonNode value = take(name);
        if (value == null) {
            return null;
        }
        if (!value.isObject()) {
            wrongType(name, "an object");
            return null;
        }
        return new Members(value, at(name), problems);
    }

    /** An object of strings, in its order; empty when absent. */
    Map<String, String> texts(String name) {
        Members inner = object(name);
        Map<String, String> texts = new LinkedHashMap<>();
        if (inner != null) {
            for (String key : inner.names()) {
                String text = inner.text(key);
                if (text != null) {
                    texts.put(key, text);
                }
            }
        }
        return texts;
    }

    List<String> names() {
        return List.copyOf(object.propertyNames());
    }

    /** A member that has no meaning beside what else is there. */
    void misplaced(String name, String why) {
        take(name);
        if (has(name)) {
            problem(name, "MISPLACED_MEMBER", name + " " + why);
        }
    }

    void refuseTheRest() {
        for (String name : names()) {
            if (!taken.contains(name)) {
                problem(
                        name,
                        FlowProblem.UNKNOWN_MEMBER,
                        "\"" + name + "\" is not a member of this object");
            }
        }
    }

    void wrongType(String name, String expected) {
        problem(
                name,
                FlowProblem.WRONG_TYPE,
                name + " is not of the right type (expected: " + expected + ")");
    }

    /** About the object itself. */
    void here(String code, String message) {
        problems.add(new FlowProblem(pointer, code, message));
    }

    void problem(String name, String code, String message) {
        problems.add(new FlowProblem(at(name), code, message));
    }

    String at(String name) {
        return pointer + FlowProblem.segment(name);
    }
}
