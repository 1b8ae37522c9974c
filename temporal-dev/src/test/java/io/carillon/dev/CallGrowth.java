package io.carillon.dev;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

/**
 * Once, twice and four times the half load: what is done of what is asked for, what gives first,
 * and what an operator sees of it.
 */
final class CallGrowth {
    private static final List<Integer> LOADS = List.of(1, 2, 4);

    /** Less than this share of what is asked for: it broke. */
    private static final double HOLDS = 0.97;

    /** What an operator watches. */
    private static final List<String> METERS =
            List.of("carillon_events_oldest_age_seconds", "carillon_deliveries_oldest_age_seconds");

    private final CallLoad load;
    private final OneProcess process;
    private final Findings findings;

    CallGrowth(CallLoad load, OneProcess process, Findings findings) {
        this.load = load;
        this.process = process;
        this.findings = findings;
    }

    /**
     * @param single the load that is multiplied, calls per second
     */
    void run(double single, int seconds) throws IOException, InterruptedException {
        for (int times : LOADS) {
            double asked = Math.min(times * single, CallLoad.FULL_PACE);
            load.pace(asked);
            load.begin();
            process.turnaround().take();
            CallLoad.Measured measured = load.measure(seconds);
            double[] millis = process.turnaround().take();
            JsonNode progress = load.campaign().progress();
            findings.say(
                    "load x%d: %.1f calls/s asked for, %.1f done%s; callback to command p50 %.0f ms, p99 %.0f ms; %d calls live; %s",
                    times,
                    asked,
                    measured.callsPerSecond(),
                    measured.callsPerSecond() < HOLDS * asked ? " (it gives)" : "",
                    Turnaround.at(millis, 0.5),
                    Turnaround.at(millis, 0.99),
                    progress.path("calls_active").asLong(0),
                    measured.processors());
            findings.say("  an operator sees: %s", seen());
            load.end();
        }
    }

    private String seen() throws IOException, InterruptedException {
        JsonNode idle = process.api().get("/campaigns/" + load.campaign().id() + "/why-idle");
        return String.join(", ", meters().lines().filter(CallGrowth::watched).toList())
                + "; why-idle "
                + idle;
    }

    private static boolean watched(String line) {
        return METERS.stream().anyMatch(line::startsWith);
    }

    private String meters() throws IOException, InterruptedException {
        String address =
                "http://127.0.0.1:%d/actuator/prometheus"
                        .formatted(process.settings().ports().worker());
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create(address)).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }
}
