package io.carillon.dev.standin.twilio;

import io.carillon.dev.standin.Json;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.DateTimeException;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Objects;

/**
 * Twilio's own OpenAPI file, as far as it speaks of calls and recordings: says where a value does
 * not fit a schema. It knows the keywords that file uses ($ref, type, nullable, enum, pattern,
 * lengths, the formats of dates and addresses, items, properties), and is stricter than they are in
 * one thing: every member a schema names must be there, and no other.
 */
final class Specification {
    private final JsonNode document;

    Specification() {
        try (InputStream file =
                Specification.class.getResourceAsStream("/twilio/calls.openapi.json")) {
            document = Json.MAPPER.readTree(Objects.requireNonNull(file, "the specification"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What an operation answers. */
    JsonNode answer(String path, String method, int status) {
        return document.path("paths")
                .path(path)
                .path(method)
                .path("responses")
                .path(Integer.toString(status))
                .path("content")
                .path("application/json")
                .path("schema");
    }

    /** Empty: it fits. */
    List<String> violations(JsonNode schema, JsonNode value) {
        List<String> found = new ArrayList<>();
        if (!schema.isObject()) {
            found.add("there is no such schema");
        }
        check("", schema, value, found);
        return found;
    }

    private void check(String at, JsonNode given, JsonNode value, List<String> found) {
        JsonNode schema = resolved(given);
        if (value.isNull() || value.isMissingNode()) {
            if (value.isMissingNode() || !schema.path("nullable").asBoolean(false)) {
                found.add(at + " is " + (value.isNull() ? "null" : "missing"));
            }
            return;
        }
        switch (schema.path("type").asString("any")) {
            case "object" -> checkObject(at, schema, value, found);
            case "array" -> {
                for (int i = 0; i < value.size(); i++) {
                    check(at + "/" + i, schema.path("items"), value.get(i), found);
                }
            }
            case "string" -> checkText(at, schema, value, found);
            case "integer" -> require(value.isIntegralNumber(), at, value, found);
            case "number" -> require(value.isNumber(), at, value, found);
            case "boolean" -> require(value.isBoolean(), at, value, found);
            default -> {}
        }
    }

    private JsonNode resolved(JsonNode schema) {
        return schema.has("$ref")
                ? document.at(schema.path("$ref").asString().substring(1))
                : schema;
    }

    private void checkObject(String at, JsonNode schema, JsonNode value, List<String> found) {
        require(value.isObject(), at, value, found);
        JsonNode properties = schema.path("properties");
        properties
                .propertyStream()
                .forEach(
                        member ->
                                check(
                                        at + "/" + member.getKey(),
                                        member.getValue(),
                                        value.path(member.getKey()),
                                        found));
        if (!properties.isMissingNode()) {
            value.propertyStream()
                    .filter(member -> !properties.has(member.getKey()))
                    .forEach(member -> found.add(at + "/" + member.getKey() + " is not known"));
        }
    }

    private static void checkText(String at, JsonNode schema, JsonNode value, List<String> found) {
        require(value.isString(), at, value, found);
        String text = value.asString("");
        if (schema.has("enum")
                && schema.path("enum")
                        .valueStream()
                        .noneMatch(one -> text.equals(one.asString()))) {
            found.add(at + " is " + text);
        }
        if (schema.has("pattern") && !text.matches(schema.path("pattern").asString())) {
            found.add(at + " is " + text);
        }
        if (text.length() < schema.path("minLength").asInt(0)
                || text.length() > schema.path("maxLength").asInt(Integer.MAX_VALUE)) {
            found.add(at + " has " + text.length() + " characters");
        }
        require(fits(schema.path("format").asString(""), text), at, value, found);
    }

    private static boolean fits(String format, String text) {
        try {
            switch (format) {
                case "date-time-rfc-2822" -> DateTimeFormatter.RFC_1123_DATE_TIME.parse(text);
                case "uri" -> URI.create(text);
                case "currency" -> Currency.getInstance(text);
                default -> {}
            }
            return true;
        } catch (DateTimeException | IllegalArgumentException e) {
            return false;
        }
    }

    private static void require(boolean fits, String at, JsonNode value, List<String> found) {
        if (!fits) {
            found.add(at + " is " + value);
        }
    }
}
