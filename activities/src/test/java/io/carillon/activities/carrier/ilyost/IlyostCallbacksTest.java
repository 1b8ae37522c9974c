package io.carillon.activities.carrier.ilyost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.activities.carrier.CallbackRefused;
import io.carillon.activities.carrier.CarrierEvent;
import io.carillon.activities.carrier.CarrierEvent.Ended;
import io.carillon.activities.carrier.CarrierEvent.Gathered;
import io.carillon.activities.carrier.CarrierEvent.ScriptEnded;
import io.carillon.activities.carrier.CarrierEvent.Spoken;
import io.carillon.activities.carrier.CarrierEvent.Unrecognised;
import io.carillon.activities.carrier.CarrierEvent.Verdict;
import io.carillon.activities.carrier.CarrierEvent.WrongKey;
import io.carillon.activities.carrier.Script;
import io.carillon.workflows.call.AnsweredBy;
import io.carillon.workflows.call.CallResult;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What callbacks mean, by the examples of the docs and the states of the server. */
class IlyostCallbacksTest {
    private static final IlyostDriver DRIVER = new IlyostDriver(Ilyosts.settings());
    private static final Script SPEECH = Ilyosts.script(Ilyosts.say("Hello."));
    private static final Script MENU =
            Ilyosts.script(Ilyosts.gather(1, "129", "", Ilyosts.say("Press 1.")));

    @AfterAll
    static void closeDriver() throws IOException {
        DRIVER.close();
    }

    private static List<CarrierEvent.What> said(
            String flags, String members, @Nullable Script underWay) throws CallbackRefused {
        return events(flags, members, underWay).stream().map(CarrierEvent::what).toList();
    }

    private static List<CarrierEvent> events(
            String flags, String members, @Nullable Script underWay) throws CallbackRefused {
        String body =
                "{%s,'call_id':'%s','timestamp':'2:46:30 PM'}"
                        .formatted(members, Ilyosts.CALL)
                        .replace('\'', '"');
        return DRIVER.understand(
                        Ilyosts.account(null),
                        Ilyosts.callback(Ilyosts.ADDRESS + flags, body),
                        () -> Optional.ofNullable(underWay))
                .events();
    }

    @Test
    void namesTheCallBeforeTheDialIsAnswered() throws CallbackRefused {
        assertThat(events("", "'state':'initiated'", null))
                .containsExactly(
                        new CarrierEvent(
                                "initiated", Ilyosts.CALL, null, new CarrierEvent.Queued()));
    }

    /** Nothing is said before it is known who is there, where that was asked. */
    @ParameterizedTest
    @CsvSource({"'', true", "&amd=1, false", "&amd=10, true"})
    void beginsAtTheAnswerOrAtTheVerdict(String flags, boolean begins) throws CallbackRefused {
        var said = said(flags, "'state':'answered'", null);

        assertThat(said).startsWith(new CarrierEvent.Answered());
        assertThat(said.contains(new ScriptEnded(0))).isEqualTo(begins);
    }

    @ParameterizedTest
    @CsvSource({
        "amd.human, HUMAN, 1, DETECTED_SPEECH",
        "amd.machine, MACHINE, 1, LONGGREETING-1500-1500",
        "amd.unknown, UNKNOWN, 0, TOOLONG-5000",
        "amd.error, UNKNOWN, 0, amd.error"
    })
    void tellsWhoAnswered(String state, AnsweredBy by, double confidence, String cause)
            throws CallbackRefused {
        String causes = cause.equals(state) ? "" : ",'cause':'" + cause + "'";

        assertThat(said("&amd=1", "'state':'" + state + "'" + causes, null))
                .containsExactly(
                        new Verdict(by, cause, confidence, Duration.ZERO), new ScriptEnded(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"duration", "actualDuration"})
    void takesTheEndInBothShapesAndTheChargeAsReported(String name) throws CallbackRefused {
        // The docs' own example, whose charge is not what its increment makes of it.
        String members =
                "'state':'completed','cause':'Normal Clearing','"
                        + name
                        + "':45,"
                        + "'billableDuration':45,'billingIncrement':'6/6','pricePerMinute':'0.012',"
                        + "'charge':'0.0090','recording':'https://elsewhere.invalid/x'";

        assertThat(said("&record=1", members, null))
                .containsExactly(
                        new Ended(
                                true,
                                null,
                                "q850_16",
                                Duration.ofSeconds(45),
                                List.of(),
                                false,
                                new BigDecimal("0.0090")),
                        new CarrierEvent.Recorded(0, null, Ilyosts.CALL, Duration.ofSeconds(45)));
    }

    @ParameterizedTest
    @CsvSource({
        "User Busy, BUSY, q850_17",
        "No User Response, NO_ANSWER, q850_18",
        "No Answer, NO_ANSWER, q850_19",
        "Call Rejected, REJECTED, q850_21",
        "Number Changed, INVALID_NUMBER, q850_22",
        "Invalid Number Format, INVALID_NUMBER, q850_28",
        "Unknown cause (1), INVALID_NUMBER, q850_1",
        "Circuit/Channel Congestion, CONGESTION, q850_34",
        "Switching Equipment Congestion, CONGESTION, q850_42",
        "Outgoing Call Barred, BLOCKED, q850_52",
        "Normal Clearing, NO_ANSWER, q850_16",
        "Something else, CARRIER_ERROR, ilyost_ended"
    })
    void readsFromATextWhyNobodyAnswered(String cause, CallResult result, String code)
            throws CallbackRefused {
        assertThat(said("", "'state':'completed','cause':'" + cause + "','duration':0", null))
                .containsExactly(
                        new Ended(
                                false,
                                result,
                                code,
                                Duration.ZERO,
                                List.of(),
                                false,
                                BigDecimal.ZERO));
    }

    @Test
    void isEndedToMakeRoom() throws CallbackRefused {
        assertThat(said("", "'state':'terminated','reason':'Concurrent call limit'", null))
                .containsExactly(
                        new Ended(
                                false,
                                CallResult.CARRIER_ERROR,
                                "ilyost_terminated",
                                Duration.ZERO,
                                List.of(),
                                false,
                                null));
    }

    @Test
    void hearsThatATextWasSpoken() throws CallbackRefused {
        assertThat(said("", "'state':'speak.ended','control_id':'c1'", SPEECH))
                .containsExactly(new Spoken(3), new ScriptEnded(3));
        assertThat(said("", "'state':'speak.error','control_id':'c1'", SPEECH))
                .containsExactly(new ScriptEnded(3));
        assertThat(said("", "'state':'playback.ended','control_id':'c1'", SPEECH))
                .containsExactly(new Unrecognised("state playback.ended"));
    }

    static List<Script.Verb> played() {
        return List.of(
                new Script.Play("a", "blob_1", Duration.ofSeconds(1)),
                new Script.Pause("a", Duration.ofSeconds(1)),
                new Script.AwaitBeep(Duration.ofSeconds(1)));
    }

    @ParameterizedTest
    @MethodSource("played")
    void hearsThatAudioWasPlayed(Script.Verb verb) throws CallbackRefused {
        assertThat(said("", "'state':'playback.ended','control_id':'c1'", Ilyosts.script(verb)))
                .containsExactly(new ScriptEnded(3));
    }

    /** The finish key is emulated: it is no part of the digits, nor is what follows it. */
    @ParameterizedTest
    @CsvSource({
        "4, #, 12#, 12, finish_key",
        "4, #, 12, 12, inter_digit_timeout",
        "4, #, 1234, 1234, max_digits",
        "4, #, 12#3, 12, finish_key",
        "4, #, '#', '', finish_key",
        "4, #*, 7*1#, 7, finish_key",
        "4, '', 12#, 12#, inter_digit_timeout",
        "1, '', 2, 2, max_digits"
    })
    void gathersWithoutTheFinishKey(
            int most, String finish, String keys, String digits, String reason)
            throws CallbackRefused {
        Script script = Ilyosts.script(Ilyosts.gather(most, "0123456789#", finish));

        assertThat(said("", "'state':'dtmf.gathered','digits':'" + keys + "'", script))
                .containsExactly(new Gathered(3, "menu", digits, reason, 1));
    }

    @Test
    void asksAgainAfterAWrongKeyAndForgetsIt() throws CallbackRefused {
        assertThat(said("", "'state':'dtmf.gathered','digits':'7'", MENU))
                .containsExactly(new WrongKey(3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"maxretry.finished", "action.error", "actionqueue.error"})
    void hearsThatNobodyPressedAKey(String state) throws CallbackRefused {
        assertThat(said("", "'state':'" + state + "'", MENU))
                .containsExactly(new Gathered(3, "menu", "", "no_input", 2));
    }

    /** Keys of a call that is put through, or pressed for a gather that was left. */
    @Test
    void doesNotTakeKeysNobodyAskedFor() throws CallbackRefused {
        String keys = "'state':'dtmf.gathered','digits':'1'";

        assertThat(said("", keys + ",'leg':'A'", MENU))
                .containsExactly(new Unrecognised("state dtmf.gathered"));
        assertThat(said("", keys, SPEECH)).containsExactly(new Unrecognised("state dtmf.gathered"));
        assertThat(said("", keys, null)).containsExactly(new Unrecognised("state dtmf.gathered"));
    }

    /** They may be secret, and what is told of a gather is stored. */
    @Test
    void namesNoDigitsOutsideOfAGather() throws CallbackRefused {
        assertThat(events("", "'state':'dtmf.entered','digit':'4'", MENU).toString())
                .doesNotContain("4'")
                .contains("state dtmf.entered");
        assertThat(events("", "'state':'dtmf.gathered','digits':'444'", MENU).getFirst().id())
                .doesNotContain("444");
    }

    @Test
    void knowsACallbackThatIsToldTwice() throws CallbackRefused {
        String keys = "'state':'dtmf.gathered','digits':'1'";

        assertThat(events("", keys, MENU)).isEqualTo(events("", keys, MENU));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "speak.started",
                "playback.started",
                "dtmf.entered",
                "dtmf.invalid",
                "bridging",
                "bridged",
                "bridged.ended",
                "hold",
                "unhold",
                "recording.error",
                "speech.error",
                "alpha.gathered",
                "ai.started",
                "ai.transcribed",
                "ai.error",
                "ai.ended",
                "something.new"
            })
    void keepsWhatChangesNothing(String state) throws CallbackRefused {
        assertThat(said("", "'state':'" + state + "'", MENU))
                .containsExactly(new Unrecognised("state " + state));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?", "[]", "{}", "{\"state\":7}", "null"})
    void refusesWhatIsNoCallback(String body) {
        assertThatThrownBy(
                        () ->
                                DRIVER.understand(
                                        Ilyosts.account(null),
                                        Ilyosts.callback(Ilyosts.ADDRESS, body)))
                .isInstanceOf(CallbackRefused.class);
    }

    /** Nothing is signed; who set the list takes callbacks from there alone. */
    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, true",
        "192.0.2.0/24, true",
        "192.0.2.8/29, false",
        "198.51.100.1, false",
        "2001:db8::/32, false"
    })
    void listensToTheAddressesThatAreSet(String listed, boolean listens) throws IOException {
        try (var driver = new IlyostDriver(Ilyosts.settings(listed))) {
            var callback = Ilyosts.callback(Ilyosts.ADDRESS, "{\"state\":\"answered\"}");
            if (listens) {
                assertThat(understood(driver, callback)).isNotEmpty();
            } else {
                assertThatThrownBy(() -> driver.understand(Ilyosts.account(null), callback))
                        .isInstanceOfSatisfying(
                                CallbackRefused.class, no -> assertThat(no.forged()).isTrue());
            }
        }
    }

    private static List<CarrierEvent> understood(
            IlyostDriver driver, io.carillon.activities.carrier.Callback callback) {
        try {
            return driver.understand(Ilyosts.account(null), callback).events();
        } catch (CallbackRefused refused) {
            throw new AssertionError(refused);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"example.com", "192.0.2.0/33", "", "localhost"})
    void takesNoNamesForAddresses(String listed) {
        assertThatThrownBy(() -> CallbackSources.of(List.of(listed)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
