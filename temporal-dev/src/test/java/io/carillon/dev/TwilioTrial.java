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
 * Twilio's stand-in: the same comes of everybody, except where a difference is documented.
 */
final class TwilioTrial {
    // Persona 99 is asked for a minute behind it, and there is nothing that divides it: Twilio's
    // calls are as long as they say.
    private static final int MAX_CALL_SECONDS = 120;

    // A twentieth each; one answer in a hundred cannot be read. What hangs outlasts our patience.
    private static final Map<String, ?> FAULTS =
            Map.of(
                    "dial",
                    Map.of(
                            "accept_then_hang", 0.05,
                            "accept_then_500", 0.05,
                            "refuse_429", 0.05,
                            "accept_malformed", 0.01),
                    "callbacks",
                    Map.of("drop", 0.05, "double", 0.05, "reorder", 0.05, "late", 0.05),
                    "hang_seconds",
                    12);

    private final RunningStack stack;
    private final StandInProcess standIn;
    private final Path folder;
    private final Findings findings;

    TwilioTrial(RunningStack stack, StandInProcess standIn, Path folder, Findings findings) {
        this.stack = stack;
        this.standIn = standIn;
        this.folder = folder;
        this.findings = findings;
    }

    void run(SamePeople people) throws IOException, InterruptedException, SQLException {
        Map<String, String> simulated =
                SamePeople.told(stack.call(people.simulated(folder), campaign("simulator")));
        List<Map<String, String>> results =
                stack.call(people.elsewhere(folder), campaign(TwilioAccount.CARRIER));
        Map<String, String> there = SamePeople.told(results);
        summary(there);
        SamePeople.wrong(simulated, there, documented())
                .forEach(wrong -> findings.hold(false, "%s", wrong));
        rang(results)
                .forEach(
                        (number, times) ->
                                findings.hold(
                                        times.requests() == times.attempts(),
                                        "%s: %s",
                                        number,
                                        times));
        proved();
        findings.hold(
                standIn.health().path("ever_queued").asInt(-1) == 0,
                "Twilio had calls to queue: %s",
                standIn.health());
    }

    /** With faults what comes of somebody is a matter of chance; that it is one thing is not. */
    void underFaults(SamePeople people, long seed)
            throws IOException, InterruptedException, SQLException {
        var faults = new LinkedHashMap<String, Object>(FAULTS);
        faults.put("seed", seed);
        standIn.set("faults", faults);
        List<Map<String, String>> results =
                stack.call(people.elsewhere(folder), campaign(TwilioAccount.CARRIER));
        summary(SamePeople.told(results));
        rang(results)
                .forEach(
                        (number, times) ->
                                findings.hold(
                                        times.rings() <= times.attempts(),
                                        "%s: %s",
                                        number,
                                        times));
        proved();
    }

    private void proved() throws IOException, InterruptedException, SQLException {
        LedgerReport ledger =
                new StackLedger(stack.settings(), new Console(false, 80, System.out))
                        .examine(standIn.log(), TwilioAccount.CARRIER);
        findings.say("%s", ledger.table());
        findings.hold(ledger.proved(), "a promise is broken");
    }

    private static Map<String, ?> campaign(String carrier) {
        var limits = new LinkedHashMap<String, Object>();
        Object usual = Objects.requireNonNull(CampaignRun.description("", "").get("limits"));
        ((Map<?, ?>) usual).forEach((name, value) -> limits.put(String.valueOf(name), value));
        limits.put("max_call_seconds", MAX_CALL_SECONDS);
        return Map.of("carrier", carrier, "limits", limits);
    }

    /** By last two digits; kept with the stand-in, whose behaviour it is. */
    private static Map<String, String> documented() throws IOException {
        try (InputStream table =
                TwilioTrial.class.getResourceAsStream("/standin/twilio-differences.csv")) {
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
     * @param rings those of them that were not turned away
     */
    private record Times(int attempts, int requests, int rings) {
        Times and(JsonNode line) {
            int rang = line.path("rang").asBoolean(false) ? 1 : 0;
            return new Times(attempts, requests + 1, rings + rang);
        }
    }

    private Map<String, Times> rang(List<Map<String, String>> results) throws IOException {
        Map<String, Times> times = new TreeMap<>();
        for (Map<String, String> row : results) {
            int attempts = Integer.parseInt(row.getOrDefault("attempts", "0"));
            times.put(row.getOrDefault("phone", ""), new Times(attempts, 0, 0));
        }
        for (JsonNode line : standIn.dialRequests()) {
            times.computeIfPresent(
                    line.path("to").asString(""), (number, before) -> before.and(line));
        }
        return times;
    }
}
