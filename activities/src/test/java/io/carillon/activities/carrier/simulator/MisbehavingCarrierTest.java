package io.carillon.activities.carrier.simulator;

import static io.carillon.activities.carrier.simulator.Dialing.BYE;
import static io.carillon.activities.carrier.simulator.Dialing.fresh;
import static io.carillon.activities.carrier.simulator.Dialing.gather;
import static io.carillon.activities.carrier.simulator.Dialing.say;
import static io.carillon.activities.carrier.simulator.Dialing.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.carrier.CallOnCarrier;
import io.carillon.activities.carrier.CarrierEvent;
import io.carillon.activities.carrier.CarrierEvent.Gathered;
import io.carillon.activities.carrier.DialAnswer;
import io.carillon.activities.carrier.simulator.Misbehaviour.Callbacks;
import io.carillon.activities.carrier.simulator.Misbehaviour.Create;
import io.carillon.workflows.call.LookUp;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

class MisbehavingCarrierTest {
    private Dialing dialing;

    @BeforeEach
    void open(@TempDir Path home) throws IOException {
        dialing = new Dialing(home, 200);
    }

    @AfterEach
    void close() throws IOException {
        dialing.close();
    }

    @ParameterizedTest
    @CsvSource({"ACCEPT_THEN_500", "ACCEPT_THEN_HANG", "ACCEPT_THEN_CUT", "ACCEPT_MALFORMED"})
    void anAcceptedCallRingsOnceWhateverTheAnswer(Create trouble) throws Exception {
        dialing.server().misbehave(Misbehaviour.next(trouble).hangingFor(5));
        CallOnCarrier call = fresh();

        DialAnswer answer = dialing.dial(call, "01", say("greet", "Hello."), BYE);

        assertThat(answer).isInstanceOf(DialAnswer.Ambiguous.class);
        assertThat(dialing.awaitEnd(call).answered()).isTrue();
        assertThat(dialing.driver().lookUp(dialing.account(), call))
                .isEqualTo(new LookUp.Ended(true, null, "hung_up_by_us"));
        assertThat(logged(call)).singleElement().matches(line -> line.path("rang").asBoolean());
    }

    @ParameterizedTest
    @CsvSource({"REFUSE_429,RATE", "REFUSE_503,DOWN", "REFUSE_402,ACCOUNT"})
    void aCallTurnedAwayDoesNotRing(Create trouble, DialAnswer.Problem problem) throws Exception {
        dialing.server().misbehave(Misbehaviour.next(trouble));
        CallOnCarrier call = fresh();

        DialAnswer answer = dialing.dial(call, "01", BYE);

        assertThat(answer)
                .isInstanceOfSatisfying(
                        DialAnswer.NotSent.class,
                        no -> assertThat(no.problem()).isEqualTo(problem));
        assertThat(dialing.driver().lookUp(dialing.account(), call)).isEqualTo(new LookUp.Absent());
        assertThat(logged(call)).singleElement().matches(line -> !line.path("rang").asBoolean());
    }

    @Test
    void aPlanIsFollowedExactlyAndThenOver() {
        dialing.server()
                .misbehave(
                        Misbehaviour.next(Create.NONE, Create.ACCEPT_THEN_500, Create.REFUSE_429));

        assertThat(dialing.dial(fresh(), "80", BYE)).isInstanceOf(DialAnswer.Accepted.class);
        assertThat(dialing.dial(fresh(), "80", BYE)).isInstanceOf(DialAnswer.Ambiguous.class);
        assertThat(dialing.dial(fresh(), "80", BYE)).isInstanceOf(DialAnswer.NotSent.class);
        assertThat(dialing.dial(fresh(), "80", BYE)).isInstanceOf(DialAnswer.Accepted.class);
    }

    @Test
    void theSameReferenceTwiceRingsTwice() throws Exception {
        CallOnCarrier call = fresh();

        dialing.dial(call, "80", BYE);
        dialing.dial(call, "80", BYE);

        assertThat(logged(call)).hasSize(2);
    }

    @Test
    void everyDialRequestIsInTheLogWithTheTruthAboutRinging() throws Exception {
        for (String ending : List.of("00", "60", "80", "95", "96")) {
            dialing.dial(fresh(), ending, BYE);
        }

        assertThat(dialing.log())
                .extracting(
                        line -> line.path("to").asString(), line -> line.path("rang").asBoolean())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("+12025550100", true),
                        org.assertj.core.groups.Tuple.tuple("+12025550160", true),
                        org.assertj.core.groups.Tuple.tuple("+12025550180", true),
                        org.assertj.core.groups.Tuple.tuple("+12025550195", false),
                        org.assertj.core.groups.Tuple.tuple("+12025550196", false));
        assertThat(dialing.log().getFirst().propertyNames())
                .containsExactly("at", "to", "from", "reference", "rang");
    }

    @Test
    void aRequestThatCannotBeReadIsLoggedToo() throws Exception {
        JsonNode half = send("POST", "calls", "{\"to\":\"+12025550101\",\"reference\":\"x\"}");
        JsonNode none = send("POST", "calls", "hello");

        assertThat(half.path("error").path("code").asString()).isEqualTo("invalid_request");
        assertThat(none.path("error").path("code").asString()).isEqualTo("invalid_request");
        assertThat(dialing.log())
                .extracting(line -> line.path("reference").asString())
                .containsExactly("x", "");
        assertThat(dialing.log()).noneMatch(line -> line.path("rang").asBoolean());
    }

    @Test
    void doubledCallbacksCarryTheSameId() throws Exception {
        dialing.server().misbehave(Misbehaviour.callbacks(7, Map.of(Callbacks.DOUBLE, 1.0)));
        CallOnCarrier call = fresh();

        dialing.dial(call, "80", BYE);
        dialing.awaitEnd(call);
        while (dialing.receiver.received(token(call)).size() < 2) {
            Thread.onSpinWait();
        }

        assertThat(dialing.receiver.received(token(call)))
                .extracting(CarrierEvent::id)
                .hasSize(2)
                .containsOnly(dialing.receiver.received(token(call)).getFirst().id());
    }

    @Test
    void droppedCallbacksNeverComeButTheCallWasThere() throws Exception {
        dialing.server().misbehave(Misbehaviour.callbacks(7, Map.of(Callbacks.DROP, 1.0)));
        CallOnCarrier call = fresh();

        dialing.dial(call, "80", BYE);
        while (dialing.driver().lookUp(dialing.account(), call) instanceof LookUp.Live) {
            Thread.onSpinWait();
        }

        assertThat(dialing.told(call)).isEmpty();
    }

    @Test
    void callbacksOvertakeEachOther() throws Exception {
        put("misbehaviour", "{\"seed\":3,\"callbacks\":{\"reorder\":0.5},\"delay_seconds\":0.4}");
        boolean overtaken = false;
        for (int i = 0; i < 20 && !overtaken; i++) {
            CallOnCarrier call = fresh();
            dialing.dial(call, "02", gather(List.of("1"), List.of()), BYE);
            dialing.receiver.await(token(call), Gathered.class::isInstance);
            dialing.driver().hangUp(dialing.account(), call);
            dialing.receiver.await(token(call), CarrierEvent.Ended.class::isInstance);
            dialing.receiver.await(token(call), CarrierEvent.Ringing.class::isInstance);
            List<Integer> order =
                    dialing.receiver.received(token(call)).stream()
                            .map(event -> event.id())
                            .map(id -> Integer.valueOf(id.substring(id.indexOf('-') + 1)))
                            .toList();
            overtaken = !order.equals(order.stream().sorted().toList());
        }

        assertThat(overtaken).isTrue();
    }

    @Test
    void aReceiverThatIsDownGetsEverythingInOrderOnceItIsBack() throws Exception {
        dialing.receiver.status = 503;
        CallOnCarrier call = fresh();
        CallOnCarrier other = fresh();
        dialing.dial(call, "61", BYE);
        dialing.dial(other, "80", BYE);
        while (dialing.driver().lookUp(dialing.account(), call) instanceof LookUp.Live) {
            Thread.onSpinWait();
        }
        assertThat(dialing.told(call)).isEmpty();

        dialing.receiver.status = 204;

        dialing.awaitEnd(call);
        dialing.awaitEnd(other);
        assertThat(dialing.told(call)).containsExactly("Ringing", "Ended");
    }

    @Test
    void settingsAreReadAndWrittenAsJson() throws Exception {
        JsonNode how =
                put(
                        "misbehaviour",
                        "{\"create\":{\"accept_then_500\":0.1},\"callbacks\":{\"drop\":0.2},"
                                + "\"next\":[\"accept_then_cut\",\"none\"]}");
        JsonNode table = put("personas", "{\"00-09\":\"fax\",\"10\":\"silent\"}");
        JsonNode speed = put("speed", "{\"speed\":20}");

        assertThat(how.toString())
                .isEqualTo(
                        "{\"seed\":1,\"create\":{\"accept_then_500\":0.1},"
                                + "\"callbacks\":{\"drop\":0.2},\"delay_seconds\":3.0,"
                                + "\"hang_seconds\":60.0,\"control500\":0.0,"
                                + "\"next\":[\"accept_then_cut\",\"none\"]}");
        assertThat(table.path("00-09").asString()).isEqualTo("fax");
        assertThat(table.path("11-39").asString()).isEqualTo("human");
        assertThat(speed.path("speed").asDouble()).isEqualTo(20);
        assertThat(put("speed", "{\"speed\":-1}").path("error").path("code").asString())
                .isEqualTo("invalid_request");
        assertThat(put("misbehaviour", "{").has("error")).isTrue();
        assertThat(put("misbehaviour", "{\"create\":{\"refuse_429\":2}}").has("error")).isTrue();
    }

    private JsonNode put(String what, String body) throws Exception {
        return send("PUT", what, body);
    }

    private JsonNode send(String method, String what, String body) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer =
                    http.send(
                            HttpRequest.newBuilder(
                                            URI.create(dialing.server().url() + "/v1/" + what))
                                    .method(method, HttpRequest.BodyPublishers.ofString(body))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            return SimulatorJson.MAPPER.readTree(answer.body());
        }
    }

    private List<JsonNode> logged(CallOnCarrier call) throws IOException {
        return dialing.log().stream()
                .filter(line -> line.path("reference").asString().equals(token(call)))
                .toList();
    }
}
