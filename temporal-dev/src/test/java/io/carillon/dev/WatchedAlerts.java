package io.carillon.dev;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The alerts of {@code .github/operations/alerts.yaml} that compare one metric with one number,
 * judged by two readings instead of by Prometheus: without the time an alert waits before it is
 * raised.
 */
final class WatchedAlerts {
    private static final Pattern EXPRESSION =
            Pattern.compile(
                    "\\w+(?: by \\([^)]*\\))? ?\\((?:(rate|increase)\\()?(\\w+)(?:\\{(\\w+)=~?\"([^\"]*)\"})?(?:\\[\\w+])?\\)+ ([<>]) ([0-9.e]+)");

    /**
     * @param labels what the labels of a reading must hold; empty: anything
     */
    private record Alert(
            String name,
            String growth,
            String metric,
            Pattern labels,
            boolean above,
            double limit) {}

    private final List<Alert> alerts = new ArrayList<>();

    static WatchedAlerts read(Path root) throws IOException {
        var watched = new WatchedAlerts();
        JsonNode file =
                Api.JSON.valueToTree(
                        new Yaml()
                                .load(
                                        Files.readString(
                                                root.resolve(".github/operations/alerts.yaml"))));
        for (JsonNode group : file.path("groups")) {
            for (JsonNode rule : group.path("rules")) {
                watched.add(rule.path("alert").asString(""), rule.path("expr").asString(""));
            }
        }
        return watched;
    }

    private void add(String name, String expression) {
        Matcher simple = EXPRESSION.matcher(expression);
        if (simple.matches()) {
            alerts.add(
                    new Alert(
                            name,
                            simple.group(1) == null ? "" : simple.group(1),
                            simple.group(2),
                            labels(simple.group(3), simple.group(4)),
                            simple.group(5).equals(">"),
                            Double.parseDouble(simple.group(6))));
        }
    }

    private static Pattern labels(@Nullable String label, @Nullable String values) {
        return Pattern.compile(label == null ? "" : "[{,]%s=\"(?:%s)\"".formatted(label, values));
    }

    /** Those whose metric is past its limit, and those that have left zero. */
    List<String> moved(Meters before, Meters after, double seconds) {
        var moved = new ArrayList<String>();
        for (Alert alert : alerts) {
            double value =
                    switch (alert.growth()) {
                        case "" -> after.highest(alert.metric(), alert.labels());
                        case "rate" -> grown(alert, before, after) / seconds;
                        default -> grown(alert, before, after);
                    };
            boolean raised = alert.above() ? value > alert.limit() : value < alert.limit();
            if (raised || (alert.above() && value > 0)) {
                moved.add(
                        "%s %s (%s %.3g of %.3g)"
                                .formatted(
                                        alert.name(),
                                        raised ? "RAISED" : "calm",
                                        alert.metric(),
                                        value,
                                        alert.limit()));
            }
        }
        return moved;
    }

    private static double grown(Alert alert, Meters before, Meters after) {
        return after.sum(alert.metric(), alert.labels())
                - before.sum(alert.metric(), alert.labels());
    }
}
