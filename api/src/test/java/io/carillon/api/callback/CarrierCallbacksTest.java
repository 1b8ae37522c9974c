package io.carillon.api.callback;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.testing.ApiClient;
import io.carillon.api.testing.ApiClient.Answer;
import io.carillon.api.testing.ApiServer;
import io.carillon.api.testing.DialedCalls;
import io.carillon.workflows.ids.CallId;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/** What carriers, and those who pretend to be one, may send to a call's address. */
class CarrierCallbacksTest {
    private static final String ENDED =
            "{\"id\":\"CA1-9\",\"kind\":\"ended\",\"answered\":false,\"result\":\"busy\",\"cause\":\"sip_486\"}";

    private static ApiServer server;
    private static DialedCalls calls;
    private static ApiClient user;
    private static ApiClient carrier;
    private String call;

    @BeforeAll
    static void start() {
        server = ApiServer.start();
        calls = new DialedCalls(server);
        user = calls.organization("callbacks", "calls:dial", "calls:read");
        carrier = server.anyone();
    }

    @AfterAll
    static void close() {
        calls.close();
        server.close();
    }

    @BeforeEach
    void dialed() {
        call = calls.dialed(user);
    }

    @Test
    void takesACallbackWithoutAKeyAndShowsWhatItSays() {
        Answer answer = tell("{\"id\":\"CA1-1\",\"kind\":\"ringing\"}");

        assertThat(answer.status()).as(answer.toString()).isEqualTo(204);
        assertThat(user.get("/calls/" + call).at("/status")).isEqualTo("ringing");
        assertThat(events()).containsExactly("call.ringing");
    }

    @Test
    void knowsNoCallByAnotherToken() {
        String ringing = "{\"id\":\"CA1-1\",\"kind\":\"ringing\"}";
        String token = token(call);
        String waiting = token(calls.waiting(user));

        assertThat(post("simulator", "x".repeat(43), ringing).status()).isEqualTo(404);
        assertThat(post("twilio", token, ringing).status()).isEqualTo(404);
        assertThat(post("nobody", token, ringing).status()).isEqualTo(404);
        assertThat(post("simulator", call, ringing).status()).isEqualTo(404);
        assertThat(post("simulator", "CA1", ringing).status()).isEqualTo(404);
        assertThat(post("simulator", waiting, ringing).status()).isEqualTo(404);
        assertThat(stored()).isZero();
    }

    @Test
    void looksUpTheTokenWhereTheTagIsNotOurs() {
        String ringing = "{\"id\":\"CA1-1\",\"kind\":\"ringing\"}";
        String tag = "?tag=" + "A".repeat(143);

        assertThat(post("simulator", token(call) + tag, ringing).status()).isEqualTo(204);
        assertThat(post("simulator", "x".repeat(43) + tag, ringing).status()).isEqualTo(404);
        assertThat(stored()).isOne();
    }

    @Test
    void takesACallbackAtTheAddressOfItsDialWithoutLookingUpTheToken() {
        String token = token(call);
        String tag = "?tag=" + calls.tag(call);
        String ringing = "{\"id\":\"CA1-1\",\"kind\":\"ringing\"}";
        calls.set(call, "callback_token = 'found by nobody'");

        assertThat(post("simulator", "x".repeat(43) + tag, ringing).status()).isEqualTo(404);
        assertThat(post("twilio", token + tag, ringing).status()).isEqualTo(404);
        assertThat(post("simulator", token + tag, ringing).status()).isEqualTo(204);
        assertThat(stored()).isOne();
    }

    @Test
    void refusesWhatIsTooLarge() {
        byte[] large = new byte[256 * 1024 + 1];
        String address = "//callbacks/simulator/" + token(call);

        Answer told =
                carrier.send(
                        "POST", address, BodyPublishers.ofByteArray(large), "application/json");
        Answer streamed =
                carrier.send(
                        "POST",
                        address,
                        BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)),
                        "application/json");

        assertThat(told.status()).isEqualTo(413);
        assertThat(streamed.status()).isEqualTo(413);
        assertThat(stored()).isZero();
    }

    static List<String> malformed() {
        return List.of(
                "",
                "ringing",
                "{",
                "[]",
                "null",
                "{}",
                "{\"kind\":\"ringing\"}",
                "{\"id\":\" \",\"kind\":\"ringing\"}",
                "{\"id\":\"1\",\"kind\":\"verdict\",\"answered_by\":\"ghost\"}",
                "{\"id\":\"1\",\"kind\":\"verdict\",\"answered_by\":\"human\",\"confidence\":12.5}",
                "{\"id\":\"1\",\"kind\":\"gathered\",\"script\":0}",
                "{\"id\":\"1\",\"kind\":\"script_ended\",\"script\":\"first\"}",
                "{\"id\":\"1\",\"kind\":\"ended\"}",
                "{\"id\":\"1\",\"kind\":\"ended\",\"answered\":false,\"result\":\"ghost\",\"cause\":\"x\"}",
                "{\"id\":\"1\",\"at\":\"yesterday\",\"kind\":\"ringing\"}",
                "{\"id\":\"\\u0000\",\"kind\":\"ringing\"}",
                "{\"id\":\"" + random(5000) + "\",\"kind\":\"ringing\"}");
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void refusesWhatCannotBeReadAndChangesNothing(String body) {
        Answer answer = tell(body);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.text()).doesNotContain("Exception");
        assertThat(stored()).isZero();
        assertThat(user.get("/calls/" + call).at("/status")).isEqualTo("dialing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":\"1\",\"kind\":\"jammed\"}",
                "{\"id\":\"1\"}",
                "{\"id\":\"1\",\"kind\":\"queued\",\"more\":{\"than\":[\"we\",\"know\"]}}"
            })
    void keepsWhatIsNewWithoutActingOnIt(String body) {
        assertThat(tell(body).status()).isEqualTo(204);

        assertThat(stored()).isEqualTo(1);
        assertThat(user.get("/calls/" + call).at("/status")).isEqualTo("dialing");
    }

    @Test
    void takesADoubledCallbackOnce() throws Exception {
        Callable<Integer> answered =
                () -> tell("{\"id\":\"CA1-2\",\"kind\":\"answered\"}").status();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var taken : threads.invokeAll(Collections.nCopies(6, answered))) {
                assertThat(taken.get()).isEqualTo(204);
            }
        }

        assertThat(stored()).isEqualTo(1);
        assertThat(events()).containsExactly("call.answered");
    }

    @Test
    void keepsWhatComesAfterTheEndWithoutChangingIt() {
        tell(ENDED);
        calls.set(call, "state = 'failed', result = 'busy', ended_at = carillon_now()");

        Answer late = tell("{\"id\":\"CA1-2\",\"kind\":\"answered\"}");

        assertThat(late.status()).isEqualTo(204);
        assertThat(user.get("/calls/" + call).at("/status")).isEqualTo("failed");
        assertThat(user.get("/calls/" + call).at("/result")).isEqualTo("busy");
        assertThat(user.get("/calls/" + call).json().at("/answered_at").isNull()).isTrue();
        assertThat(
                        calls.one(
                                Long.class,
                                "SELECT count(*) FROM carrier_news WHERE late AND call_id = '%s'"
                                        .formatted(CallId.parse(call).value())))
                .isEqualTo(1);
    }

    @Test
    void endsUpTheSameInWhateverOrderTheyCome() {
        var told =
                new ArrayList<>(
                        List.of(
                                "{\"id\":\"CA1-0\",\"kind\":\"queued\"}",
                                "{\"id\":\"CA1-1\",\"kind\":\"ringing\"}",
                                "{\"id\":\"CA1-2\",\"kind\":\"answered\"}",
                                "{\"id\":\"CA1-3\",\"kind\":\"verdict\",\"answered_by\":\"human\",\"cause\":\"short\",\"confidence\":0.9,\"after_seconds\":1.5}",
                                "{\"id\":\"CA1-4\",\"kind\":\"script_ended\",\"script\":0}"));
        for (int seed = 0; seed < 6; seed++) {
            call = calls.dialed(user);
            Collections.shuffle(told, new Random(seed));

            told.forEach(this::tell);

            Answer shown = user.get("/calls/" + call);
            assertThat(shown.at("/status")).as("%s", told).isEqualTo("in_progress");
            assertThat(shown.at("/answered_by")).as("%s", told).isEqualTo("human");
            assertThat(events()).as("%s", told).doesNotHaveDuplicates().contains("call.answered");
        }
    }

    @Test
    void isNoAddressForAnythingElse() {
        String address = "//callbacks/simulator/" + token(call);

        assertThat(carrier.get(address).status()).isEqualTo(400);
        assertThat(carrier.delete(address).status()).isIn(404, 405);
        assertThat(carrier.post("//callbacks/simulator/").status()).isIn(404, 405);
    }

    private Answer tell(String body) {
        return post("simulator", token(call), body);
    }

    private static Answer post(String who, String token, String body) {
        return carrier.post("//callbacks/" + who + "/" + token, body);
    }

    private static String token(String call) {
        return calls.column(call, "callback_token");
    }

    private long stored() {
        return calls.one(
                Long.class,
                "SELECT count(*) FROM carrier_news WHERE call_id = '%s'"
                        .formatted(CallId.parse(call).value()));
    }

    private List<String> events() {
        return List.of(
                calls.one(
                                String.class,
                                "SELECT string_agg(type, ' ' ORDER BY sequence) FROM events WHERE subject_id = '%s'"
                                        .formatted(call))
                        .split(" "));
    }

    /** So that it cannot be made shorter. */
    private static String random(int length) {
        var random = new Random(1);
        var text = new StringBuilder();
        while (text.length() < length) {
            text.append(Long.toString(random.nextLong(Long.MAX_VALUE), 36));
        }
        return text.substring(0, length);
    }
}
