package io.carillon.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.testing.ApiClient;
import io.carillon.api.testing.ApiClient.Answer;
import io.carillon.api.testing.ApiServer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DoorTest {
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
    void asksForAKey() {
        Answer answer = server.anyone().get("/campaigns");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
        assertThat(answer.at("/code")).isEqualTo("UNAUTHORIZED");
        assertThat(answer.at("/request_id")).isEqualTo(answer.header("X-Request-Id"));
        assertThat(answer.header("RateLimit")).startsWith("\"default\";r=");
    }

    @Test
    void refusesAKeyNobodyHas() {
        assertThat(server.as("ck_nobody").get("/campaigns").status()).isEqualTo(401);
    }

    @Test
    void answersUnknownPathsWithAProblem() {
        ApiClient admin = server.organization("door", "admin");

        Answer answer = admin.get("/no-such-thing");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.at("/code")).isEqualTo("NOT_FOUND");
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    }
}
