package io.carillon.dev;

import io.carillon.activities.ledger.LedgerReport;
import io.carillon.workflows.ids.EventId;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Whether everything is true when all is over: the ledger's promises, what the carrier logged
 * during pauses, and what the receiver got. Each claim prints how much it looked at; one that saw
 * nothing does not hold.
 */
final class ChaosJudge {
    /** What a carrier may know the campaign's calls by: their ids, or their callbacks' tokens. */
    private static final String REFERENCES =
            """
            SELECT unnest(ARRAY[written_id('call', id), callback_token]) FROM calls
            WHERE campaign_id IN (SELECT id FROM campaigns WHERE name = 'chaos')
            """;

    private static final String ELSEWHERE = "SELECT count(*) FROM calls WHERE carrier <> '%s'";

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
        findings.hold(
                report.unexamined().isEmpty(), "nothing to examine for %s", report.unexamined());
    }

    void judge(ChaosScene scene, ChaosCarrier carrier, Path carrierLog, ChaosReceiver receiver)
            throws SQLException, IOException {
        List<JsonNode> log =
                Files.readAllLines(carrierLog).stream().map(Api.JSON::readTree).toList();
        findings.hold(!log.isEmpty(), "nothing was dialed");
        findings.hold(
                count(ELSEWHERE.formatted(carrier.name())) == 0,
                "all calls go through %s",
                carrier.name());
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
        Set<String> ofCampaign = new HashSet<>(ids(REFERENCES));
        var spoken = new ArrayList<String>();
        for (JsonNode line : log) {
            String call = line.path("reference").asString("");
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
