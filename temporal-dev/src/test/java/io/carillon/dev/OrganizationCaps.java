package io.carillon.dev;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;

/** Caps that hold nobody back: the ledger has something to judge calls by. */
final class OrganizationCaps {
    private static final int PLENTY = 1_000_000;

    private OrganizationCaps() {}

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
                                    "calls_per_number",
                                    Map.of("PT24H", PLENTY, "P30D", PLENTY))),
                    BenchCampaign.once());
        }
    }
}
