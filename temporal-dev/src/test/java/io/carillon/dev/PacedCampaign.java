package io.carillon.dev;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A campaign slow enough that something can happen in its middle; who is busy is tried twice. */
record PacedCampaign(Api api, String id) {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    /**
     * @param numbers all but the last two digits, which say how the people answer
     */
    static PacedCampaign begin(Api api, Path folder, String numbers, List<Integer> endings)
            throws IOException, InterruptedException {
        PacedCampaign campaign = draft(api, folder, numbers, endings);
        new BenchCampaign(api, campaign.id()).post("start");
        return campaign;
    }

    /** Not started yet. */
    static PacedCampaign draft(Api api, Path folder, String numbers, List<Integer> endings)
            throws IOException, InterruptedException {
        JsonNode flow = api.post("/flows", CampaignRun.exampleFlow(), BenchCampaign.once());
        Map<String, Object> asked =
                new LinkedHashMap<>(CampaignRun.description(numbers, flow.path("id").asString()));
        asked.put(
                "limits",
                Map.of(
                        "max_concurrent",
                        30,
                        "calls_per_second",
                        5,
                        "max_attempts_per_lead",
                        2,
                        "min_minutes_between_attempts",
                        0));
        var campaign =
                new BenchCampaign(
                        api,
                        api.post("/campaigns", asked, BenchCampaign.once()).path("id").asString());
        var lines = new ArrayList<String>(List.of("phone"));
        endings.forEach(ending -> lines.add("%s%02d".formatted(numbers, ending)));
        Path file = Files.write(folder.resolve(numbers + ".csv"), lines);
        FollowedImport read = campaign.upload(file, new Findings(System.out));
        while (!read.look().over()) {
            Thread.sleep(100);
        }
        return new PacedCampaign(api, campaign.id());
    }

    /** Until everybody has an outcome. */
    void awaitEnd() throws InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            JsonNode now = api.get("/campaigns/" + id + "/progress");
            if (now.path("leads_done").asInt() == now.path("leads_total").asInt()
                    && now.path("calls_active").asInt() == 0) {
                return;
            }
            assertThat(System.nanoTime()).as("the campaign ends: %s", now).isLessThan(end);
            Thread.sleep(200);
        }
    }
}
