package io.carillon.dev.standin.twilio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.activities.carrier.CarrierEvent;
import io.carillon.activities.carrier.Detection;
import io.carillon.activities.carrier.DialAnswer;
import io.carillon.activities.carrier.DialAnswer.Problem;
import io.carillon.activities.carrier.Script;
import io.carillon.activities.media.HoldMusic;
import io.carillon.dev.standin.Faults;
import io.carillon.workflows.call.AnsweredBy;
import io.carillon.workflows.call.CallResult;
import io.carillon.workflows.call.LookUp;
import io.carillon.workflows.call.MachineTuning;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Our driver against Twilio's stand-in; neither was written from the other. */
class TwilioDriverTest {
    private static final Script.Verb HELLO = say("Hello.");
    private static final Script.Verb BYE = new Script.HangUp("bye");

    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir Path folder;
    private DriverStage stage;

    /** What Twilio's debugger shows at the end. */
    private List<Integer> alerts = List.of();

    @BeforeEach
    void open() throws IOException {
        stage = new DriverStage(folder);
    }

    @AfterEach
    void everyRequestAndEveryCallbackWasUnderstood() throws IOException {
        assertThat(stage.unspecified).isEmpty();
        assertThat(stage.told(CarrierEvent.Unrecognised.class)).isEmpty();
        assertThat(stage.stage.carrier.alerts.all())
                .extracting(Alerts.Alert::code)
                .isEqualTo(alerts);
        stage.close();
    }

    private static Script.Say say(String text) {
        return new Script.Say("greet", text, "default-en", "en-US");
    }

    /** Of which no key is to be ignored. */
    private static Script.Gather gather(int maxDigits, String finishOn, int tries, String prompt) {
        return gather(maxDigits, "0123456789*#", finishOn, tries, prompt);
    }

    private static Script.Gather gather(
            int maxDigits, String valid, String finishOn, int tries, String prompt) {
        return new Script.Gather(
                "menu",
                List.of(say(prompt)),
                maxDigits,
                valid,
                finishOn,
                Duration.ofSeconds(6),
                Duration.ofSeconds(6),
                tries,
                true,
                List.of(),
                List.of(),
                false);
    }

    private void dial(String ending, Script.Verb... first) {
        assertThat(stage.dial(ending, Detection.NONE, false, first))
                .isInstanceOf(DialAnswer.Accepted.class);
    }

    @Test
    void placesACallAndHearsOfAllOfIt() throws IOException {
        DialAnswer answer = stage.dial("01", Detection.NONE, false, HELLO, BYE);
        stage.stage.passSeconds(60);

        assertThat(stage.told())
                .containsExactly(
                        new CarrierEvent.Queued(),
                        new CarrierEvent.Ringing(),
                        new CarrierEvent.Answered(),
                        ended(stage.told(CarrierEvent.Ended.class).getFirst().talked()));
        assertThat(answer).isEqualTo(new DialAnswer.Accepted(stage.named().carrierCallId()));
        assertThat(stage.requests).containsExactly("POST Calls.json");
        assertThat(stage.refused).isZero();
    }

    private static CarrierEvent.Ended ended(Duration talked) {
        return new CarrierEvent.Ended(true, null, "completed", talked, List.of(), false, null);
    }

    @ParameterizedTest
    @CsvSource({"60,NO_ANSWER,no_answer", "80,BUSY,sip_486", "96,CONGESTION,sip_503"})
    void knowsWhyNobodyAnswered(String ending, CallResult result, String cause) {
        dial(ending, HELLO, BYE);
        stage.stage.passSeconds(120);

        assertThat(stage.told())
                .endsWith(
                        new CarrierEvent.Ended(
                                false, result, cause, Duration.ZERO, List.of(), false, null));
    }

    @Test
    void hearsNothingThatItsAccountDidNotSign() {
        stage.account = DriverStage.account("another token");
        stage.stage.create(
                Stage.asking("+12025550101", "StatusCallback", "https://dialer.example/t?a=1"));
        stage.stage.passSeconds(60);

        assertThat(stage.refused).isEqualTo(4);
        assertThat(stage.events).isEmpty();
        // "Call progress: warning response to callback URL"
        alerts = List.of(15003, 15003, 15003, 15003);
    }

    /** Persona, detection, and the keys, how they ended and at which try. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    01 | 1 |   | 3 | Press 2 for yes.            | 2 | max_digits          | 1
                    01 | 4 | # | 3 | Press 2 for yes.            | 2 | finish_key          | 1
                    01 | 4 |   | 3 | Press 2 for yes.            | 2 | inter_digit_timeout | 1
                    94 | 1 |   | 3 | Press 1, or 9 to stop.      | 9 | max_digits          | 1
                    98 | 1 |   | 3 | Press 2 for yes.            |   | no_input            | 3
                    98 | 1 |   | 1 | Press 2 for yes.            |   | no_input            | 1
                    """)
    void gathers(
            String ending,
            int most,
            @Nullable String finishOn,
            int tries,
            String prompt,
            @Nullable String digits,
            String reason,
            int atTry) {
        dial(ending, gather(most, finishOn == null ? "" : finishOn, tries, prompt));
        stage.stage.passSeconds(120);

        assertThat(stage.told(CarrierEvent.Gathered.class))
                .containsExactly(
                        new CarrierEvent.Gathered(
                                0, "menu", digits == null ? "" : digits, reason, atTry));
    }

    @Test
    void asksAgainForAKeyThatIsToBeIgnored() {
        dial("01", HELLO, gather(1, "23", "", 2, "Press 7 for yes."));
        stage.stage.passSeconds(20);
        String speech = String.join(" ", stage.requests);
        stage.stage.passSeconds(600);

        assertThat(speech).isEqualTo("POST Calls.json");
        assertThat(stage.told(CarrierEvent.Gathered.class)).isEmpty();
        assertThat(stage.told()).endsWith(ended(Duration.ofSeconds(600)));
    }

    @Test
    void goesOnWithACallThatWaitsForTheNextScript() throws IOException {
        dial("01", gather(1, "", 1, "Press 2 for yes."));
        stage.stage.passSeconds(60);

        boolean live = stage.perform(1, HELLO);
        stage.stage.passSeconds(10);
        boolean still = stage.perform(2, HELLO, BYE);
        stage.stage.passSeconds(10);
        boolean over = stage.perform(3, HELLO);

        assertThat(List.of(live, still, over)).containsExactly(true, true, false);
        assertThat(stage.told(CarrierEvent.ScriptEnded.class))
                .containsExactly(new CarrierEvent.ScriptEnded(1));
        assertThat(stage.told(CarrierEvent.Ended.class)).hasSize(1);
    }

    @Test
    void hasALongScriptFetchedAtTheAnswerAndLater() throws IOException {
        Script.Verb longer = say("word ".repeat(800));
        dial("01", longer);
        stage.stage.passSeconds(400);
        boolean spoken = stage.told().contains(new CarrierEvent.ScriptEnded(0));
        stage.perform(1, say("word ".repeat(300)), longer, BYE);
        stage.stage.passSeconds(300);

        assertThat(spoken).isTrue();
        assertThat(stage.kept).containsOnlyKeys(0, 1);
        assertThat(stage.told(CarrierEvent.Ended.class))
                .extracting(CarrierEvent.Ended::talked)
                .containsExactly(Duration.ofSeconds(600));
    }

    @Test
    void playsMusicToWhomItHoldsUntilThatIsCut() throws IOException {
        dial("01", HELLO, gather(1, "", 1, "Press 2 for yes."));
        stage.stage.passSeconds(20);
        stage.perform(
                1,
                Collections.nCopies(
                                60,
                                new Script.Play("hold", Script.Play.HOLD_MUSIC, HoldMusic.LENGTH))
                        .toArray(Script.Verb[]::new));
        stage.stage.passSeconds(100);
        boolean held = stage.told(CarrierEvent.ScriptEnded.class).isEmpty();

        stage.perform(1, new Script.Pause("unhold", Duration.ofMillis(100)));
        stage.stage.passSeconds(2);

        assertThat(held).isTrue();
        assertThat(stage.fetched).contains(Script.Play.HOLD_MUSIC);
        assertThat(stage.told(CarrierEvent.ScriptEnded.class))
                .containsExactly(new CarrierEvent.ScriptEnded(1));
    }

    @ParameterizedTest
    @CsvSource({
        "01,VERDICT,HUMAN,human",
        "40,VERDICT,MACHINE,machine_start",
        "40,MESSAGE_END,MACHINE,machine_end_beep",
        "97,VERDICT,FAX,fax",
        "98,MESSAGE_END,UNKNOWN,unknown"
    })
    void tellsMachinesFromPeople(
            String ending, Detection detection, AnsweredBy answeredBy, String cause) {
        stage.dial(ending, detection, false, new Script.Pause("wait", Duration.ofSeconds(30)));
        stage.stage.passSeconds(30);

        assertThat(stage.told(CarrierEvent.Verdict.class))
                .singleElement()
                .satisfies(
                        verdict -> {
                            assertThat(verdict.answeredBy()).isEqualTo(answeredBy);
                            assertThat(verdict.cause()).isEqualTo(cause);
                            assertThat(verdict.after()).isPositive();
                        });
    }

    /** A person greets for 0.3 to 1.8 s. */
    @ParameterizedTest
    @CsvSource({
        "30, 5000, HUMAN, 5300, 6800",
        "30, 500, HUMAN, 800, 2300",
        "4, 5000, UNKNOWN, 4000, 4000"
    })
    void judgesByTheThresholdsAskedFor(
            int timeout, int speechEnd, AnsweredBy answeredBy, int least, int most) {
        stage.tuning =
                new MachineTuning(
                        Duration.ofSeconds(timeout), null, Duration.ofMillis(speechEnd), null);

        stage.dial(
                "01", Detection.VERDICT, false, new Script.Pause("wait", Duration.ofSeconds(30)));
        stage.stage.passSeconds(30);

        assertThat(stage.told(CarrierEvent.Verdict.class))
                .singleElement()
                .satisfies(
                        verdict -> {
                            assertThat(verdict.answeredBy()).isEqualTo(answeredBy);
                            assertThat(verdict.after())
                                    .isBetween(Duration.ofMillis(least), Duration.ofMillis(most));
                        });
    }

    @Test
    void leavesAMessageBehindTheBeep() throws IOException {
        stage.dial("40", Detection.MESSAGE_END, false, HELLO, gather(1, "", 3, "Press 2."));
        for (int second = 0; stage.told(CarrierEvent.Verdict.class).isEmpty(); second++) {
            assertThat(second).isLessThan(60);
            stage.stage.passSeconds(1);
        }
        stage.perform(1, new Script.AwaitBeep(Duration.ofSeconds(30)), say("Please call us."), BYE);
        stage.stage.passSeconds(20);

        assertThat(stage.told()).contains(new CarrierEvent.Spoken(1));
        assertThat(stage.told().getLast()).isInstanceOf(CarrierEvent.Ended.class);
        assertThat(stage.told(CarrierEvent.Gathered.class)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"02,true", "81,false", "61,false"})
    void connectsWithAnother(String ending, boolean reached) throws IOException {
        dial(
                "01",
                HELLO,
                new Script.Transfer(
                        "person",
                        DriverStage.number(ending).e164(),
                        Stage.FROM,
                        Duration.ofSeconds(20)));
        stage.stage.passSeconds(70);

        assertThat(stage.told(CarrierEvent.Transferred.class))
                .singleElement()
                .satisfies(
                        transferred -> {
                            assertThat(transferred.step()).isEqualTo("person");
                            assertThat(transferred.reached()).isEqualTo(reached);
                            assertThat(transferred.talked().isPositive()).isEqualTo(reached);
                        });
        assertThat(stage.driver.lookUp(stage.account, stage.named()))
                .isEqualTo(new LookUp.Live(true));
    }

    @Test
    void recordsAMessageFetchesItAndRemovesIt() throws IOException {
        dial(
                "01",
                new Script.Record(
                        "message", Duration.ofSeconds(30), Duration.ofSeconds(5), "#", true));
        stage.stage.passSeconds(60);

        CarrierEvent.Recorded recorded = stage.told(CarrierEvent.Recorded.class).getFirst();
        assertThat(recorded.step()).isEqualTo("message");
        assertThat(recorded.length()).isPositive();
        assertFetchedAndRemoved(recorded.reference());
    }

    @Test
    void recordsWholeCalls() throws IOException {
        stage.dial("01", Detection.NONE, true, HELLO, BYE);
        stage.stage.passSeconds(90);

        CarrierEvent.Recorded recorded = stage.told(CarrierEvent.Recorded.class).getFirst();
        assertThat(recorded.step()).isNull();
        assertFetchedAndRemoved(recorded.reference());
    }

    private void assertFetchedAndRemoved(String recording) throws IOException {
        byte[] audio = stage.driver.recording(stage.account, recording).readAllBytes();
        stage.driver.removeRecording(stage.account, recording);
        stage.driver.removeRecording(stage.account, recording);

        assertThat(new String(audio, 0, 4, StandardCharsets.US_ASCII)).isEqualTo("RIFF");
        assertThatThrownBy(() -> stage.driver.recording(stage.account, recording))
                .isInstanceOf(IOException.class);
    }

    @Test
    void looksUpByItsIdAndByWhatCanOnlyBeOurs() throws IOException {
        dial("01", new Script.Pause("wait", Duration.ofSeconds(60)));
        stage.stage.passSeconds(20);

        assertThat(stage.driver.lookUp(stage.account, stage.named()))
                .isEqualTo(new LookUp.Live(true));
        assertThat(stage.driver.lookUp(stage.account, stage.unnamed()))
                .isEqualTo(new LookUp.Live(true));
        assertThat(stage.driver.live(stage.account)).containsExactly(stage.named().carrierCallId());

        stage.driver.hangUp(stage.account, stage.unnamed());

        assertThat(stage.driver.lookUp(stage.account, stage.unnamed()))
                .isEqualTo(new LookUp.Ended(true, null, "completed"));
        assertThat(stage.driver.live(stage.account)).isEmpty();
    }

    @Test
    void takesNoneForItsOwnWhereTwoCouldBe() throws IOException {
        dial("01", HELLO, BYE);
        stage.stage.dial("+12025550101");
        stage.stage.passSeconds(20);

        assertThat(stage.driver.lookUp(stage.account, stage.unnamed()))
                .isEqualTo(new LookUp.Unknowable());
    }

    @Test
    void hangsUpACallThatRings() throws IOException {
        dial("61", HELLO, BYE);
        stage.stage.passSeconds(10);
        stage.driver.hangUp(stage.account, stage.named());
        stage.stage.passSeconds(10);

        assertThat(stage.told(CarrierEvent.Ended.class))
                .extracting(CarrierEvent.Ended::result)
                .containsExactly(CallResult.CANCELED);
    }

    @Test
    void knowsThePriceWithItsOtherLegOnceItIsRated() throws IOException {
        dial(
                "01",
                new Script.Transfer(
                        "person",
                        DriverStage.number("02").e164(),
                        Stage.FROM,
                        Duration.ofSeconds(20)));
        stage.stage.passSeconds(60);
        stage.driver.hangUp(stage.account, stage.named());

        assertThat(stage.driver.charged(stage.account, stage.named())).isEmpty();
        stage.stage.passSeconds(10);
        // A minute of each leg at 0.014.
        assertThat(stage.driver.charged(stage.account, stage.named()))
                .hasValueSatisfying(
                        cost -> assertThat(cost).isGreaterThanOrEqualTo(new BigDecimal("0.028")));
    }

    @ParameterizedTest
    @CsvSource({
        "20003,NOT_SENT,ACCOUNT",
        "21215,NOT_SENT,ACCOUNT",
        "21219,NOT_SENT,ACCOUNT",
        "573005,NOT_SENT,ACCOUNT",
        "21210,NOT_SENT,CALLER_ID",
        "21212,NOT_SENT,CALLER_ID",
        "10004,NOT_SENT,RATE",
        "20429,NOT_SENT,RATE",
        "22005,NOT_SENT,RATE",
        "21211,REFUSED,INVALID_NUMBER",
        "21214,REFUSED,INVALID_NUMBER",
        "21217,REFUSED,INVALID_NUMBER",
        "21216,REFUSED,BLOCKED",
        "20500,AMBIGUOUS,status_500",
        "20503,AMBIGUOUS,status_503"
    })
    void knowsWhatARefusalMeans(int code, String kind, String meaning) {
        stage.stage.carrier.account(
                Account.of(1.0, null, List.of(Stage.FROM), List.of(), Map.of(), code, null, null));

        DialAnswer answer = stage.dial("01", Detection.NONE, false, HELLO, BYE);

        DialAnswer expected =
                switch (kind) {
                    case "NOT_SENT" ->
                            new DialAnswer.NotSent("twilio_" + code, Problem.valueOf(meaning));
                    case "REFUSED" ->
                            new DialAnswer.Refused(CallResult.valueOf(meaning), "twilio_" + code);
                    default -> new DialAnswer.Ambiguous(meaning);
                };
        assertThat(answer).isEqualTo(expected);
        assertThat(stage.requests).hasSize(1);
        assertThat(stage.stage.logged()).containsExactly("+12025550101 false");
    }

    @Test
    void isTurnedDownWithAnotherTokenAndForANumberThatIsNotItsOwn() {
        stage.account = DriverStage.account("another token");

        DialAnswer answer = stage.dial("01", Detection.NONE, false, HELLO, BYE);

        assertThat(answer).isEqualTo(new DialAnswer.NotSent("twilio_20003", Problem.ACCOUNT));
        assertThat(stage.driver.reachable(stage.account)).isTrue();
    }

    /** What a fault is answered with, and whether the call is found afterwards. */
    @ParameterizedTest
    @CsvSource({
        "ACCEPT_THEN_500,status_500,true",
        "ACCEPT_THEN_CUT,,true",
        "ACCEPT_MALFORMED,malformed_answer,true",
        "REFUSE_503,status_503,false",
        "REFUSE_503_BARE,status_503,false"
    })
    void looksForACallThatMayRingInPlaceOfDialingAgain(
            Faults.Dial fault, @Nullable String cause, boolean rings) throws IOException {
        stage.stage.carrier.dice.set(Faults.none(1).withNext(List.of(fault)));

        DialAnswer answer = stage.dial("01", Detection.NONE, false, new Script.Pause("wait", LONG));
        stage.stage.passSeconds(30);

        assertThat(answer)
                .isInstanceOfSatisfying(
                        DialAnswer.Ambiguous.class,
                        maybe -> {
                            if (cause != null) {
                                assertThat(maybe.cause()).isEqualTo(cause);
                            }
                        });
        assertThat(stage.requests).containsExactly("POST Calls.json");
        assertThat(stage.stage.logged()).hasSize(1);
        assertThat(stage.driver.lookUp(stage.account, stage.unnamed()))
                .isEqualTo(rings ? new LookUp.Live(true) : new LookUp.Unknowable());
    }
}
