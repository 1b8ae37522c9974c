package io.carillon.dev;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** A campaign on the simulated carrier, all day long in every zone. */
record BenchCampaign(Api api, String id) {
    static BenchCampaign make(Api api, String name) throws IOException, InterruptedException {
        JsonNode flow = api.post("/flows", CampaignRun.exampleFlow(), once());
        JsonNode made =
                api.post(
                        "/campaigns",
                        CampaignRun.description(name, flow.path("id").asString()),
                        once());
        return new BenchCampaign(api, made.path("id").asString());
    }

    /** Without retries, with these limits. */
    static BenchCampaign make(Api api, String name, Map<String, ?> limits)
            throws IOException, InterruptedException {
        return make(api, name, CampaignRun.exampleFlow(), limits);
    }

    /** Without retries, with these limits. */
    static BenchCampaign make(Api api, String name, Map<String, ?> steps, Map<String, ?> limits)
            throws IOException, InterruptedException {
        JsonNode flow = api.post("/flows", steps, once());
        Map<String, Object> asked =
                new LinkedHashMap<>(CampaignRun.description(name, flow.path("id").asString()));
        asked.put("limits", limits);
        asked.put("retry", Map.of());
        return new BenchCampaign(api, api.post("/campaigns", asked, once()).path("id").asString());
    }

    FollowedImport upload(Path file, Findings findings) throws InterruptedException {
        JsonNode taken = api.upload("/campaigns/" + id + "/leads", file, once());
        return new FollowedImport(api, taken.path("id").asString(), findings);
    }

    JsonNode progress() throws InterruptedException {
        return api.get("/campaigns/" + id + "/progress");
    }

    long leads() throws InterruptedException {
        return progress().path("leads_total").asLong(-1);
    }

    void post(String action) throws InterruptedException {
        api.post("/campaigns/" + id + "/" + action, Map.of(), once());
    }

    static String once() {
        return UUID.randomUUID().toString();
    }
}
