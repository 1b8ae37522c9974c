package io.carillon.dev;

import io.carillon.activities.ledger.LedgerReport;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.EventId;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Whether everything is true when all is over: the ledger's promises, what the carrier logged
 * during pauses, what the receiver got, and what became of calls nobody can prove. Each claim
 * prints how much it looked at; one that saw nothing does not hold.
 */
final class ChaosJudge {
    /** A worker is at most 25 ms late; as much again for its first byte. */
    private static final Duration LAST_CHECK = Duration.ofMillis(50);

    private static final String UNKNOWN =
            "SELECT id, send_at FROM calls WHERE result = 'unknown' AND send_at IS NOT NULL";

    private static final String CAUSES =
            "SELECT coalesce(cause, 'without a cause'), count(*) FROM calls WHERE result = 'unknown' GROUP BY 1";

    private final Connection database;
    private final Findings findings;

    ChaosJudge(Connection database, Findings findings) {
        this.database = database;
        this.findings = findings;
    }

    /** Every promise in the rows, and the rows against the carrier's log. */
    void ledger(LedgerReport report) {
        findings.say("%s", report.table());
        findings.hold(report.proved(), "the ledger is violated: %s", report.violated());
    }

    void judge(ChaosScene scene, Path carrierLog, ChaosReceiver receiver)
            throws SQLException, IOException {
        List<JsonNode> log =
                Files.readAllLines(carrierLog).stream().map(Api.JSON::readTree).toList();
        findings.hold(!log.isEmpty(), "nothing was dialed");
        silentWhilePaused(log, scene);
        told(receiver);
    }

    private void claim(String claim, long rows, List<?> violations) {
        findings.say("  %-46s %,8d looked at, %d violations", claim, rows, violations.size());
        findings.hold(rows > 0, "%s: nothing to look at", claim);
        findings.hold(
                violations.isEmpty(),
                "%s: not %s",
                claim,
                violations.subList(0, Math.min(5, violations.size())));
    }

    private void silentWhilePaused(List<JsonNode> log, ChaosScene scene) throws SQLException {
        Set<String> ofCampaign =
                new HashSet<>(
                        ids(
                                "SELECT id FROM calls k WHERE campaign_id IN (SELECT id FROM campaigns WHERE name = 'chaos')"));
        var spoken = new ArrayList<String>();
        for (JsonNode line : log) {
            String call = CallId.parse(line.path("reference").asString("")).value().toString();
            Instant at = Instant.parse(line.path("at").asString(""));
            for (ChaosScene.Pause pause : scene.pauses()) {
                if (ofCampaign.contains(call)
                        && at.isAfter(pause.from())
                        && at.isBefore(pause.until())) {
                    spoken.add(call + " at " + at);
                }
            }
        }
        if (!scene.pauses().isEmpty()) {
            claim(
                    "nothing is dialed after a pause was acknowledged",
                    scene.pauses().size(),
                    spoken);
        }
    }

    private void told(ChaosReceiver receiver) throws SQLException {
        Map<String, Integer> received = receiver.received();
        List<String> all =
                ids("SELECT e.id FROM deliveries d JOIN events e ON e.id = d.event_id").stream()
                        .map(id -> new EventId(UUID.fromString(id)).toString())
                        .toList();
        List<String> missing = all.stream().filter(id -> !received.containsKey(id)).toList();
        claim("every event arrived", all.size(), missing);
        var invented = new ArrayList<>(received.keySet());
        invented.removeAll(new HashSet<>(all));
        claim("no event was invented", received.size(), invented);
        claim("webhook-id names the event", received.size(), List.copyOf(receiver.misnamed()));
        findings.say(
                "  %,d events came more than once",
                received.values().stream().filter(n -> n > 1).count());
    }

    /**
     * What became of requests nobody can prove. The residual of 4.5 of the architecture is a
     * process that stopped between its last check, at the send instant or up to 25 ms later, and
     * its first byte; one that stopped earlier never came to it, and a request that was seen to
     * leave left.
     *
     * @param requested references that were seen to leave, whatever became of the request
     */
    void unknown(Path carrierLog, Set<String> requested, List<ChaosBlows.Death> deaths)
            throws SQLException, IOException {
        Set<String> logged = new HashSet<>();
        for (String line : Files.readAllLines(carrierLog)) {
            logged.add(id(Api.JSON.readTree(line).path("reference").asString("")));
        }
        Set<String> left = new HashSet<>();
        requested.forEach(reference -> left.add(id(reference)));
        int known = 0;
        int lost = 0;
        int residual = 0;
        int before = 0;
        for (Map.Entry<String, Instant> call : unknown().entrySet()) {
            if (logged.contains(call.getKey())) {
                known++;
            } else if (left.contains(call.getKey())) {
                lost++;
            } else if (deaths.stream().anyMatch(death -> stopped(death, call.getValue()))) {
                residual++;
            } else {
                before++;
            }
        }
        findings.say(
                "calls with result unknown: %d; the carrier knew of %d, %d requests were lost on their way,"
                        + " %d were stopped before their turn and never asked for",
                known + lost + residual + before, known, lost, before);
        findings.say(
                "the residual (a worker stopped at the send instant, between last check and first byte; nobody rang): %d",
                residual);
        causes();
    }

    private static String id(String reference) {
        return CallId.parse(reference).value().toString();
    }

    private static boolean stopped(ChaosBlows.Death death, Instant sendAt) {
        return death.process().startsWith("worker")
                && !death.to().isBefore(sendAt)
                && !death.from().isAfter(sendAt.plus(LAST_CHECK));
    }

    /** With the instant at which each was to leave. */
    private Map<String, Instant> unknown() throws SQLException {
        var calls = new TreeMap<String, Instant>();
        try (Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery(UNKNOWN)) {
            while (rows.next()) {
                calls.put(rows.getString(1), rows.getTimestamp(2).toInstant());
            }
        }
        return calls;
    }

    private void causes() throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet causes = statement.executeQuery(CAUSES)) {
            while (causes.next()) {
                findings.say("  %-30s %d", causes.getString(1), causes.getLong(2));
            }
        }
    }

    long count(String sql) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private List<String> ids(String sql) throws SQLException {
        var ids = new ArrayList<String>();
        try (Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
        }
        return ids;
    }
}
