package io.carillon.dev;

import io.carillon.activities.testing.Lie;
import io.carillon.activities.testing.Lies;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Which port was asked how often, and how often it lied in which way. */
final class LiesTold {
    private static final Pattern LIE =
            Pattern.compile(
                    "carillon_test_lies_total\\{.*?lie=\"(\\w+)\".*?port=\"(\\w+)\".*?} ([0-9.E]+)");

    private final Map<String, Map<Lie, Long>> ports = new TreeMap<>();

    void add(String port, Lies lies) {
        lies.drawn().forEach((lie, count) -> add(port, lie, count));
    }

    /** What a process counts itself, at its metrics' port. */
    void addProcess(int port) throws IOException, InterruptedException {
        LIE.matcher(scraped(port))
                .results()
                .forEach(
                        found ->
                                add(
                                        found.group(2),
                                        Lie.valueOf(found.group(1)),
                                        (long) Double.parseDouble(found.group(3))));
    }

    private void add(String port, Lie lie, long count) {
        ports.computeIfAbsent(port, name -> new TreeMap<>()).merge(lie, count, Long::sum);
    }

    /**
     * @param expected ports
     * @param all ways of lying are to be found; of few requests the rarest may be missing
     */
    void report(Findings findings, int expected, boolean all) {
        ports.forEach(
                (port, lies) -> {
                    long asked = lies.values().stream().mapToLong(Long::longValue).sum();
                    long honest = lies.getOrDefault(Lie.NONE, 0L);
                    findings.say(
                            "the %s lied to %,d of %,d requests (%.1f %%): %s",
                            port,
                            asked - honest,
                            asked,
                            100.0 * (asked - honest) / Math.max(1, asked),
                            lies);
                });
        findings.hold(
                ports.size() == expected
                        && ports.values().stream().allMatch(lies -> shown(lies, all)),
                "a port did not lie");
    }

    private static boolean shown(Map<Lie, Long> lies, boolean all) {
        return all
                ? lies.values().stream().allMatch(count -> count > 0)
                : lies.getOrDefault(Lie.DONE_TIMEOUT, 0L) > 0;
    }

    private static String scraped(int port) throws IOException, InterruptedException {
        var metrics = URI.create("http://127.0.0.1:" + port + "/actuator/prometheus");
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(metrics).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }
}
