package io.carillon.activities.carrier.simulator;

import io.carillon.activities.carrier.Callback;
import io.carillon.activities.carrier.CarrierDriver;
import io.carillon.activities.carrier.CarrierDriverContract;
import io.carillon.activities.carrier.TroubledHost.Answer;

import org.junit.jupiter.api.AfterAll;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

class SimulatorDriverContractTest extends CarrierDriverContract {
    private static final SimulatorDriver DRIVER =
            new SimulatorDriver(
                    new SimulatorSettings(
                            "http://127.0.0.1:9",
                            1,
                            Duration.ofSeconds(1),
                            Duration.ofMillis(500)));

    @AfterAll
    static void closeDriver() throws IOException {
        DRIVER.close();
    }

    @Override
    protected CarrierDriver driver() {
        return DRIVER;
    }

    @Override
    protected Map<String, String> credentials() {
        return Map.of();
    }

    @Override
    protected Answer accepted(String carrierCallId) {
        return new Answer(201, "{\"call_id\":\"" + carrierCallId + "\"}");
    }

    @Override
    protected Answer invalidNumber() {
        return error(422, "invalid_number");
    }

    @Override
    protected Answer tooMany() {
        return error(429, "too_many_requests");
    }

    @Override
    protected Answer accountProblem() {
        return error(402, "no_balance");
    }

    @Override
    protected Answer done() {
        return new Answer(200, "{}");
    }

    @Override
    protected Callback unheardOf() {
        return new Callback(
                "http://127.0.0.1:9/callbacks/token",
                Map.of(),
                "{\"id\":\"1\",\"kind\":\"moved\",\"call_id\":\"abc\"}"
                        .getBytes(StandardCharsets.UTF_8));
    }

    private static Answer error(int status, String code) {
        return new Answer(
                status, "{\"error\":{\"code\":\"" + code + "\",\"message\":\"not placed\"}}");
    }
}
