package io.carillon.dev;

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
import java.util.Set;

/** Calls that ended as unknown, told apart by what was seen of them. */
final class ChaosResidual {
    /** A worker is at most 25 ms late; as much again for its first byte. */
    private static final Duration LAST_CHECK = Duration.ofMillis(50);

    private static final String UNKNOWN =
            "SELECT written_id('call', id), callback_token, send_at FROM calls WHERE result = 'unknown' AND send_at IS NOT NULL";

    private static final String CAUSES =
            "SELECT coalesce(cause, 'without a cause'), count(*) FROM calls WHERE result = 'unknown' GROUP BY 1";

    /**
     * What a carrier may know a call by, and the instant at which it was to leave.
     *
     * @param token of its callbacks
     */
    private record Unknown(String id, String token, Instant sendAt) {
        boolean in(Set<String> references) {
            return references.contains(id) || references.contains(token);
        }
    }

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
            logged.add(Api.JSON.readTree(line).path("reference").asString(""));
        }
        int known = 0;
        int lost = 0;
        int residual = 0;
        int before = 0;
        for (Unknown call : unknown()) {
            if (call.in(logged)) {
                known++;
            } else if (call.in(requested)) {
                lost++;
            } else if (deaths.stream().anyMatch(death -> stopped(death, call.sendAt))) {
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

    private static boolean stopped(ChaosBlows.Death death, Instant sendAt) {
        return death.process().startsWith("worker")
                && !death.to().isBefore(sendAt)
                && !death.from().isAfter(sendAt.plus(LAST_CHECK));
    }

    private List<Unknown> unknown() throws SQLException {
        var calls = new ArrayList<Unknown>();
        try (Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery(UNKNOWN)) {
            while (rows.next()) {
                calls.add(
                        new Unknown(
                                rows.getString(1),
                                rows.getString(2),
                                rows.getTimestamp(3).toInstant()));
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
