package io.carillon.activities.carrier.ilyost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.activities.carrier.CallOnCarrier;
import io.carillon.activities.carrier.CarrierAccount;
import io.carillon.activities.carrier.Detection;
import io.carillon.activities.carrier.DialAnswer;
import io.carillon.activities.carrier.Script;
import io.carillon.workflows.call.LookUp;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;

/** What the driver asks of Ilyost, member by member, and what it makes of the answer. */
class IlyostRequestsTest {
    private static final IlyostDriver DRIVER = new IlyostDriver(Ilyosts.settings());
    private static final String AUDIO = "https://dialer.example/callbacks/ilyost/token/audio/";

    private IlyostHost host;
    private CarrierAccount account;

    @BeforeEach
    void open() throws IOException {
        host = new IlyostHost();
        account = Ilyosts.account(host.url());
    }

    @AfterEach
    void close() {
        host.close();
    }

    @AfterAll
    static void closeDriver() throws IOException {
        DRIVER.close();
    }

    @ParameterizedTest
    @CsvSource({
        "NONE, false, false, ''",
        "VERDICT, false, true, &amd=1",
        "MESSAGE_END, true, true, &amd=1&record=1",
        "NONE, true, false, &record=1"
    })
    void dialsAsTheExampleDoes(Detection detection, boolean record, boolean amd, String flags) {
        host.answers(200, "{\"success\":true,\"call_id\":\"" + Ilyosts.CALL + "\"}");

        DialAnswer answer = DRIVER.dial(account, Ilyosts.request(detection, record));

        assertThat(answer).isEqualTo(new DialAnswer.Accepted(Ilyosts.CALL));
        assertThat(host.only().path()).isEqualTo("/v2/create-call");
        assertThat(host.only().body().toString())
                .isEqualTo(
                        """
                        {"to_":"+12025550101","from_":"+12025550100","callbackurl":"%s","apikey":"YOUR_API_KEY","amd":%s}"""
                                .formatted(Ilyosts.ADDRESS + flags, amd));
    }

    static Stream<Arguments> verbs() {
        String key = "\"maxDigits\":%s,\"validDigits\":\"0123456789*#\",\"maxTries\":2,";
        String keys = key + "\"timeoutMillis\":6500}";
        String voice = "\"voice\":\"en-US-JennyNeural\"";
        return Stream.of(
                verb(
                        Ilyosts.script(Ilyosts.say("Hello."), Ilyosts.say("This is Acme.")),
                        "play-text",
                        "\"text\":\"Hello. This is Acme.\"," + voice + "}"),
                verb(
                        Ilyosts.script(new Script.Play("a", "blob_1", Duration.ofSeconds(3))),
                        "play-audio",
                        "\"audioUrl\":\"" + AUDIO + "blob_1?tag=T_g-1\"}"),
                verb(
                        Ilyosts.script(new Script.Pause("a", Duration.ofMillis(1500))),
                        "play-audio",
                        "\"audioUrl\":\"" + AUDIO + "silence-1500?tag=T_g-1\"}"),
                verb(
                        Ilyosts.script(new Script.AwaitBeep(Duration.ofSeconds(40))),
                        "play-audio",
                        "\"audioUrl\":\"" + AUDIO + "silence-25000?tag=T_g-1\"}"),
                verb(
                        Ilyosts.script(Ilyosts.gather(1, "129", "#", Ilyosts.say("Press 1."))),
                        "gather-text",
                        "\"text\":\"Press 1.\"," + voice + "," + keys.formatted(1)),
                verb(
                        Ilyosts.script(
                                Ilyosts.gather(
                                        10,
                                        "0123456789",
                                        "#",
                                        new Script.Play("a", "blob_1", Duration.ofSeconds(3)))),
                        "gather-audio",
                        "\"audioUrl\":\"" + AUDIO + "blob_1?tag=T_g-1\"," + keys.formatted(10)),
                verb(
                        Ilyosts.script(Ilyosts.gather(1, "1", "")),
                        "gather-audio",
                        "\"audioUrl\":\"" + AUDIO + "silence-100?tag=T_g-1\"," + keys.formatted(1)),
                verb(
                        Ilyosts.script(
                                new Script.Transfer(
                                        "a", "+12025550111", null, Duration.ofSeconds(20))),
                        "transfer",
                        "\"forward\":\"12025550111\"}"));
    }

    private static Arguments verb(Script script, String path, String members) {
        return Arguments.of(script, path, "{\"call_id\":\"" + Ilyosts.CALL + "\"," + members);
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void asksForEachVerbOnce(Script script, String path, String body) throws IOException {
        assertThat(DRIVER.perform(account, Ilyosts.call(), script)).isTrue();

        assertThat(host.only().path()).isEqualTo("/v2/" + path);
        assertThat(host.only().body().toString()).isEqualTo(body);
    }

    /** "10" would be compared with 10 by type, and never be reached. */
    @Test
    void saysTheMostDigitsAsANumber() throws IOException {
        DRIVER.perform(
                account,
                Ilyosts.call(),
                Ilyosts.script(Ilyosts.gather(10, "0123456789", "#", Ilyosts.say("Enter it."))));

        JsonNode most = host.only().body().path("maxDigits");
        assertThat(most.isInt()).isTrue();
    }

    /** Who presses keys takes longer than anybody waits for an answer. */
    @Test
    void doesNotWaitForTheKeys() throws IOException {
        host.holds();
        Script menu = Ilyosts.script(Ilyosts.gather(1, "129", "", Ilyosts.say("Press 1.")));

        assertThat(DRIVER.perform(account, Ilyosts.call(), menu)).isTrue();

        assertThat(host.asked).hasSize(1);
    }

    @Test
    void doesNotTakeSilenceForAWordBehindAnythingElse() {
        host.holds();

        assertThatThrownBy(
                        () ->
                                DRIVER.perform(
                                        account,
                                        Ilyosts.call(),
                                        Ilyosts.script(Ilyosts.say("Hello."))))
                .isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "404, '{\"success\":false,\"error\":\"Call x not found\"}', over",
        "500, '{\"success\":false,\"error\":\"Failed to play text\"}', unknown",
        "400, '{\"success\":false,\"error\":\"Missing required parameters\"}', unknown",
        "404, a proxy's, unknown",
        "429, 'Too many requests from this IP, please try again later.', unknown"
    })
    void isOverOnlyWhenIlyostSaysSo(int status, String body, String meaning) throws IOException {
        host.answers(status, body);
        Script hello = Ilyosts.script(Ilyosts.say("Hello."));

        if (meaning.equals("over")) {
            assertThat(DRIVER.perform(account, Ilyosts.call(), hello)).isFalse();
        } else {
            assertThatThrownBy(() -> DRIVER.perform(account, Ilyosts.call(), hello))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void findsACallThatIsOverWhenItIsTransferred() throws IOException {
        host.answers(
                500,
                """
                {"success":false,"error":"Failed to transfer call","details":"Channel not found for call ID x"}""");
        var transfer = new Script.Transfer("a", "+12025550111", null, Duration.ofSeconds(20));

        assertThat(DRIVER.perform(account, Ilyosts.call(), Ilyosts.script(transfer))).isFalse();
    }

    @Test
    void hangsUpWhetherOrNotTheCallIsThere() throws IOException {
        DRIVER.hangUp(account, Ilyosts.call());
        host.answers(500, "{\"success\":false,\"error\":\"Failed to hang up call\"}");
        DRIVER.perform(account, Ilyosts.call(), Ilyosts.script(new Script.HangUp("bye")));

        assertThat(host.asked)
                .extracting(IlyostHost.Asked::path)
                .containsExactly("/v2/hangup", "/v2/hangup");
    }

    @Test
    void holdsAndReleases() throws IOException {
        assertThat(DRIVER.hold(account, Ilyosts.call(), true)).isTrue();
        host.answers(500, "{\"success\":false,\"error\":\"Failed to unhold call\"}");
        assertThat(DRIVER.hold(account, Ilyosts.call(), false)).isFalse();

        assertThat(host.asked)
                .extracting(IlyostHost.Asked::path)
                .containsExactly("/v2/hold", "/v2/unhold");
    }

    @Test
    void cannotBeAskedAboutACall() {
        assertThat(DRIVER.lookUp(account, Ilyosts.call())).isEqualTo(new LookUp.Unknowable());
        assertThat(DRIVER.live(account)).isEmpty();
        assertThat(host.asked).isEmpty();
    }

    @Test
    void doesNothingToACallItWasNotNamed() {
        var unnamed = new CallOnCarrier(Ilyosts.call().call(), null, Ilyosts.call().dialed());

        assertThatThrownBy(() -> DRIVER.hangUp(account, unnamed)).isInstanceOf(IOException.class);
        assertThat(host.asked).isEmpty();
    }

    @Test
    void readsTheBalance() throws IOException {
        host.answers(
                200, "{\"success\":true,\"data\":{\"balance\":\"12.3400\",\"currency\":\"USD\"}}");

        assertThat(DRIVER.balance(account)).contains(new BigDecimal("12.3400"));
        assertThat(host.only().body().toString()).isEqualTo("{\"apikey\":\"YOUR_API_KEY\"}");
    }

    @Test
    void fetchesARecordingFromItsOwnHostAndNoOther() throws IOException {
        host.answers(200, "RIFF");

        byte[] audio = DRIVER.recording(account, Ilyosts.CALL).readAllBytes();

        assertThat(new String(audio, StandardCharsets.UTF_8)).isEqualTo("RIFF");
        assertThat(host.only().path()).isEqualTo("/recording?call_id=" + Ilyosts.CALL);
        assertThatThrownBy(() -> DRIVER.recording(account, "../other?x="))
                .isInstanceOf(IOException.class);
    }

    @Test
    void printsNoKey() {
        assertThat(account.toString()).doesNotContain("YOUR_API_KEY");
    }
}
