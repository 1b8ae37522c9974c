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
 * Ilyost's stand-in: the same comes of everybody, except where a difference is documented.
 */
final class IlyostTrial {
    // Persona 99 is hung up behind it, and then some more times: nobody tells that it was.
    private static final int MAX_CALL_SECONDS = 60;

    private final RunningStack stack;
    private final StandInProcess standIn;
    private final Path folder;
    private final Findings findings;

    IlyostTrial(RunningStack stack, StandInProcess standIn, Path folder, Findings findings) {
        this.stack = stack;
        this.standIn = standIn;
        this.folder = folder;
        this.findings = findings;
    }

    void run(SamePeople people) throws IOException, InterruptedException, SQLException {
        Map<String, String> simulated =
                SamePeople.told(stack.call(people.simulated(folder), campaign("simulator")));
        List<Map<String, String>> results =
                stack.call(people.elsewhere(folder), campaign(IlyostAccount.CARRIER));
        Map<String, String> there = SamePeople.told(results);
        summary(there);
        SamePeople.wrong(simulated, there, documented())
                .forEach(wrong -> findings.hold(false, "%s", wrong));
        rangOnceForEachAttempt(results);
        LedgerReport ledger =
                new StackLedger(stack.settings(), new Console(false, 80, System.out))
                        .examine(standIn.log(), IlyostAccount.CARRIER);
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
                IlyostTrial.class.getResourceAsStream("/standin/ilyost-differences.csv")) {
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

    private void rangOnceForEachAttempt(List<Map<String, String>> results) throws IOException {
        Map<String, Integer> requests = new HashMap<>();
        for (JsonNode line : standIn.dialRequests()) {
            requests.merge(line.path("to").asString(""), 1, Integer::sum);
        }
        for (Map<String, String> row : results) {
            String number = row.getOrDefault("phone", "");
            String attempts = row.getOrDefault("attempts", "0");
            findings.hold(
                    attempts.equals("" + requests.getOrDefault(number, 0)),
                    "%s: %s attempts, %d dial requests",
                    number,
                    attempts,
                    requests.getOrDefault(number, 0));
        }
    }
}
