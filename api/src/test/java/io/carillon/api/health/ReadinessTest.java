package io.carillon.api.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;

import io.carillon.api.health.CarrierLook.Reached;
import io.carillon.api.testing.ApiClient;
import io.carillon.api.testing.ApiClient.Answer;
import io.carillon.api.testing.ApiServer;
import io.carillon.api.testing.Tenants;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

class ReadinessTest {
    @Test
    void saysForEachCarrierWhetherItCanBeReached() throws IOException {
        HttpServer simulator =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        simulator.createContext(
                "/health",
                exchange -> {
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                });
        simulator.start();
        try (ApiServer server = ApiServer.start("--carillon.simulator.url=http://127.0.0.1:1")) {
            ApiClient ours = Tenants.make(server, "ours");
            Tenants.make(server, "theirs");
            String here = "http://127.0.0.1:" + simulator.getAddress().getPort();
            ours.post(
                    "/carrier-accounts",
                    "{\"carrier\":\"simulator\",\"name\":\"near\",\"base_url\":\"" + here + "\"}");
            ours.post(
                    "/carrier-accounts",
                    "{\"carrier\":\"simulator\",\"name\":\"resting\",\"status\":\"paused\",\"base_url\":\"http://127.0.0.1:1\"}");
            ours.post(
                    "/carrier-accounts",
                    "{\"carrier\":\"ilyost\",\"name\":\"i\",\"credentials\":{\"api_key\":\"k\"}}");

            Answer answer = server.anyone().get("//readyz");

            assertThat(answer.json().at("/carriers").toString())
                    .isEqualTo(
                            """
                            [{"carrier":"ilyost","own_address":true,"accounts":1,"status":"not_asked"},\
                            {"carrier":"simulator","own_address":true,"accounts":2,"status":"unreachable"},\
                            {"carrier":"simulator","own_address":false,"accounts":1,"status":"ok"}]""");
            assertThat(answer.at("/carrier")).isEqualTo("unreachable");
            assertThat(answer.text()).doesNotContain(here);
        } finally {
            simulator.stop(0);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                     | none",
                "own not_asked          | none",
                "own ok                 | ok",
                "own unreachable        | unreachable",
                "own ok, other unreachable | ok",
                "own unreachable, other ok | unreachable",
                "other unreachable      | unreachable",
                "other unreachable, other ok | ok",
                "own not_asked, own ok  | ok"
            })
    void sumsUpTheCarriers(String each, String word) {
        List<Reached> carriers = new ArrayList<>();
        for (String one : each.split(", ")) {
            if (!one.isBlank()) {
                String[] parts = one.split(" ");
                carriers.add(new Reached("simulator", parts[0].equals("own"), 1, parts[1]));
            }
        }

        assertThat(CarrierLook.summary(carriers)).isEqualTo(word);
    }
}
