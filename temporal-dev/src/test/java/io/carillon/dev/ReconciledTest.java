package io.carillon.dev;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The reconciler at work in real processes: what was left open is ended, counted and told. */
class ReconciledTest {
    /** From the first moment it can be judged, which half a minute of silence comes before. */
    private static final Duration LIMIT = Duration.ofSeconds(150);

    private static final String RINGING = "+13125550160";
    private static final String CLAIMED = "+14155550160";
    private static final String ORPHAN = "+14155550162";

    @TempDir Path folder;

    @Test
    void whatWasLeftOpenIsEndedCountedAndToldOfInTheTrace() throws Exception {
        try (RunningStack stack = RunningStack.start(folder.toRealPath().resolve("home"), 1);
                Connection rows =
                        new Postgres(
                                        stack.home(),
                                        stack.settings().ports().postgresql(),
                                        new Console(false, 80, System.out))
                                .superuser("carillon")) {
            PacedCampaign.begin(stack.api(), folder, "+131255501", List.of(60));
            PacedCampaign.draft(stack.api(), folder, "+141555501", List.of(60, 62));
            String call = ringing(rows);
            terminate(stack, call);
            claimWithoutWorkflow(rows);
            orphan(rows);

            await(rows, "terminated_by_operator", RINGING);
            await(rows, "claim_without_workflow", CLAIMED);
            await(rows, "orphan_slot", ORPHAN);

            Map<String, String> ends =
                    Map.of(
                            RINGING, "terminated_by_operator",
                            CLAIMED, "claim_without_workflow",
                            ORPHAN, "orphan_slot");
            for (Map.Entry<String, String> end : ends.entrySet()) {
                assertThat(trace(stack, rows, end.getKey())).contains(end.getValue());
                assertThat(counted(stack, end.getValue())).isEqualTo(1);
            }
            awaitText(
                    rows,
                    "SELECT status FROM leads WHERE phones[1] = '" + CLAIMED + "'",
                    "pending");
            awaitText(
                    rows, "SELECT status FROM leads WHERE phones[1] = '" + ORPHAN + "'", "pending");
            awaitText(
                    rows,
                    "SELECT (result IS NOT NULL)::text FROM calls WHERE written_id('call', id) = '"
                            + call
                            + "'",
                    "true");
        }
    }

    /** In written form, once the carrier said so. */
    private static String ringing(Connection rows) throws SQLException, InterruptedException {
        String ringing =
                "SELECT coalesce(min(written_id('call', id)), '') FROM calls WHERE state = 'ringing' AND to_number = '"
                        + RINGING
                        + "'";
        long end = System.nanoTime() + LIMIT.toNanos();
        while (text(rows, ringing).isEmpty()) {
            assertThat(System.nanoTime()).as("a phone rings").isLessThan(end);
            Thread.sleep(50);
        }
        return text(rows, ringing);
    }

    /** As the Web UI does. */
    private static void terminate(RunningStack stack, String workflow)
            throws IOException, InterruptedException {
        Settings settings = stack.settings();
        String address =
                "http://127.0.0.1:%d/api/v1/namespaces/%s/workflows/%s/terminate"
                        .formatted(settings.ports().temporalHttp(), settings.namespace(), workflow);
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(address))
                        .header("Content-Type", "application/json")
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        "{\"reason\":\"an operator wanted it\"}"))
                        .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer =
                    client.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        }
    }

    /** As a dispatcher leaves it that dies between its commit and the start. */
    private static void claimWithoutWorkflow(Connection rows) throws SQLException {
        change(
                rows,
                """
                INSERT INTO calls (id, organization_id, campaign_id, lead_id, state, to_number, callback_token, claimed_at)
                SELECT gen_random_uuid(), organization_id, campaign_id, id, 'claimed', phones[1], gen_random_uuid()::text,
                    carillon_now()
                FROM leads WHERE phones[1] = '%1$s';
                UPDATE leads SET status = 'in_call', call_id = (SELECT id FROM calls WHERE lead_id = leads.id)
                WHERE phones[1] = '%1$s'
                """
                        .formatted(CLAIMED));
    }

    private static void orphan(Connection rows) throws SQLException {
        change(
                rows,
                "UPDATE leads SET status = 'in_call', call_id = gen_random_uuid(), updated_at = carillon_now() WHERE phones[1] = '"
                        + ORPHAN
                        + "'");
    }

    private static void await(Connection rows, String what, String number)
            throws SQLException, InterruptedException {
        awaitText(
                rows,
                """
                SELECT count(*)::text FROM lead_decisions d JOIN leads l ON l.id = d.lead_id
                WHERE d.decision = 'reconciled' AND d.rule = '%s' AND l.phones[1] = '%s'
                """
                        .formatted(what, number),
                "1");
    }

    private static void awaitText(Connection rows, String sql, String expected)
            throws SQLException, InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!text(rows, sql).equals(expected)) {
            assertThat(System.nanoTime()).as(sql).isLessThan(end);
            Thread.sleep(200);
        }
    }

    /** The rules by which the reconciler ended something of this person's. */
    private static List<String> trace(RunningStack stack, Connection rows, String number)
            throws SQLException, IOException, InterruptedException {
        String lead =
                text(
                        rows,
                        "SELECT written_id('lead', id) FROM leads WHERE phones[1] = '"
                                + number
                                + "'");
        JsonNode trace = stack.api().get("/leads/" + lead + "/trace");
        return trace.path("data")
                .valueStream()
                .filter(entry -> entry.path("decision").asString().equals("reconciled"))
                .map(entry -> entry.path("rule").asString())
                .toList();
    }

    private static double counted(RunningStack stack, String what)
            throws IOException, InterruptedException {
        String address =
                "http://127.0.0.1:" + stack.settings().ports().worker() + "/actuator/prometheus";
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create(address)).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body()
                    .lines()
                    .filter(line -> line.startsWith("carillon_reconciled_total{"))
                    .filter(line -> line.contains("\"" + what + "\""))
                    .mapToDouble(line -> Double.parseDouble(line.replaceFirst(".* ", "")))
                    .sum();
        }
    }

    private static void change(Connection rows, String sql) throws SQLException {
        try (Statement statement = rows.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String text(Connection rows, String sql) throws SQLException {
        try (Statement statement = rows.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
