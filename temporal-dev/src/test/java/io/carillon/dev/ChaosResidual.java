package io.carillon.dev;

import io.carillon.workflows.ids.CallId;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Calls that ended as unknown, told apart by what was seen of them. */
final class ChaosResidual {
    /** A worker is at most 25 ms late; as much again for its first byte. */
    private static final Duration LAST_CHECK = Duration.ofMillis(50);

    private static final String UNKNOWN =
            "SELECT id, send_at FROM calls WHERE result = 'unknown' AND send_at IS NOT NULL";

    private static final String CAUSES =
            "SELECT coalesce(cause, 'without a cause'), count(*) FROM calls WHERE result = 'unknown' GROUP BY 1";

    private final Connection database;
    private final Findings findings;

    ChaosResidual(Connection database, Findings findings) {
        this.database = database;
        this.findings = findings;
    }

    /**
     * What became of requests nobody can prove. The residual of 4.5 of the architecture is a
     * process that stopped between its last check, at the send instant or up to 25 ms later, and
     * its first byte; one that stopped earlier never came to it, and a request that was seen to
     * leave left.
     *
     * @param requested references that were seen to leave, whatever became of the request
     */
    void count(Path carrierLog, Set<String> requested, List<ChaosBlows.Death> deaths)
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
}
