package io.carillon.api.organization;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.testing.ApiClient;
import io.carillon.api.testing.ApiClient.Answer;
import io.carillon.api.testing.ApiServer;
import io.carillon.api.testing.Tenants;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OrganizationApiTest {
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
    void makesAnOrganizationThatCanWorkAtOnce() {
        Answer made = server.operator().post("/organizations", "{\"name\":\"Acme\"}");

        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(made.at("/id")).startsWith("org_");
        ApiClient admin = server.as(made.at("/key/key"));
        assertThat(admin.get("/carrier-accounts").at("/data/0/carrier")).isEqualTo("simulator");
        assertThat(admin.get("/campaigns").json().at("/data").size()).isZero();
        assertThat(admin.get("/organizations").at("/data/0/id")).isEqualTo(made.at("/id"));
        assertThat(admin.get("/audit-log").at("/data/0/action")).isEqualTo("organization.created");
    }

    @Test
    void isTheOperatorsAlone() {
        ApiClient admin = Tenants.make(server, "no operator");

        assertThat(admin.post("/organizations", "{\"name\":\"x\"}").status()).isEqualTo(403);
        assertThat(server.operator().get("/campaigns").status()).isEqualTo(403);
    }

    @Test
    void setsWeightAndLimits() {
        String id = server.operator().post("/organizations", "{\"name\":\"limited\"}").at("/id");

        Answer edited =
                server.operator()
                        .patch(
                                "/organizations/" + id,
                                "{\"weight\":3,\"limits\":{\"max_calls_per_day\":100,"
                                        + "\"max_spend_per_day\":\"12.50\",\"calls_per_number\":{\"PT24H\":2}}}");

        assertThat(edited.status()).as(edited.text()).isEqualTo(200);
        assertThat(edited.at("/limits/max_spend_per_day")).isEqualTo("12.50");
        assertThat(edited.json().at("/limits/calls_per_number/PT24H").asInt()).isEqualTo(2);
        assertThat(
                        server.operator()
                                .patch("/organizations/" + id, "{\"weight\":0}")
                                .at("/errors/0/pointer"))
                .isEqualTo("/weight");
        assertThat(server.operator().patch("/organizations/org_0000", "{\"weight\":1}").status())
                .isEqualTo(404);
    }

    @Test
    void keysReachAsFarAsTheirScopes() {
        ApiClient admin = Tenants.make(server, "scopes");
        Answer made =
                admin.post("/api-keys", "{\"name\":\"reader\",\"scopes\":[\"campaigns:read\"]}");
        ApiClient reader = server.as(made.at("/key"));

        assertThat(reader.get("/campaigns").status()).isEqualTo(200);
        assertThat(reader.post("/campaigns", "{}").status()).isEqualTo(403);
        assertThat(reader.get("/api-keys").status()).isEqualTo(403);
        assertThat(admin.get("/api-keys").text()).doesNotContain(made.at("/key"));
    }

    @Test
    void rotatesAndRevokesAtOnce() {
        ApiClient admin = Tenants.make(server, "rotation");
        Answer made = admin.post("/api-keys", "{\"name\":\"r\",\"scopes\":[\"campaigns:read\"]}");
        String path = "/api-keys/" + made.at("/id");

        Answer rotated = admin.post(path + "/rotate");

        assertThat(rotated.at("/id")).isEqualTo(made.at("/id"));
        assertThat(server.as(made.at("/key")).get("/campaigns").status()).isEqualTo(401);
        assertThat(server.as(rotated.at("/key")).get("/campaigns").status()).isEqualTo(200);
        assertThat(admin.delete(path).status()).isEqualTo(204);
        assertThat(admin.delete(path).status()).isEqualTo(404);
        assertThat(server.as(rotated.at("/key")).get("/campaigns").status()).isEqualTo(401);
    }

    @Test
    void nobodyGivesAwayTheOperatorsScope() {
        ApiClient admin = Tenants.make(server, "climbers");

        assertThat(admin.post("/api-keys", "{\"name\":\"x\",\"scopes\":[\"operator\"]}").status())
                .isEqualTo(403);
        assertThat(admin.post("/api-keys", "{\"name\":\"x\",\"scopes\":[\"sing\"]}").status())
                .isEqualTo(422);
        assertThat(
                        admin.post(
                                        "/api-keys",
                                        "{\"name\":\"x\",\"scopes\":[\"admin\"],\"expires_at\":\"2020-01-01T00:00:00Z\"}")
                                .at("/code"))
                .isEqualTo("IN_THE_PAST");
    }
}
