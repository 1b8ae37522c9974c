package io.carillon.api.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.testing.ApiClient;
import io.carillon.api.testing.ApiClient.Answer;
import io.carillon.api.testing.ApiServer;
import io.carillon.api.testing.DialedCalls;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.concurrent.atomic.AtomicInteger;

/** Orders to one call, as an operator's program gives them; Temporal is down. */
class CallControlHttpTest {
    private static final AtomicInteger COUNTER = new AtomicInteger();
    private static ApiServer server;
    private static DialedCalls calls;

    private String name;
    private ApiClient user;

    @BeforeAll
    static void start() {
        server = ApiServer.start();
        calls = new DialedCalls(server);
    }

    @AfterAll
    static void close() {
        calls.close();
        server.close();
    }

    @BeforeEach
    void organization() {
        name = "control " + COUNTER.incrementAndGet();
        user = calls.organization(name, "calls:control", "calls:dial", "calls:read");
        calls.asked.clear();
        calls.answer = 200;
    }

    @Test
    void holdsAndReleasesALiveCall() {
        String id = calls.answered(user);

        Answer held = user.post("/calls/" + id + "/hold");
        Answer released = user.post("/calls/" + id + "/unhold");

        assertThat(held.status()).as(held.toString()).isEqualTo(202);
        assertThat(held.at("/id")).isEqualTo(id);
        assertThat(held.at("/status")).isEqualTo("in_progress");
        assertThat(released.status()).isEqualTo(202);
        assertThat(calls.asked).containsExactly("/v1/calls/CA1/hold", "/v1/calls/CA1/hold");
    }

    @Test
    void hangsUpThroughTheCarrierWhileTemporalIsDown() {
        String id = calls.answered(user);

        Answer answer = user.post("/calls/" + id + "/hangup");

        assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
        assertThat(answer.at("/status")).isEqualTo("in_progress");
        assertThat(calls.asked).containsExactly("/v1/calls/CA1/hangup");
    }

    @ParameterizedTest
    @CsvSource({"cancel,200", "hangup,202"})
    void cancelsACallThatWasNotDialed(String order, int status) {
        String id = calls.waiting(user);

        Answer answer = user.post("/calls/" + id + "/" + order);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.at("/status")).isEqualTo("canceled");
        assertThat(answer.at("/result")).isEqualTo("canceled");
        assertThat(calls.asked).isEmpty();
    }

    @Test
    void doesNotCancelALiveCall() {
        problem(user.post("/calls/" + calls.dialed(user) + "/cancel"), 409, "CALL_LIVE");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "say|{\"text\":\"Hello\"}",
                "transfer|{\"to\":\"+12025550111\"}",
                "digits|{\"digits\":\"1\"}",
                "hold|",
                "unhold|"
            })
    void needsSomebodyOnTheLine(String order, String body) {
        problem(give(calls.waiting(user), order, body), 409, "CALL_NOT_LIVE");
        problem(give(calls.dialed(user), order, body), 409, "CALL_NOT_LIVE");
        problem(give(calls.over(user), order, body), 409, "CALL_OVER");
        assertThat(calls.asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cancel", "hangup"})
    void endsNothingTwice(String order) {
        problem(user.post("/calls/" + calls.over(user) + "/" + order), 409, "CALL_OVER");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "say|{\"text\":\"Hello\"}",
                "transfer|{\"to\":\"+12025550111\"}",
                "digits|{\"digits\":\"1w#\"}"
            })
    void givesNoOrderThatTheWorkflowCannotGoOnBehind(String order, String body) {
        String id = calls.answered(user);

        problem(give(id, order, body), 409, "TEMPORAL_UNREACHABLE");

        assertThat(calls.asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"404,CALL_OVER", "500,CARRIER_UNREACHABLE"})
    void saysWhatTheCarrierSays(int carrier, String code) {
        calls.answer = carrier;

        problem(user.post("/calls/" + calls.answered(user) + "/hold"), 409, code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "say|{}|422|/text|REQUIRED",
                "say|{\"text\":\"\"}|422|/text|REQUIRED",
                "say|{\"text\":7}|400|/text|WRONG_TYPE",
                "say|{\"text\":\"x\",\"loud\":true}|400|/loud|UNKNOWN_MEMBER",
                "play|{}|422|/audio|REQUIRED",
                "play|{\"audio\":\"nonsense\"}|422|/audio|AUDIO_NOT_FOUND",
                "play|{\"audio\":\"blob_00000000000000000000000000\"}|422|/audio|AUDIO_NOT_FOUND",
                "transfer|{}|422|/to|REQUIRED",
                "transfer|{\"to\":null}|422|/to|REQUIRED",
                "transfer|{\"to\":\"12\"}|422|/to|PHONE_INVALID",
                "transfer|{\"to\":\"+12025550111\",\"timeout\":\"PT1S\"}|422|/timeout|OUT_OF_RANGE",
                "transfer|{\"to\":\"+12025550111\",\"timeout\":\"soon\"}|422|/timeout|DURATION_INVALID",
                "transfer|{\"to\":\"+19005550123\"}|422|/to|TRANSFER_NOT_ALLOWED",
                "digits|{}|422|/digits|REQUIRED",
                "digits|{\"digits\":\"\"}|422|/digits|REQUIRED",
                "digits|{\"digits\":\"1-2\"}|422|/digits|BAD_DIGITS",
                "digits|{\"digits\":12}|400|/digits|WRONG_TYPE"
            })
    void refusesWithPointerAndCode(
            String order, String body, int status, String pointer, String code) {
        String id = calls.answered(user);

        Answer answer = give(id, order, body);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.at("/errors/0/pointer")).as(answer.toString()).isEqualTo(pointer);
        assertThat(answer.at("/errors/0/code")).isEqualTo(code);
        assertThat(calls.asked).isEmpty();
        assertThat(calls.column(id, "script_sequence")).isEqualTo("0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"say", "play", "transfer", "digits"})
    void needsABodyThatIsAnObject(String order) {
        String id = calls.answered(user);

        assertThat(give(id, order, "").status()).isEqualTo(400);
        assertThat(give(id, order, "[]").status()).isEqualTo(400);
        assertThat(give(id, order, "{").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"cancel", "hangup", "say", "play", "transfer", "hold", "unhold", "digits"})
    void knowsNoCallOfAnotherOrganization(String order) {
        ApiClient other = calls.organization("other of " + name, "calls:control", "calls:read");
        String id = calls.answered(user);

        Answer theirs = give(other, id, order);
        Answer nobodys = give(other, "call_00000000000000000000000000", order);
        Answer nonsense = give(other, "call_x", order);

        assertThat(theirs.status()).as(theirs.toString()).isEqualTo(404);
        assertThat(nobodys.status()).isEqualTo(404);
        assertThat(nonsense.status()).isEqualTo(404);
        assertThat(calls.column(id, "state")).isEqualTo("in_progress");
        assertThat(calls.asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"cancel", "hangup", "say", "play", "transfer", "hold", "unhold", "digits"})
    void needsAScopeOfItsOwn(String order) {
        ApiClient dialer = calls.organization("dialer of " + name, "calls:dial", "calls:read");
        String id = calls.answered(dialer);

        assertThat(give(dialer, id, order).status()).isEqualTo(403);
        assertThat(give(server.anyone(), id, order).status()).isEqualTo(401);
        assertThat(calls.asked).isEmpty();
    }

    @Test
    void answersARepeatedOrderOnce() {
        ApiClient repeating = user.with("Idempotency-Key", "once");
        String id = calls.answered(user);

        Answer first = repeating.post("/calls/" + id + "/hold");
        Answer again = repeating.post("/calls/" + id + "/hold");

        assertThat(again.status()).isEqualTo(202);
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(calls.asked).hasSize(1);
    }

    private Answer give(String id, String order, String body) {
        return body == null
                ? user.post("/calls/" + id + "/" + order)
                : user.post("/calls/" + id + "/" + order, body);
    }

    /** With a body that is fine, where one is due. */
    private static Answer give(ApiClient client, String id, String order) {
        String path = "/calls/" + id + "/" + order;
        return switch (order) {
            case "say" -> client.post(path, "{\"text\":\"Hello\"}");
            case "play" -> client.post(path, "{\"audio\":\"blob_00000000000000000000000000\"}");
            case "transfer" -> client.post(path, "{\"to\":\"+12025550111\"}");
            case "digits" -> client.post(path, "{\"digits\":\"1\"}");
            default -> client.post(path);
        };
    }

    private static void problem(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.at("/code")).as(answer.toString()).isEqualTo(code);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    }
}
