package io.carillon.activities.carrier.simulator;

import static io.carillon.activities.carrier.simulator.Dialing.BYE;
import static io.carillon.activities.carrier.simulator.Dialing.fresh;
import static io.carillon.activities.carrier.simulator.Dialing.gather;
import static io.carillon.activities.carrier.simulator.Dialing.say;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.carrier.CallOnCarrier;
import io.carillon.activities.carrier.CarrierEvent.Ended;
import io.carillon.activities.carrier.CarrierEvent.Gathered;
import io.carillon.activities.carrier.CarrierEvent.Recorded;
import io.carillon.activities.carrier.CarrierEvent.ScriptEnded;
import io.carillon.activities.carrier.CarrierEvent.Transferred;
import io.carillon.activities.carrier.CarrierEvent.Verdict;
import io.carillon.activities.carrier.DialAnswer;
import io.carillon.activities.carrier.Script;
import io.carillon.workflows.call.AnsweredBy;
import io.carillon.workflows.call.CallResult;
import io.carillon.workflows.call.LookUp;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/** Who picks up, through the driver and over HTTP, 200 times as fast as people are. */
class PersonasOnTheLineTest {
    private static final double SPEED = 200;
    private static Dialing dialing;

    @BeforeAll
    static void open(@TempDir Path home) throws IOException {
        dialing = new Dialing(home, SPEED);
    }

    @AfterAll
    static void close() throws IOException {
        dialing.close();
    }

    @ParameterizedTest
    @CsvSource({"00", "17", "39"})
    void aPersonPressesTheFirstValidKey(String ending) throws Exception {
        CallOnCarrier call = fresh();

        dialing.dial(call, ending, gather(List.of("2", "1"), List.of()));
        Gathered gathered = dialing.await(call, Gathered.class);
        dialing.driver()
                .perform(
                        dialing.account(),
                        call,
                        new Script(1, List.of(say("bye", "Thank you."), BYE)));
        Ended ended = dialing.awaitEnd(call);

        assertThat(gathered).isEqualTo(new Gathered(0, "menu", "2", "max_digits", 1));
        assertThat(dialing.told(call))
                .startsWith("Ringing", "Answered")
                .contains("Verdict")
                .endsWith("Ended");
        assertThat(verdict(call)).isEqualTo(AnsweredBy.HUMAN);
        assertThat(ended.answered()).isTrue();
        assertThat(ended.result()).isNull();
        assertThat(ended.cause()).isEqualTo("hung_up_by_us");
        assertThat(ended.stepsBegun()).containsExactly("menu", "bye");
        assertThat(ended.messageSpoken()).isTrue();
        assertThat(ended.talked()).isPositive();
    }

    @Test
    void aPersonFinishesWhenMoreDigitsCouldFollow() throws Exception {
        CallOnCarrier call = fresh();

        dialing.dial(call, "05", pin("0123456789", "#"), BYE);

        assertThat(dialing.await(call, Gathered.class))
                .isEqualTo(new Gathered(0, "pin", "0", "finish_key", 1));
    }

    @Test
    void withoutAFinishKeyTheInputEndsByItself() throws Exception {
        CallOnCarrier call = fresh();

        dialing.dial(call, "06", pin("789", ""));

        assertThat(dialing.await(call, Gathered.class))
                .isEqualTo(new Gathered(0, "pin", "7", "inter_digit_timeout", 1));
    }

    private static Script.Gather pin(String valid, String finish) {
        return new Script.Gather(
                "pin",
                List.of(),
                4,
                valid,
                finish,
                Duration.ofSeconds(5),
                Duration.ofSeconds(3),
                1,
                false,
                List.of(),
                List.of(),
                true);
    }

    @ParameterizedTest
    @CsvSource({"40", "59"})
    void aMachineHearsTheMessageAfterTheBeep(String ending) throws Exception {
        CallOnCarrier call = fresh();

        dialing.dial(call, ending, say("greet", "Hello, this is Acme with a reminder."));
        dialing.await(call, Verdict.class);
        dialing.driver()
                .perform(
                        dialing.account(),
                        call,
                        new Script(
                                1,
                                List.of(
                                        new Script.AwaitBeep(Duration.ofSeconds(40)),
                                        say("", "Please call us back."),
                                        new Script.HangUp(""))));
        Ended ended = dialing.awaitEnd(call);

        assertThat(verdict(call)).isEqualTo(AnsweredBy.MACHINE);
        assertThat(ended.answered()).isTrue();
        assertThat(ended.messageSpoken()).isTrue();
        assertThat(ended.stepsBegun()).containsExactly("greet");
    }

    @ParameterizedTest
    @CsvSource({"60", "79"})
    void nobodyAnswersBeforeTheRingTimeout(String ending) throws Exception {
        CallOnCarrier call = fresh();

        dialing.dial(call, ending, BYE);

        assertThat(dialing.awaitEnd(call)).isEqualTo(unanswered(CallResult.NO_ANSWER, "no_answer"));
        assertThat(dialing.told(call)).containsExactly("Ringing", "Ended");
        assertThat(dialing.driver().lookUp(dialing.account(), call))
                .isEqualTo(new LookUp.Ended(false, CallResult.NO_ANSWER, "no_answer"));
    }

    @ParameterizedTest
    @CsvSource({"80", "89"})
    void theLineIsBusy(String ending) throws Exception {
        CallOnCarrier call = fresh();

        dialing.dial(call, ending, BYE);

        assertThat(dialing.awaitEnd(call)).isEqualTo(unanswered(CallResult.BUSY, "sip_486"));
        assertThat(dialing.told(call)).containsExactly("Ended");
    }

    @ParameterizedTest
    @CsvSource({"90", "91", "92", "93"})
    void aPersonHangsUpDuringTheFirstPrompt(String ending) throws Exception {
        CallOnCarrier call = fresh();

        dialing.dial(
                call,
                ending,
                say("greet", "Hello, this is Acme. ".repeat(10)),
                gather(one(), one()));
        Ended ended = dialing.awaitEnd(call);

        assertThat(ended.answered()).isTrue();
        assertThat(ended.cause()).isEqualTo("hung_up_by_person");
        assertThat(ended.stepsBegun()).containsExactly("greet");
        assertThat(ended.messageSpoken()).isFalse();
        assertThat(dialing.told(call)).doesNotContain("Gathered", "ScriptEnded");
    }

    @Test
    void aPersonOptsOutWhereItIsOffered() throws Exception {
        CallOnCarrier call = fresh();

        dialing.dial(call, "94", gather(List.of("1", "2", "9"), List.of("9")));

        assertThat(dialing.await(call, Gathered.class).digits()).isEqualTo("9");
    }

    @Test
    void thatPersonGoesAlongWhereItIsNot() throws Exception {
        CallOnCarrier call = fresh();

        dialing.dial(call, "94", gather(List.of("1", "2"), List.of()));

        assertThat(dialing.await(call, Gathered.class).digits()).isEqualTo("1");
    }

    @Test
    void aNumberThatDoesNotExistIsRefusedAtOnce() throws Exception {
        CallOnCarrier call = fresh();

        assertThat(dialing.dial(call, "95", BYE))
                .isEqualTo(new DialAnswer.Refused(CallResult.INVALID_NUMBER, "invalid_number"));
        assertThat(dialing.driver().lookUp(dialing.account(), call)).isEqualTo(new LookUp.Absent());
    }

    @Test
    void congestionIsTheNetworksAnswer() throws Exception {
        CallOnCarrier call = fresh();

        dialing.dial(call, "96", BYE);

        assertThat(dialing.awaitEnd(call)).isEqualTo(unanswered(CallResult.CONGESTION, "sip_503"));
    }

    @Test
    void aFaxAnswersAndGivesUp() throws Exception {
        CallOnCarrier call = fresh();

        dialing.dial(call, "97", gather(one(), one()));
        Ended ended = dialing.awaitEnd(call);

        assertThat(verdict(call)).isEqualTo(AnsweredBy.FAX);
        assertThat(dialing.await(call, Gathered.class).reason()).isEqualTo("no_input");
        assertThat(ended.answered()).isTrue();
    }

    @Test
    void silenceIsNobodyForCertain() throws Exception {
        CallOnCarrier call = fresh();

        dialing.dial(call, "98", gather(one(), one()));
        Gathered gathered = dialing.await(call, Gathered.class);
        Ended ended = dialing.awaitEnd(call);

        assertThat(verdict(call)).isEqualTo(AnsweredBy.UNKNOWN);
        assertThat(gathered).isEqualTo(new Gathered(0, "menu", "", "no_input", 2));
        assertThat(ended.cause()).isEqualTo("max_duration");
    }

    @Test
    void afterAnAnswerNoCallbackEverComesButLookingUpHelps() throws Exception {
        CallOnCarrier call = fresh();

        dialing.dial(call, "99", gather(one(), one()));
        dialing.await(call, io.carillon.activities.carrier.CarrierEvent.Answered.class);
        LookUp during = dialing.driver().lookUp(dialing.account(), call);
        LookUp after = during;
        while (after instanceof LookUp.Live) {
            Thread.onSpinWait();
            after = dialing.driver().lookUp(dialing.account(), call);
        }

        assertThat(during).isEqualTo(new LookUp.Live(true));
        assertThat(after).isEqualTo(new LookUp.Ended(true, null, "max_duration"));
        assertThat(dialing.told(call)).containsExactly("Ringing", "Answered");
    }

    @Test
    void withoutDetectionThereIsNoVerdict() throws Exception {
        CallOnCarrier call = fresh();

        dialing.dial(call, "07", false, false, say("greet", "A long story. ".repeat(20)), BYE);
        dialing.awaitEnd(call);

        assertThat(dialing.told(call)).containsExactly("Ringing", "Answered", "Ended");
    }

    @Test
    void aScriptWithoutADecisionSaysThatItEnded() throws Exception {
        CallOnCarrier call = fresh();

        dialing.dial(
                call,
                "08",
                say("greet", "Hello."),
                new Script.Play("greet", "blob_x", Duration.ofSeconds(2)),
                new Script.Pause("wait", Duration.ofSeconds(1)),
                new Script.SendDigits("keys", "12w#"));

        assertThat(dialing.await(call, ScriptEnded.class)).isEqualTo(new ScriptEnded(0));
        dialing.driver().hangUp(dialing.account(), call);
        assertThat(dialing.awaitEnd(call).stepsBegun()).containsExactly("greet", "wait", "keys");
        assertThat(dialing.driver().perform(dialing.account(), call, script(1))).isFalse();
        assertThat(dialing.driver().hold(dialing.account(), call, true)).isFalse();
        dialing.driver().hangUp(dialing.account(), call);
    }

    @Test
    void aScriptGivenTwiceIsPlayedOnce() throws Exception {
        CallOnCarrier call = fresh();

        dialing.dial(call, "09", say("greet", "Hello."));
        dialing.await(call, ScriptEnded.class);
        dialing.driver().perform(dialing.account(), call, script(1));
        dialing.driver().perform(dialing.account(), call, script(1));
        dialing.driver().perform(dialing.account(), call, script(0));
        dialing.receiver.await(Dialing.token(call), new ScriptEnded(1)::equals);
        dialing.driver().hangUp(dialing.account(), call);

        assertThat(dialing.awaitEnd(call).stepsBegun()).containsExactly("greet", "more");
    }

    private static Script script(int sequence) {
        return new Script(sequence, List.of(say("more", "More.")));
    }

    @ParameterizedTest
    @CsvSource({
        "+12025550211,true",
        "+12025550285,false",
        "+12025550265,false",
        "+12025550295,false"
    })
    void aTransferReachesWhoHasThatNumber(String to, boolean reached) throws Exception {
        CallOnCarrier call = fresh();

        dialing.dial(call, "10", new Script.Transfer("person", to, null, Duration.ofSeconds(20)));
        Transferred transferred = dialing.await(call, Transferred.class);
        dialing.driver().hangUp(dialing.account(), call);

        assertThat(transferred.reached()).isEqualTo(reached);
        assertThat(transferred.talked().isPositive()).isEqualTo(reached);
        assertThat(dialing.log()).noneMatch(line -> line.path("to").asString().equals(to));
    }

    @Test
    void aMessageOfThePersonIsRecorded() throws Exception {
        CallOnCarrier call = fresh();

        dialing.dial(
                call,
                "11",
                new Script.Record(
                        "note", Duration.ofSeconds(60), Duration.ofSeconds(3), "#", true));
        Recorded recorded = dialing.await(call, Recorded.class);
        dialing.driver().hangUp(dialing.account(), call);

        assertThat(recorded.step()).isEqualTo("note");
        assertThat(audioLength(recorded)).isEqualTo(recorded.length());
    }

    @Test
    void aWholeCallIsRecordedWhenAsked() throws Exception {
        CallOnCarrier call = fresh();

        dialing.dial(call, "12", true, true, say("greet", "Hello there."), BYE);
        Recorded recorded = dialing.await(call, Recorded.class);

        assertThat(recorded.step()).isNull();
        assertThat(recorded.length()).isEqualTo(dialing.awaitEnd(call).talked());
        assertThat(audioLength(recorded)).isEqualTo(recorded.length());
    }

    private static Duration audioLength(Recorded recorded) throws Exception {
        try (InputStream wav = dialing.driver().recording(dialing.account(), recorded.reference());
                AudioInputStream audio = AudioSystem.getAudioInputStream(wav)) {
            float rate = audio.getFormat().getFrameRate();
            return Duration.ofMillis((long) (audio.getFrameLength() * 1000 / rate));
        }
    }

    @Test
    void aCallHeldGoesOnWhereItWas() throws Exception {
        CallOnCarrier call = fresh();

        dialing.dial(call, "13", say("greet", "A story. ".repeat(60)));
        dialing.await(call, Verdict.class);
        assertThat(dialing.driver().hold(dialing.account(), call, true)).isTrue();
        assertThat(dialing.driver().hold(dialing.account(), call, false)).isTrue();

        assertThat(dialing.await(call, ScriptEnded.class)).isEqualTo(new ScriptEnded(0));
        dialing.driver().hangUp(dialing.account(), call);
        assertThat(dialing.awaitEnd(call).messageSpoken()).isTrue();
    }

    @Test
    void aCallIsTakenBackWhileItRings() throws Exception {
        CallOnCarrier call = fresh();

        dialing.dial(call, "61", BYE);
        assertThat(dialing.driver().live(dialing.account())).contains(Dialing.token(call));
        dialing.driver().hangUp(dialing.account(), call);

        assertThat(dialing.awaitEnd(call))
                .isEqualTo(unanswered(CallResult.CANCELED, "hung_up_by_us"));
    }

    @Test
    void whoPicksUpFollowsTheTable(@TempDir Path home) throws Exception {
        try (Dialing swapped = new Dialing(home, SPEED)) {
            swapped.server()
                    .personas(
                            Personas.standard()
                                    .with(Map.of("00-39", Persona.BUSY, "80-89", Persona.FAX)));
            CallOnCarrier busy = fresh();
            CallOnCarrier fax = fresh();

            swapped.dial(busy, "00", BYE);
            swapped.dial(fax, "80", say("greet", "Hello."));

            assertThat(swapped.awaitEnd(busy).result()).isEqualTo(CallResult.BUSY);
            assertThat(swapped.await(fax, Verdict.class).answeredBy()).isEqualTo(AnsweredBy.FAX);
        }
    }

    private static AnsweredBy verdict(CallOnCarrier call) throws InterruptedException {
        return dialing.await(call, Verdict.class).answeredBy();
    }

    private static List<String> one() {
        return List.of("1");
    }

    private static Ended unanswered(CallResult result, String cause) {
        return new Ended(false, result, cause, Duration.ZERO, List.of(), false, null);
    }
}
