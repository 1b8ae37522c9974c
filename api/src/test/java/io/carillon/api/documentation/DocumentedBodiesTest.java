package io.carillon.api.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.testing.ApiClient;
import io.carillon.api.testing.ApiClient.Answer;
import io.carillon.api.testing.ApiServer;
import io.carillon.api.testing.Tenants;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Sends what the document's examples say, and what its schemas forbid. */
class DocumentedBodiesTest {
    /** Where each body with an example is sent; {@code new}: something made for it. */
    private static final String BODIES =
            """
            POST,  /campaigns,              Campaign
            PATCH, /campaigns/{new},        CampaignPatch
            POST,  /campaigns/{new}/leads,  Leads
            PATCH, /leads/{new},            LeadPatch
            POST,  /calls,                  Call
            PATCH, /calls/{new},            Remarks
            POST,  /flows,                  Flow
            POST,  /flows/validate,         Flow
            POST,  /flows/{new}/versions,   Flow
            POST,  /suppressions,           Suppression
            POST,  /caller-ids,             CallerId
            PATCH, /caller-ids/{new},       CallerIdPatch
            POST,  /caller-ids/{new}/verify, CallerIdProof
            POST,  /carrier-accounts,       CarrierAccount
            PATCH, /carrier-accounts/{new}, CarrierAccountPatch
            POST,  /webhook-endpoints,      WebhookEndpoint
            PATCH, /webhook-endpoints/{new}, WebhookEndpointPatch
            POST,  /webhook-endpoints/{new}/redeliver, Redeliver
            POST,  /campaigns/{new}/stop,   Stop
            POST,  /campaigns/{new}/start,  Reason
            POST,  /api-keys,               ApiKey
            POST,  /organizations,          Organization
            PATCH, /organizations/{new},    OrganizationPatch
            """;

    private static ApiServer server;
    private static JsonNode document;

    @BeforeAll
    static void start() {
        server = ApiServer.start();
        document = server.anyone().get("//v3/api-docs").json();
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @Test
    void hasAnExampleForAllButFilesAndCallsInProgress() {
        var without = new TreeSet<String>();

        document.at("/components/requestBodies")
                .forEachEntry(
                        (name, body) -> {
                            if (examples(name).isEmpty()) {
                                without.add(name);
                            }
                        });

        assertThat(without).containsExactly("Digits", "LeadFile", "Play", "Say", "Transfer");
    }

    @ParameterizedTest
    @CsvSource(textBlock = BODIES)
    void doesWhatTheDocumentSays(String method, String path, String body) {
        for (JsonNode example : examples(body)) {
            Answer answer = fresh(path).send(method, example.toString());

            assertThat(answer.status())
                    .as("%s %s %s: %s", method, path, example, answer)
                    .isBetween(200, 299);
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = BODIES)
    void refusesWhatTheDocumentForbids(String method, String path, String body) {
        Fresh fresh = fresh(path);
        for (JsonNode example : examples(body)) {
            for (Wrong wrong : wrongs(schema(body), example)) {
                Answer refused = fresh.send(method, wrong.body());

                assertThat(refused.status())
                        .as("%s %s %s: %s", method, path, wrong, refused)
                        .isIn(400, 422);
                assertThat(refused.json().at("/errors").findValuesAsString("pointer"))
                        .as("%s %s %s", method, path, wrong)
                        .anyMatch(pointer -> pointer.startsWith(wrong.pointer()));
            }
        }
    }

    private record Fresh(ApiClient client, String path) {
        Answer send(String method, String body) {
            return client.send(method, path, BodyPublishers.ofString(body), "application/json");
        }
    }

    /** The path with an id of something made for this request. */
    private static Fresh fresh(String path) {
        boolean operators = path.startsWith("/organizations");
        ApiClient who = operators ? server.operator() : Tenants.ready(server, "fresh");
        if (!path.contains("{new}")) {
            return new Fresh(who, path);
        }
        String kind = path.split("/")[1];
        String id =
                switch (kind) {
                    case "campaigns" -> campaign(who);
                    case "leads" -> lead(who);
                    case "calls" -> who.post("/calls", one("Call")).at("/id");
                    case "flows" -> who.post("/flows", one("Flow")).at("/id");
                    case "caller-ids" -> who.post("/caller-ids", one("CallerId")).at("/id");
                    case "carrier-accounts" ->
                            who.post("/carrier-accounts", one("CarrierAccount")).at("/id");
                    case "webhook-endpoints" ->
                            who.post("/webhook-endpoints", one("WebhookEndpoint")).at("/id");
                    case "organizations" ->
                            who.post("/organizations", one("Organization")).at("/id");
                    default -> throw new IllegalArgumentException(path);
                };
        assertThat(id).as("a new one for %s", path).isNotEmpty();
        return new Fresh(who, path.replace("{new}", id));
    }

    private static String campaign(ApiClient who) {
        return who.post("/campaigns", Tenants.campaign("\"keep_open\":true")).at("/id");
    }

    private static String lead(ApiClient who) {
        return who.post(
                        "/campaigns/" + campaign(who) + "/leads",
                        "{\"leads\":[{\"phone\":\"2025550101\"}]}")
                .at("/results/0/lead_id");
    }

    private static String one(String body) {
        return examples(body).getFirst().toString();
    }

    private static List<JsonNode> examples(String body) {
        var examples = new ArrayList<JsonNode>();
        document.at("/components/requestBodies/" + body + "/content/application~1json/examples")
                .forEach(example -> examples.add(example.get("value")));
        return examples;
    }

    private static JsonNode schema(String body) {
        return resolved(
                document.at(
                        "/components/requestBodies/" + body + "/content/application~1json/schema"));
    }

    private static JsonNode resolved(JsonNode schema) {
        return schema.has("$ref")
                ? document.at(schema.get("$ref").asString().substring(1))
                : schema;
    }

    /** A body the schema forbids, and where. */
    private record Wrong(String pointer, String why, String body) {}

    private static List<Wrong> wrongs(JsonNode schema, JsonNode example) {
        var wrongs = new ArrayList<Wrong>();
        collect(schema, example, "", example, wrongs);
        return wrongs;
    }

    private static void collect(
            JsonNode schema, JsonNode at, String pointer, JsonNode whole, List<Wrong> wrongs) {
        if (schema.has("minimum")) {
            wrongs.add(
                    replaced(
                            whole,
                            pointer,
                            "below",
                            String.valueOf(schema.get("minimum").asDouble() - 1)));
        }
        if (schema.has("maximum")) {
            wrongs.add(
                    replaced(
                            whole,
                            pointer,
                            "above",
                            String.valueOf(schema.get("maximum").asLong() + 1)));
        }
        if (schema.has("enum")) {
            wrongs.add(replaced(whole, pointer, "no such word", "\"nonsense\""));
        }
        if (schema.has("maxLength") && at.isString()) {
            String text = "a".repeat(schema.get("maxLength").asInt() + 1);
            wrongs.add(replaced(whole, pointer, "too long", "\"" + text + "\""));
        }
        if (at instanceof ArrayNode list && schema.has("items")) {
            for (int i = 0; i < list.size(); i++) {
                collect(
                        resolved(schema.get("items")),
                        list.get(i),
                        pointer + "/" + i,
                        whole,
                        wrongs);
            }
        }
        if (at instanceof ObjectNode object) {
            members(schema, object, pointer, whole, wrongs);
        }
    }

    private static void members(
            JsonNode schema,
            ObjectNode object,
            String pointer,
            JsonNode whole,
            List<Wrong> wrongs) {
        JsonNode others = schema.path("additionalProperties");
        if (others.isBoolean() && !others.asBoolean()) {
            wrongs.add(replaced(whole, pointer + "/surprise", "unknown member", "1"));
        }
        for (JsonNode required : schema.path("required")) {
            wrongs.add(removed(whole, pointer + "/" + required.asString()));
        }
        object.forEachEntry(
                (name, value) -> {
                    JsonNode member =
                            schema.at("/properties").has(name)
                                    ? schema.at("/properties").get(name)
                                    : others;
                    if (member.isObject() && !value.isNull()) {
                        String inner = pointer + "/" + name.replace("~", "~0").replace("/", "~1");
                        collect(resolved(member), value, inner, whole, wrongs);
                    }
                });
    }

    private static Wrong replaced(JsonNode whole, String pointer, String why, String value) {
        JsonNode copy = whole.deepCopy();
        int slash = pointer.lastIndexOf('/');
        JsonNode parent = copy.at(pointer.substring(0, slash));
        String name = pointer.substring(slash + 1).replace("~1", "/").replace("~0", "~");
        JsonNode wrong = tools.jackson.databind.json.JsonMapper.shared().readTree(value);
        if (parent instanceof ArrayNode list) {
            list.set(Integer.parseInt(name), wrong);
        } else {
            ((ObjectNode) parent).set(name, wrong);
        }
        return new Wrong(pointer, why, copy.toString());
    }

    private static Wrong removed(JsonNode whole, String pointer) {
        JsonNode copy = whole.deepCopy();
        int slash = pointer.lastIndexOf('/');
        ((ObjectNode) copy.at(pointer.substring(0, slash))).remove(pointer.substring(slash + 1));
        return new Wrong(pointer, "missing", copy.toString());
    }
}
