package io.carillon.dev.standin.twilio;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The form of a request, with what Twilio says to values it does not take. */
final class Fields {
    private final Map<String, List<String>> form;

    Fields(Map<String, List<String>> form) {
        this.form = form;
    }

    /** Null: not given, or given empty. */
    @Nullable String text(String name) {
        List<String> values = form.get(name);
        return values == null || values.getFirst().isEmpty() ? null : values.getFirst();
    }

    String text(String name, String otherwise) {
        String value = text(name);
        return value == null ? otherwise : value;
    }

    boolean has(String name) {
        return text(name) != null;
    }

    int whole(String name, int otherwise, int least, int most) {
        String value = text(name);
        if (value == null) {
            return otherwise;
        }
        if (!value.matches("[0-9]{1,9}")
                || Integer.parseInt(value) < least
                || Integer.parseInt(value) > most) {
            throw wrong(name, value);
        }
        return Integer.parseInt(value);
    }

    boolean truth(String name) {
        return Boolean.parseBoolean(oneOf(name, "false", "true", "false"));
    }

    String oneOf(String name, String otherwise, String... allowed) {
        String value = text(name, otherwise);
        if (!List.of(allowed).contains(value)) {
            throw wrong(name, value);
        }
        return value;
    }

    /**
     * Values of which each is a parameter of its own, as StatusCallbackEvent asks for.
     *
     * @param error what is said to a value that is not allowed
     */
    Set<String> several(String name, String otherwise, Set<String> allowed, TwilioError error) {
        return checked(form.getOrDefault(name, List.of(otherwise)), allowed, error);
    }

    /** Values with spaces between them, as RecordingStatusCallbackEvent asks for; or as above. */
    Set<String> spaced(String name, String otherwise, Set<String> allowed, TwilioError error) {
        String joined = String.join(" ", form.getOrDefault(name, List.of(otherwise)));
        return checked(List.of(joined.strip().split(" +", -1)), allowed, error);
    }

    private static Set<String> checked(
            List<String> values, Set<String> allowed, TwilioError error) {
        for (String value : values) {
            if (!allowed.contains(value)) {
                throw error.refuse(value);
            }
        }
        return new LinkedHashSet<>(values);
    }

    /** Null: not given. */
    @Nullable Hook hook(String url, String method, TwilioError error) {
        String address = text(url);
        if (address == null) {
            return null;
        }
        if (!Hook.usable(address)) {
            throw error.refuse(address);
        }
        return new Hook(address, oneOf(method, "POST", "GET", "POST"));
    }

    private static Refusal wrong(String name, String value) {
        return TwilioError.CALLS_RESOURCE.refuse("Invalid " + name + ": " + value);
    }
}
