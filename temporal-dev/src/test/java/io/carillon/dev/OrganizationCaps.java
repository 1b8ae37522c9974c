package io.carillon.dev;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;

/**
 * Caps that hold nobody back, and a suppression of a number nobody calls: the ledger has something
 * to judge calls by.
 */
final class OrganizationCaps {
    static final int PLENTY = 1_000_000;

    /** A caller id that rests for a second; another one is shown meanwhile. */
    static final String RESTING = "+12025550177";

    private static final String NOBODY = "+12465550100";

    private OrganizationCaps() {}

    /** For all organizations, and for the numbers of the one that was made at the first start. */
    static void set(Settings settings) throws IOException, InterruptedException {
        String key = Files.readString(settings.home().operatorKey()).strip();
        var operator = new Api(settings.api(), key);
        for (JsonNode each : operator.get("/organizations").path("data")) {
            operator.patch(
                    "/organizations/" + each.path("id").asString(),
                    Map.of(
                            "limits",
                            Map.of(
                                    "max_calls_per_day",
                                    PLENTY,
                                    "max_spend_per_day",
                                    "" + PLENTY,
                                    "calls_per_number",
                                    Map.of("PT24H", PLENTY, "P30D", PLENTY))),
                    BenchCampaign.once());
        }
        var own = new Api(settings.api(), new FirstStart(settings).key());
        limitCallerIds(own);
        own.post(
                "/suppressions",
                Map.of("number", NOBODY, "reason", "nobody is called there"),
                BenchCampaign.once());
    }

    private static void limitCallerIds(Api api) throws InterruptedException {
        for (JsonNode each : api.get("/caller-ids?limit=200").path("data")) {
            api.patch(
                    "/caller-ids/" + each.path("id").asString(),
                    Map.of("max_calls_per_day", PLENTY),
                    BenchCampaign.once());
        }
        api.post(
                "/caller-ids",
                Map.of(
                        "number",
                        RESTING,
                        "carrier",
                        "simulator",
                        "max_calls_per_day",
                        PLENTY,
                        "cool_down_seconds",
                        1),
                BenchCampaign.once());
    }
}
