package io.carillon.api.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.testing.Runbook;
import io.carillon.api.testing.ApiClient.Answer;
import io.carillon.api.testing.ApiServer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

class DocumentedPathsTest {
    /** The contract's table of requests, but for what it leaves to a later version. */
    private static final String CONTRACT =
            """
            POST GET /campaigns
            GET PATCH DELETE /campaigns/{id}
            POST /campaigns/{id}/start
            POST /campaigns/{id}/pause
            POST /campaigns/{id}/resume
            POST /campaigns/{id}/stop
            POST /campaigns/{id}/dry-run
            GET /campaigns/{id}/progress
            GET /campaigns/{id}/why-idle
            GET /campaigns/{id}/results.csv
            POST GET /campaigns/{id}/leads
            GET PATCH DELETE /leads/{id}
            GET /leads/{id}/trace
            POST /imports/preview
            GET /imports/{id}
            GET /imports/{id}/errors.csv
            POST /imports/{id}/cancel
            POST GET /calls
            GET /calls/active
            GET PATCH /calls/{id}
            GET /calls/{id}/events
            GET /calls/{id}/recording
            POST /calls/{id}/cancel
            POST /calls/{id}/hangup
            POST /calls/{id}/say
            POST /calls/{id}/play
            POST /calls/{id}/transfer
            POST /calls/{id}/hold
            POST /calls/{id}/unhold
            POST /calls/{id}/digits
            POST GET /flows
            GET /flows/{id}
            POST /flows/{id}/versions
            POST /flows/validate
            POST /audio
            GET /voices
            POST /voices/speech
            POST GET /caller-ids
            GET PATCH DELETE /caller-ids/{id}
            POST GET /suppressions
            GET DELETE /suppressions/{id}
            POST GET /carrier-accounts
            GET PATCH DELETE /carrier-accounts/{id}
            POST GET /webhook-endpoints
            GET PATCH DELETE /webhook-endpoints/{id}
            POST /webhook-endpoints/{id}/test
            POST /webhook-endpoints/{id}/rotate-secret
            POST /webhook-endpoints/{id}/redeliver
            GET /webhook-endpoints/{id}/deliveries
            GET /events
            POST GET /organizations
            GET PATCH /organizations/{id}
            GET /audit-log
            POST GET /api-keys
            DELETE /api-keys/{id}
            POST /api-keys/{id}/rotate
            GET /stream
            """;

    private static final List<String> AT_THE_ROOT = List.of("GET /healthz", "GET /readyz");

    private static ApiServer server;

    @BeforeAll
    static void start() {
        server = ApiServer.start();
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @Test
    void listsTheRequestsOfTheContract() {
        Answer document = server.anyone().get("//v3/api-docs");

        assertThat(document.status()).as(document.text()).isEqualTo(200);
        assertThat(documented(document.json())).containsAll(contract());
        assertThat(server.anyone().get("//docs").status()).isIn(200, 302);
    }

    @Test
    void listsTheRequestsTheRunbookTellsOperatorsToMake() {
        Answer document = server.anyone().get("//v3/api-docs");

        assertThat(documented(document.json()))
                .containsAll(Runbook.read().requests())
                .hasSizeGreaterThan(10);
    }

    @Test
    void saysWhatEveryBodyHolds() {
        JsonNode document = server.anyone().get("//v3/api-docs").json();
        var unsaid = new TreeSet<String>();

        document.at("/paths")
                .forEachEntry(
                        (path, item) ->
                                item.forEachEntry(
                                        (method, operation) -> {
                                            if (isUnsaid(operation.at("/requestBody"))) {
                                                unsaid.add(method + " " + path);
                                            }
                                        }));

        assertThat(unsaid).isEmpty();
    }

    @Test
    void saysInOneSentenceWhatEveryRequestDoes() {
        JsonNode document = server.anyone().get("//v3/api-docs").json();
        var unsaid = new TreeSet<String>();

        document.at("/paths")
                .forEachEntry(
                        (path, item) ->
                                item.forEachEntry(
                                        (method, operation) -> {
                                            if (operation.at("/summary").asString("").isEmpty()) {
                                                unsaid.add(method + " " + path);
                                            }
                                        }));

        assertThat(unsaid).isEmpty();
        assertThat(document.at("/paths").findValues("tags").toString())
                .doesNotContain("controller");
    }

    private static boolean isUnsaid(JsonNode body) {
        return body.isObject() && !body.has("$ref");
    }

    private static TreeSet<String> contract() {
        var requests = new TreeSet<>(AT_THE_ROOT);
        CONTRACT.lines()
                .forEach(
                        line -> {
                            String[] words = line.split(" ");
                            String path = "/api/v1" + words[words.length - 1];
                            Arrays.stream(words, 0, words.length - 1)
                                    .forEach(method -> requests.add(method + " " + path));
                        });
        return requests;
    }

    private static TreeSet<String> documented(JsonNode document) {
        var requests = new TreeSet<String>();
        document.at("/paths")
                .forEachEntry(
                        (path, item) ->
                                item.propertyNames()
                                        .forEach(
                                                method ->
                                                        requests.add(
                                                                method.toUpperCase(Locale.ROOT)
                                                                        + " "
                                                                        + path)));
        return requests;
    }
}
