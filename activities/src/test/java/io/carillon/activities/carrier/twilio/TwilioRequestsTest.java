package io.carillon.activities.carrier.twilio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.activities.carrier.CallOnCarrier;
import io.carillon.activities.carrier.CarrierAccount;
import io.carillon.activities.carrier.Detection;
import io.carillon.activities.carrier.DialAnswer;
import io.carillon.activities.carrier.Script;
import io.carillon.activities.carrier.Understood;
import io.carillon.activities.carrier.twilio.TwilioHost.Asked;
import io.carillon.activities.carrier.twilio.TwilioHost.Told;
import io.carillon.workflows.call.CallResult;
import io.carillon.workflows.call.LookUp;
import io.carillon.workflows.call.MachineTuning;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the driver asks of Twilio, judged by Twilio's own specification, and what it understands.
 */
class TwilioRequestsTest {
    private static final TwilioDriver DRIVER = Twilios.driver();
    private static final TwilioSpecification SPECIFICATION = new TwilioSpecification();

    /** Behind MachineDetection, as the specification has them. */
    private static final List<String> THRESHOLDS =
            List.of("Timeout", "SpeechThreshold", "SpeechEndThreshold", "SilenceTimeout");

    private TwilioHost host;
    private CarrierAccount account;

    @BeforeEach
    void open() throws IOException {
        host = new TwilioHost();
        account = Twilios.account(host.url());
    }

    @AfterEach
    void everyRequestIsAsSpecified() {
        host.close();
        for (Asked asked : host.asked) {
            if (!asked.path().endsWith(".wav")) {
                assertThat(
                                SPECIFICATION.wrong(
                                        asked.method(), asked.path(), asked.query(), asked.form()))
                        .as("%s", asked)
                        .isEmpty();
            }
            assertThat(asked.authorization())
                    .isEqualTo("Basic QUMwMTIzNDU2Nzg5YWJjZGVmMDEyMzQ1Njc4OWFiY2RlZjoxMjM0NQ==");
        }
    }

    @AfterAll
    static void close() throws IOException {
        DRIVER.close();
    }

    @Test
    void dialsWithTheFirstScript() {
        host.answers(201, call("queued"));

        DialAnswer answer = dial(Detection.NONE, false, Twilios.hello());

        assertThat(answer).isEqualTo(new DialAnswer.Accepted(Twilios.CALL_SID));
        Asked asked = host.only();
        assertThat(asked.path())
                .isEqualTo("/2010-04-01/Accounts/" + Twilios.ACCOUNT_SID + "/Calls.json");
        assertThat(asked.one("To")).isEqualTo("+12025550101");
        assertThat(asked.one("From")).isEqualTo("+12025550100");
        assertThat(asked.one("Twiml"))
                .isEqualTo(TwilioScript.whole(Twilios.dialed(), Twilios.hello()));
        assertThat(asked.form()).doesNotContainKeys("Url", "Record", "MachineDetection");
        assertThat(asked.one("Timeout")).isEqualTo("30");
        assertThat(asked.one("TimeLimit")).isEqualTo("600");
        assertThat(asked.one("StatusCallback")).isEqualTo(Twilios.ADDRESS + "&kind=status");
        assertThat(asked.form().get("StatusCallbackEvent"))
                .containsExactly("initiated", "ringing", "answered", "completed");
    }

    @Test
    void saysWhatTheCallIsAboutWhereThatIsKnown() {
        host.answers(201, call("queued"));

        DRIVER.dial(account, Twilios.about("Your appointment on Tuesday"));
        dial(Detection.NONE, false, Twilios.hello());

        assertThat(host.asked.getFirst().one("CallReason"))
                .isEqualTo("Your appointment on Tuesday");
        assertThat(host.asked.getLast().form()).doesNotContainKey("CallReason");
    }

    @ParameterizedTest
    @CsvSource({"VERDICT,Enable", "MESSAGE_END,DetectMessageEnd"})
    void letsTwilioTellMachinesFromPeopleWithoutSilence(Detection detection, String mode) {
        host.answers(201, call("queued"));

        dial(detection, true, Twilios.hello());

        Asked asked = host.only();
        assertThat(asked.one("MachineDetection")).isEqualTo(mode);
        assertThat(asked.one("AsyncAmd")).isEqualTo("true");
        assertThat(asked.one("AsyncAmdStatusCallback"))
                .isEqualTo(Twilios.ADDRESS + "&kind=machine");
        assertThat(asked.one("Record")).isEqualTo("true");
        assertThat(asked.one("RecordingStatusCallback"))
                .isEqualTo(Twilios.ADDRESS + "&kind=whole_recording");
    }

    /** Seconds, then milliseconds, as Twilio takes them; empty: left to Twilio. */
    @ParameterizedTest
    @CsvSource({
        "VERDICT,20,2000,1500,4000",
        "MESSAGE_END,59,6000,5000,10000",
        "VERDICT,3,1000,500,2000",
        "VERDICT,,,800,",
        "MESSAGE_END,10,,,",
        "VERDICT,,3000,,",
        "VERDICT,,,,7000",
        "VERDICT,,,,"
    })
    void asksForTheThresholdsThatAreGivenAndNoOthers(
            Detection detection,
            @Nullable Integer timeout,
            @Nullable Integer speech,
            @Nullable Integer speechEnd,
            @Nullable Integer silence) {
        host.answers(201, call("queued"));
        var tuning =
                new MachineTuning(
                        timeout == null ? null : Duration.ofSeconds(timeout),
                        millis(speech),
                        millis(speechEnd),
                        millis(silence));

        DRIVER.dial(account, Twilios.tuned(detection, tuning));

        var asked = new TreeMap<String, String>();
        for (String name : THRESHOLDS) {
            if (host.only().form().containsKey("MachineDetection" + name)) {
                asked.put(name, host.only().one("MachineDetection" + name));
            }
        }
        var expected = new TreeMap<String, String>();
        put(expected, "Timeout", timeout);
        put(expected, "SpeechThreshold", speech);
        put(expected, "SpeechEndThreshold", speechEnd);
        put(expected, "SilenceTimeout", silence);
        assertThat(asked).isEqualTo(expected);
    }

    private static @Nullable Duration millis(@Nullable Integer millis) {
        return millis == null ? null : Duration.ofMillis(millis);
    }

    private static void put(Map<String, String> map, String name, @Nullable Integer value) {
        if (value != null) {
            map.put(name, value.toString());
        }
    }

    @ParameterizedTest
    @EnumSource(Detection.class)
    void leavesAllThresholdsToTwilioWhereNoneIsGiven(Detection detection) {
        host.answers(201, call("queued"));

        DRIVER.dial(account, Twilios.tuned(detection, null));

        assertThat(host.only().form().keySet())
                .doesNotContainAnyElementsOf(
                        THRESHOLDS.stream().map(name -> "MachineDetection" + name).toList());
    }

    @Test
    void tunesNothingWhereNothingIsDetected() {
        host.answers(201, call("queued"));
        var tuning = new MachineTuning(Duration.ofSeconds(20), null, null, null);

        DRIVER.dial(account, Twilios.tuned(Detection.NONE, tuning));

        assertThat(host.only().form()).doesNotContainKey("MachineDetectionTimeout");
    }

    @Test
    void hasALongFirstScriptFetched() {
        host.answers(201, call("queued"));
        Script wordy = new Script(0, List.of(Twilios.say("word ".repeat(790))));
        Script longer = new Script(0, List.of(Twilios.say("word ".repeat(800))));

        dial(Detection.NONE, false, wordy);
        dial(Detection.NONE, false, longer);

        assertThat(DRIVER.fetches(Twilios.dialed(), wordy))
                .isEqualTo(host.asked.getFirst().one("Twiml").isEmpty());
        assertThat(DRIVER.fetches(Twilios.dialed(), longer)).isTrue();
        assertThat(host.asked.getLast().one("Twiml")).isEmpty();
        assertThat(host.asked.getLast().one("Url"))
                .isEqualTo(Twilios.ADDRESS + "&kind=document&script=0");
        assertThat(host.asked.getLast().one("Method")).isEqualTo("POST");
        assertThat(DRIVER.document(Twilios.dialed(), longer, new Understood.Wanted(0, 0, 0)).text())
                .isEqualTo(TwilioScript.whole(Twilios.dialed(), longer));
    }

    @Test
    void givesALiveCallItsNextScript() throws IOException {
        host.answers(200, call("in-progress"));

        assertThat(DRIVER.perform(account, Twilios.named(), Twilios.hello())).isTrue();

        Asked asked = host.only();
        assertThat(asked.method()).isEqualTo("POST");
        assertThat(asked.path()).endsWith("/Calls/" + Twilios.CALL_SID + ".json");
        assertThat(asked.form()).containsOnlyKeys("Twiml");
    }

    @Test
    void hasALongNextScriptFetched() throws IOException {
        host.answers(200, call("in-progress"));
        Script longer = new Script(3, List.of(Twilios.say("word ".repeat(800))));

        DRIVER.perform(account, Twilios.named(), longer);

        assertThat(host.only().form())
                .containsOnlyKeys("Url")
                .containsEntry("Url", List.of(Twilios.ADDRESS + "&kind=document&script=3"));
    }

    @ParameterizedTest
    @CsvSource({"400,21220", "404,20404"})
    void knowsThatACallIsOver(int status, int code) throws IOException {
        host.answers(status, Twilios.error(status, code));

        assertThat(DRIVER.perform(account, Twilios.named(), Twilios.hello())).isFalse();
        DRIVER.hangUp(account, Twilios.named());
    }

    @ParameterizedTest
    @CsvSource({"400,21205", "401,20003", "429,20429", "500,20500"})
    void saysThatACallWasNotToldAnything(int status, int code) {
        host.answers(status, Twilios.error(status, code));

        assertThatThrownBy(() -> DRIVER.perform(account, Twilios.named(), Twilios.hello()))
                .isInstanceOf(IOException.class)
                .hasMessageNotContaining("+1202");
        assertThat(host.asked).hasSize(1);
    }

    @Test
    void hangsUp() throws IOException {
        host.answers(200, call("completed"));

        DRIVER.hangUp(account, Twilios.named());

        assertThat(host.only().form())
                .containsOnlyKeys("Status")
                .containsEntry("Status", List.of("completed"));
    }

    @ParameterizedTest
    @CsvSource({
        "queued,live,false,",
        "ringing,live,false,",
        "in-progress,live,true,",
        "completed,ended,true,",
        "busy,ended,false,BUSY",
        "failed,ended,false,CARRIER_ERROR",
        "no-answer,ended,false,NO_ANSWER",
        "canceled,ended,false,CANCELED",
        "pondering,unknowable,false,"
    })
    void saysWhatBecameOfACall(
            String status, String kind, boolean answered, @Nullable CallResult result)
            throws IOException {
        host.answers(200, call(status));

        LookUp found = DRIVER.lookUp(account, Twilios.named());

        switch (kind) {
            case "live" -> assertThat(found).isEqualTo(new LookUp.Live(answered));
            case "ended" ->
                    assertThat(found)
                            .isInstanceOfSatisfying(
                                    LookUp.Ended.class,
                                    ended -> {
                                        assertThat(ended.answered()).isEqualTo(answered);
                                        assertThat(ended.result()).isEqualTo(result);
                                    });
            default -> assertThat(found).isEqualTo(new LookUp.Unknowable());
        }
    }

    @Test
    void takesAMissingCallForUnknown() throws IOException {
        host.answers(404, Twilios.error(404, 20404));

        assertThat(DRIVER.lookUp(account, Twilios.named())).isEqualTo(new LookUp.Unknowable());
    }

    /** Seconds from the request to when Twilio says it made the calls it lists. */
    @ParameterizedTest
    @CsvSource({
        "'',false",
        "'1',true",
        "'0',true",
        "'-2',true",
        "'-30',false",
        "'59',true",
        "'90',false",
        "'1 5',false",
        "'1 90',true",
        "'1 -30',true"
    })
    void adoptsTheOnlyCallThatCanBeOurs(String offsets, boolean adopted) throws IOException {
        host.answers(200, list(offsets));

        LookUp found = DRIVER.lookUp(account, Twilios.unnamed());

        assertThat(found).isEqualTo(adopted ? new LookUp.Live(true) : new LookUp.Unknowable());
        assertThat(host.only().query())
                .containsEntry("To", List.of("+12025550101"))
                .containsEntry("From", List.of("+12025550100"))
                .containsKey("StartTime>");
    }

    @Test
    void doesNotAdoptTheOtherLegOfATransfer() throws IOException {
        host.answers(200, list("1").replace("outbound-api", "outbound-dial"));

        assertThat(DRIVER.lookUp(account, Twilios.unnamed())).isEqualTo(new LookUp.Unknowable());
    }

    @Test
    void hangsUpTheOnlyCallThatCanBeOurs() throws IOException {
        host.answer =
                asked ->
                        new Told(200, asked.method().equals("GET") ? list("1") : call("completed"));

        DRIVER.hangUp(account, Twilios.unnamed());

        assertThat(host.asked.getLast().path()).endsWith("/Calls/" + sid(0) + ".json");
    }

    @Test
    void asksNobodyAboutACallItKnowsNothingOf() throws IOException {
        var nothing = new CallOnCarrier(Twilios.unnamed().call(), null);

        assertThat(DRIVER.lookUp(account, nothing)).isEqualTo(new LookUp.Unknowable());
        assertThatThrownBy(() -> DRIVER.hangUp(account, nothing)).isInstanceOf(IOException.class);
        assertThat(host.asked).isEmpty();
    }

    @Test
    void listsLiveCallsPageByPage() throws IOException {
        String more =
                "/2010-04-01/Accounts/"
                        + Twilios.ACCOUNT_SID
                        + "/Calls.json?Status=ringing&PageSize=1000&Page=1&PageToken=PA1";
        host.answer =
                asked -> {
                    boolean ringing = List.of("ringing").equals(asked.query().get("Status"));
                    boolean first = !asked.query().containsKey("Page");
                    return new Told(200, ringing ? list("1", first ? more : null) : list(""));
                };

        assertThat(DRIVER.live(account)).containsExactly(sid(0), sid(0));
        assertThat(host.asked).hasSize(4);
    }

    /** Prices of the call and of the leg it was put through to. */
    @ParameterizedTest
    @CsvSource({
        "'\"-0.0130\"','\"-0.0200\"',0.0330",
        "'\"-0.0130\"',,0.0130",
        "'null','\"-0.0200\"',",
        "'\"-0.0130\"','null',",
        "'\"free\"',,unreadable"
    })
    void saysWhatACallCost(String price, @Nullable String leg, @Nullable String cost)
            throws IOException {
        String one = "{\"sid\":\"CA1\",\"status\":\"completed\",\"price\":%s}";
        host.answer =
                asked ->
                        new Told(
                                200,
                                asked.query().containsKey("ParentCallSid")
                                        ? list("").replace(
                                                        "\"calls\":[]",
                                                        "\"calls\":["
                                                                + (leg == null
                                                                        ? ""
                                                                        : one.formatted(leg))
                                                                + "]")
                                        : one.formatted(price));

        if ("unreadable".equals(cost)) {
            assertThatThrownBy(() -> DRIVER.charged(account, Twilios.named()))
                    .isInstanceOf(IOException.class);
        } else {
            assertThat(DRIVER.charged(account, Twilios.named()))
                    .isEqualTo(Optional.ofNullable(cost).map(BigDecimal::new));
        }
    }

    @Test
    void fetchesARecordingAndRemovesIt() throws IOException {
        host.answer =
                asked ->
                        asked.method().equals("DELETE") ? new Told(204, "") : new Told(200, "RIFF");
        String recording = "RE0123456789abcdef0123456789abcdef";

        byte[] audio = DRIVER.recording(account, recording).readAllBytes();
        DRIVER.removeRecording(account, recording);

        assertThat(audio).asString().isEqualTo("RIFF");
        assertThat(host.asked)
                .extracting(Asked::method, Asked::path)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                "GET", recordings() + recording + ".wav"),
                        org.assertj.core.groups.Tuple.tuple(
                                "DELETE", recordings() + recording + ".json"));
    }

    @Test
    void isContentWhenARecordingIsGoneAlready() throws IOException {
        host.answers(404, Twilios.error(404, 20404));

        DRIVER.removeRecording(account, "RE0123456789abcdef0123456789abcdef");

        assertThat(host.asked).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RE../../Calls", "", "CA1"})
    void asksForNothingThatIsNoRecording(String reference) {
        assertThatThrownBy(() -> DRIVER.recording(account, reference))
                .isInstanceOf(IOException.class);
        assertThat(host.asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"200,true", "401,true", "503,false"})
    void isReachableWhereItAnswers(int status, boolean reachable) {
        host.answers(status, status == 200 ? list("") : Twilios.error(status, 20003));

        assertThat(DRIVER.reachable(account)).isEqualTo(reachable);
        assertThat(host.asked).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Detection.class)
    void placesNothingWhenTheLastCheckSaysNo(Detection detection) {
        DRIVER.dial(account, Twilios.request(detection, false, Twilios.hello(), () -> false));

        assertThat(host.asked).isEmpty();
    }

    private DialAnswer dial(Detection detection, boolean record, Script first) {
        return DRIVER.dial(account, Twilios.request(detection, record, first, () -> true));
    }

    private static String recordings() {
        return "/2010-04-01/Accounts/" + Twilios.ACCOUNT_SID + "/Recordings/";
    }

    private static String call(String status) {
        return """
        {"sid":"%s","status":"%s","direction":"outbound-api"}"""
                .formatted(Twilios.CALL_SID, status);
    }

    private static String sid(int n) {
        return "CA0000000000000000000000000000000" + n;
    }

    private static String list(String offsets) {
        return list(offsets, null);
    }

    private static String list(String offsets, @Nullable String nextPage) {
        var calls = new java.util.ArrayList<String>();
        for (String offset : offsets.isEmpty() ? new String[0] : offsets.split(" ")) {
            String created =
                    java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME.format(
                            Twilios.AT
                                    .plusSeconds(Long.parseLong(offset))
                                    .atZone(java.time.ZoneOffset.UTC));
            calls.add(
                    """
                    {"sid":"%s","status":"in-progress","direction":"outbound-api","date_created":"%s"}"""
                            .formatted(sid(calls.size()), created.replace("GMT", "+0000")));
        }
        return """
        {"calls":[%s],"page":0,"page_size":50,"next_page_uri":%s,"uri":"/","first_page_uri":"/"}"""
                .formatted(
                        String.join(",", calls), nextPage == null ? "null" : '"' + nextPage + '"');
    }
}
