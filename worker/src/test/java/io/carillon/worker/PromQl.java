package io.carillon.worker;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A PromQL expression as far as a test must understand it: its tokens, and which metrics with which
 * labels it asks for.
 */
final class PromQl {
    private static final Pattern TOKEN =
            Pattern.compile(
                    "\\s+|(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)|(?<duration>\\d+[smhdwy])|(?<number>\\d+(\\.\\d+)?(e\\d+)?)"
                            + "|(?<string>\"[^\"]*\")|(?<variable>\\$\\w+)|(?<sign>=~|!~|!=|==|<=|>=|[-+*/%^<>=(){}\\[\\],])");

    private static final Set<String> WORDS =
            Set.of("and", "or", "unless", "by", "without", "on", "ignoring", "bool", "offset");

    private static final Map<String, String> CLOSING = Map.of("(", ")", "{", "}", "[", "]");

    private final List<String> tokens = new ArrayList<>();
    private final Map<String, Set<String>> metrics = new TreeMap<>();

    private PromQl() {}

    /** Fails with what cannot be read. */
    static PromQl read(String expression) {
        var read = new PromQl();
        Matcher token = TOKEN.matcher(expression);
        int end = 0;
        while (end < expression.length()) {
            if (!token.find(end) || token.start() != end) {
                throw new IllegalArgumentException(
                        "not PromQL from \"" + expression.substring(end) + "\"");
            }
            if (!token.group().isBlank()) {
                read.tokens.add(token.group());
            }
            end = token.end();
        }
        read.matchBrackets(expression);
        read.findMetrics();
        return read;
    }

    /** Labels by the metric they are asked of; those grouped by are asked of each. */
    Map<String, Set<String>> metrics() {
        return metrics;
    }

    private void matchBrackets(String expression) {
        Deque<String> open = new ArrayDeque<>();
        for (String token : tokens) {
            if (CLOSING.containsKey(token)) {
                open.push(String.valueOf(CLOSING.get(token)));
            } else if (CLOSING.containsValue(token) && !token.equals(open.poll())) {
                throw new IllegalArgumentException(expression + ": " + token + " closes nothing");
            }
        }
        if (!open.isEmpty()) {
            throw new IllegalArgumentException(expression + ": " + open + " is missing");
        }
    }

    private void findMetrics() {
        var grouped = new TreeSet<String>();
        for (int i = 0; i < tokens.size(); i++) {
            String token = tokens.get(i);
            if (Set.of("by", "without", "on", "ignoring").contains(token)) {
                for (i += 2; !tokens.get(i).equals(")"); i++) {
                    grouped.add(tokens.get(i));
                }
            } else if (name(token) && !next(i).equals("(")) {
                Set<String> labels = metrics.computeIfAbsent(token, any -> new TreeSet<>());
                if (next(i).equals("{")) {
                    for (i += 2; !tokens.get(i).equals("}"); i++) {
                        if (name(tokens.get(i))) {
                            labels.add(tokens.get(i));
                        }
                    }
                }
            }
        }
        grouped.remove(",");
        metrics.values().forEach(labels -> labels.addAll(grouped));
    }

    /** {@code sum by (x) (…)} is a function too. */
    private boolean name(String token) {
        return token.matches("[a-zA-Z_:][a-zA-Z0-9_:]*") && !WORDS.contains(token);
    }

    private String next(int i) {
        if (i + 1 >= tokens.size()) {
            return "";
        }
        String next = tokens.get(i + 1);
        return next.equals("by") || next.equals("without") ? "(" : next;
    }
}
