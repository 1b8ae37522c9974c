package io.carillon.activities.flow;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code {{name}}} and {@code {{name|default}}} in texts. */
final class Placeholders {
    static final Pattern PLACEHOLDER =
            Pattern.compile("\\{\\{\\s*([A-Za-z0-9_.]+)\\s*(?:\\|([^{}]*))?}}");

    private Placeholders() {}

    static String fill(String text, Map<String, String> variables) {
        Matcher matcher = PLACEHOLDER.matcher(text);
        var filled = new StringBuilder();
        while (matcher.find()) {
            String value = variables.get(matcher.group(1));
            String fallback = matcher.group(2) == null ? "" : matcher.group(2).strip();
            matcher.appendReplacement(
                    filled,
                    Matcher.quoteReplacement(value == null || value.isBlank() ? fallback : value));
        }
        return matcher.appendTail(filled).toString();
    }
}
