package io.carillon.activities.carrier.twilio;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/** Twilio's own specification of Calls and Recordings; says what a request has wrong. */
public final class TwilioSpecification {
    private final JsonNode file;

    public TwilioSpecification() {
        try (InputStream in =
                TwilioSpecification.class.getResourceAsStream("/twilio/calls.openapi.json")) {
            file = JsonMapper.builder().build().readTree(Objects.requireNonNull(in));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    /** Empty: as specified. */
    public List<String> wrong(
            String method,
            String asked,
            Map<String, List<String>> query,
            Map<String, List<String>> form) {
        for (Map.Entry<String, JsonNode> path : file.path("paths").properties()) {
            if (pattern(path).matcher(asked).matches()) {
                JsonNode operation =
                        path.getValue().path(method.toLowerCase(java.util.Locale.ROOT));
                if (operation.isMissingNode()) {
                    return List.of("no " + method + " of " + path.getKey());
                }
                var wrong = new ArrayList<String>();
                checkQuery(operation, query, wrong);
                checkForm(operation, form, wrong);
                return wrong;
            }
        }
        return List.of("no path " + asked);
    }

    /** A path's parameters have patterns of their own. */
    private static Pattern pattern(Map.Entry<String, JsonNode> path) {
        String regex = Pattern.quote(path.getKey());
        for (JsonNode operation : path.getValue()) {
            for (JsonNode parameter : operation.path("parameters")) {
                String own = parameter.at("/schema/pattern").asString("^[^/]+$");
                regex =
                        regex.replace(
                                "{" + parameter.path("name").asString() + "}",
                                "\\E" + own.substring(1, own.length() - 1) + "\\Q");
            }
        }
        return Pattern.compile(regex);
    }

    private void checkQuery(
            JsonNode operation, Map<String, List<String>> query, List<String> wrong) {
        query.forEach(
                (name, values) -> {
                    for (JsonNode parameter : operation.path("parameters")) {
                        if (parameter.path("name").asString().equals(name)
                                && parameter.path("in").asString().equals("query")) {
                            check(name, parameter.path("schema"), values, wrong);
                            return;
                        }
                    }
                    wrong.add("query " + name + " is not known");
                });
    }

    private void checkForm(JsonNode operation, Map<String, List<String>> form, List<String> wrong) {
        JsonNode schema =
                operation.at("/requestBody/content/application~1x-www-form-urlencoded/schema");
        form.forEach(
                (name, values) -> {
                    JsonNode own = schema.path("properties").path(name);
                    if (own.isMissingNode()) {
                        wrong.add("form " + name + " is not known");
                    } else {
                        check(name, own, values, wrong);
                    }
                });
        for (JsonNode required : schema.path("required")) {
            if (!form.containsKey(required.asString())) {
                wrong.add("form lacks " + required.asString());
            }
        }
    }

    private void check(String name, JsonNode schema, List<String> values, List<String> wrong) {
        JsonNode meant = resolved(schema);
        boolean list = meant.path("type").asString("").equals("array");
        if (values.size() > 1 && !list) {
            wrong.add(name + " is given " + values.size() + " times");
        }
        values.stream()
                .filter(value -> !fits(list ? meant.path("items") : meant, value))
                .forEach(value -> wrong.add(name + " = " + value));
    }

    private JsonNode resolved(JsonNode schema) {
        String reference = schema.path("$ref").asString("");
        return reference.isEmpty() ? schema : file.at(reference.substring(1));
    }

    private static boolean fits(JsonNode schema, String value) {
        return ofType(schema, value) && oneOf(schema.path("enum"), value) && of(schema, value);
    }

    private static boolean ofType(JsonNode schema, String value) {
        return switch (schema.path("type").asString("string")) {
            case "integer" -> value.matches("-?[0-9]+");
            case "boolean" -> value.equals("true") || value.equals("false");
            default -> true;
        };
    }

    private static boolean oneOf(JsonNode allowed, String value) {
        return allowed.isMissingNode()
                || allowed.valueStream().anyMatch(one -> one.asString().equals(value));
    }

    private static boolean of(JsonNode schema, String value) {
        String format = schema.path("format").asString("");
        return switch (format) {
            case "uri" -> URI.create(value).isAbsolute();
            case "phone-number" -> value.matches("\\+[0-9]{7,15}");
            case "date-time" -> value.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{5,15}Z");
            default -> value.matches(schema.path("pattern").asString("(?s).*"));
        };
    }
}
