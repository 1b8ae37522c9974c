package io.carillon.dev;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.carillon.activities.ledger.LedgerReport;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * One campaign, called on the simulated carrier and, with nothing but its carrier changed, through
 * another one's stand-in: the same comes of everybody, except where a difference is documented.
 */
final class StandInTrial {
    private final RunningStack stack;
    private final StandIn standIn;
    private final Path folder;
    private final Findings findings;

    StandInTrial(RunningStack stack, StandIn standIn, Path folder, Findings findings) {
        this.stack = stack;
        this.standIn = standIn;
        this.folder = folder;
        this.findings = findings;
    }

    void run(SamePeople people) throws IOException, InterruptedException, SQLException {
        Map<String, String> simulated =
                SamePeople.told(stack.call(people.simulated(folder), campaign("simulator")));
        List<Map<String, String>> results =
                stack.call(people.elsewhere(folder), campaign(standIn.name()));
        Map<String, String> there = SamePeople.told(results);
        summary(there);
        SamePeople.wrong(simulated, there, documented())
                .forEach(wrong -> findings.hold(false, "%s", wrong));
        requests(results)
                .forEach(
                        (number, times) ->
                                findings.hold(
                                        times.requests() == times.attempts(),
                                        "%s: %s",
                                        number,
                                        times));
        proved();
        // A queued call may ring when nobody is to be called any more.
        findings.hold(
                standIn.health().path("ever_queued").asInt(0) == 0,
                "the carrier had calls to queue: %s",
                standIn.health());
        findings.say("the carrier says: %s", standIn.health());
    }

    private void proved() throws IOException, InterruptedException, SQLException {
        LedgerReport ledger =
                new StackLedger(stack.settings(), new Console(false, 80, System.out))
                        .examine(standIn.log(), standIn.name());
        findings.say("%s", ledger.table());
        findings.hold(ledger.proved(), "a promise is broken");
    }

    private Map<String, ?> campaign(String carrier) {
        var limits = new LinkedHashMap<String, Object>();
        Object usual = Objects.requireNonNull(CampaignRun.description("", "").get("limits"));
        ((Map<?, ?>) usual).forEach((name, value) -> limits.put(String.valueOf(name), value));
        limits.put("max_call_seconds", standIn.carrier().longest().toSeconds());
        return Map.of("carrier", carrier, "limits", limits);
    }

    /** By last two digits; kept with the stand-in, whose behaviour it is. */
    private Map<String, String> documented() throws IOException {
        try (InputStream table =
                StandInTrial.class.getResourceAsStream(
                        "/standin/" + standIn.name() + "-differences.csv")) {
            var differences = new HashMap<String, String>();
            var text = new InputStreamReader(Objects.requireNonNull(table), UTF_8);
            for (Map<String, String> row : Csv.read(text)) {
                String[] endings = row.getOrDefault("persona", "").split("-", -1);
                int last = Integer.parseInt(endings[endings.length - 1]);
                for (int ending = Integer.parseInt(endings[0]); ending <= last; ending++) {
                    differences.put("%02d".formatted(ending), row.getOrDefault("result", ""));
                }
            }
            return differences;
        }
    }

    private void summary(Map<String, String> told) {
        Map<String, Integer> counts = new TreeMap<>();
        told.values().forEach(outcome -> counts.merge(outcome, 1, Integer::sum));
        findings.say("outcome, attempts, result, answered by, goal, key: people");
        counts.forEach((outcome, people) -> findings.say("%s: %d", outcome, people));
    }

    /**
     * @param attempts as our results say
     * @param requests as the stand-in's log says
     */
    private record Times(int attempts, int requests) {
        Times and() {
            return new Times(attempts, requests + 1);
        }
    }

    private Map<String, Times> requests(List<Map<String, String>> results) throws IOException {
        Map<String, Times> times = new TreeMap<>();
        for (Map<String, String> row : results) {
            int attempts = Integer.parseInt(row.getOrDefault("attempts", "0"));
            times.put(row.getOrDefault("phone", ""), new Times(attempts, 0));
        }
        for (JsonNode line : standIn.dialRequests()) {
            times.computeIfPresent(line.path("to").asString(""), (number, before) -> before.and());
        }
        return times;
    }
}
