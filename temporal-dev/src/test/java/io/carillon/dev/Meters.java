package io.carillon.dev;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;

/**
 * What the worker tells Prometheus at one moment.
 *
 * @param values by name with labels, as they were printed
 */
record Meters(Map<String, Double> values) {
    private static final Pattern ANY = Pattern.compile("");

    static Meters read(OneProcess process) throws IOException, InterruptedException {
        String address =
                "http://127.0.0.1:%d/actuator/prometheus"
                        .formatted(process.settings().ports().worker());
        Map<String, Double> values = new LinkedHashMap<>();
        try (HttpClient client = HttpClient.newHttpClient()) {
            client.send(
                            HttpRequest.newBuilder(URI.create(address)).build(),
                            HttpResponse.BodyHandlers.ofLines())
                    .body()
                    .filter(line -> !line.startsWith("#"))
                    .forEach(
                            line -> {
                                int behind = line.lastIndexOf(' ');
                                values.put(
                                        line.substring(0, behind),
                                        number(line.substring(behind + 1)));
                            });
        }
        return new Meters(values);
    }

    private static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    /** Over all labels. */
    double sum(String name) {
        return sum(name, ANY);
    }

    /** Over the labels in which that is found. */
    double sum(String name, Pattern labels) {
        return of(name, labels).sum();
    }

    /** Of the labels in which that is found; no number when there is no such meter. */
    double highest(String name, Pattern labels) {
        return of(name, labels).max().orElse(Double.NaN);
    }

    private DoubleStream of(String name, Pattern labels) {
        return values.entrySet().stream()
                .filter(one -> one.getKey().replaceFirst("\\{.*", "").equals(name))
                .filter(one -> labels.matcher(one.getKey()).find())
                .mapToDouble(Map.Entry::getValue);
    }

    /** How much those of a beginning grew, by name without labels. */
    Map<String, Double> since(Meters before, String beginning) {
        Map<String, Double> grown = new TreeMap<>();
        values.forEach(
                (name, value) -> {
                    if (name.startsWith(beginning)) {
                        grown.merge(
                                name.replaceFirst("\\{.*", ""),
                                value - before.values.getOrDefault(name, 0.0),
                                Double::sum);
                    }
                });
        return grown;
    }
}
