package io.carillon.activities.carrier.twilio;

import io.carillon.activities.carrier.Callback;
import io.carillon.activities.carrier.CarrierDriver;
import io.carillon.activities.carrier.CarrierDriverContract;
import io.carillon.activities.carrier.TroubledHost.Answer;

import org.junit.jupiter.api.AfterAll;

import java.io.IOException;
import java.util.Map;

class TwilioDriverContractTest extends CarrierDriverContract {
    private static final TwilioDriver DRIVER = Twilios.driver();

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
        return Twilios.CREDENTIALS;
    }

    @Override
    protected Answer accepted(String carrierCallId) {
        return new Answer(201, "{\"sid\":\"" + carrierCallId + "\",\"status\":\"queued\"}");
    }

    @Override
    protected Answer invalidNumber() {
        return new Answer(400, Twilios.error(400, 21211));
    }

    @Override
    protected Answer tooMany() {
        return new Answer(429, Twilios.error(429, 20429));
    }

    @Override
    protected Answer accountProblem() {
        return new Answer(401, Twilios.error(401, 20003));
    }

    @Override
    protected Answer done() {
        return new Answer(200, "{\"sid\":\"" + Twilios.CALL_SID + "\",\"status\":\"in-progress\"}");
    }

    @Override
    protected Callback unheardOf() {
        return Callbacks.form("&kind=status", "CallStatus=moved&SequenceNumber=9");
    }
}
