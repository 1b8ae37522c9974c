package io.carillon.activities.carrier.ilyost;

import io.carillon.activities.carrier.Callback;
import io.carillon.activities.carrier.CarrierDriver;
import io.carillon.activities.carrier.CarrierDriverContract;
import io.carillon.activities.carrier.TroubledHost.Answer;

import org.junit.jupiter.api.AfterAll;

import java.io.IOException;
import java.util.Map;

class IlyostDriverContractTest extends CarrierDriverContract {
    private static final IlyostDriver DRIVER = new IlyostDriver(Ilyosts.settings());

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
        return Ilyosts.CREDENTIALS;
    }

    @Override
    protected Answer accepted(String carrierCallId) {
        return new Answer(200, "{\"success\":true,\"call_id\":\"" + carrierCallId + "\"}");
    }

    @Override
    protected Answer invalidNumber() {
        return error(500, "Country code for the number +12025550101 is not recognized");
    }

    @Override
    protected Answer tooMany() {
        return new Answer(429, "Too many requests from this IP, please try again later.");
    }

    @Override
    protected Answer accountProblem() {
        return error(402, "Insufficient balance. Minimum balance required is 1.00 USD");
    }

    @Override
    protected Answer done() {
        return new Answer(200, "{\"success\":true}");
    }

    @Override
    protected Callback unheardOf() {
        return Ilyosts.callback(
                Ilyosts.ADDRESS,
                "{\"state\":\"moved\",\"call_id\":\"abc\",\"timestamp\":\"2:45:30 PM\"}");
    }

    private static Answer error(int status, String words) {
        return new Answer(status, "{\"success\":false,\"error\":\"" + words + "\"}");
    }
}
