package io.carillon.dev;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A campaign's calls that were dialed, as the API shows them, and what the carrier logged. */
final class DialedCalls {
    private DialedCalls() {}

    static List<JsonNode> of(BenchCampaign campaign) throws InterruptedException {
        var all = new ArrayList<JsonNode>();
        String after = "";
        do {
            JsonNode page =
                    campaign.api().get("/calls?limit=200&campaign_id=" + campaign.id() + after);
            page.path("data")
                    .valueStream()
                    .filter(call -> !call.path("dialed_at").asString("").isEmpty())
                    .forEach(all::add);
            String next = page.path("next").asString("");
            after = next.isEmpty() ? "" : "&after=" + next;
        } while (!after.isEmpty());
        return all;
    }

    /** When the carrier took the requests, by our call's id. */
    static Map<String, Instant> log(RunningStack stack) throws IOException {
        var log = new HashMap<String, Instant>();
        stack.dialRequests()
                .forEach(one -> log.put(one.path("reference").asString(), at(one, "at")));
        return log;
    }

    /** {@link Instant#MAX}: not yet. */
    static Instant at(JsonNode node, String member) {
        String text = node.path(member).asString("");
        return text.isEmpty() ? Instant.MAX : Instant.parse(text);
    }
}
