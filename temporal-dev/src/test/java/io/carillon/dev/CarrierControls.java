package io.carillon.dev;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;

/** Turns the simulated carrier's knobs over HTTP, wherever it runs. */
record CarrierControls(Settings settings) {
    /** Of its clock, for the calls there are, too. */
    void speed(double times) throws IOException, InterruptedException {
        put("speed", Map.of("speed", times));
    }

    void personas(Map<String, String> ranges) throws IOException, InterruptedException {
        put("personas", ranges);
    }

    private void put(String what, Map<String, ?> body) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(settings.simulator() + "/v1/" + what))
                        .PUT(HttpRequest.BodyPublishers.ofString(Api.JSON.writeValueAsString(body)))
                        .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            int status = client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
            if (status != 200) {
                throw new IOException("the carrier answers " + status + " to " + what);
            }
        }
    }
}
