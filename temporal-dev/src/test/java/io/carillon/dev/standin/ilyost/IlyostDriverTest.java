package io.carillon.dev.standin.ilyost;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.carrier.CarrierEvent;
import io.carillon.activities.carrier.CarrierEvent.Answered;
import io.carillon.activities.carrier.CarrierEvent.Ended;
import io.carillon.activities.carrier.CarrierEvent.Gathered;
import io.carillon.activities.carrier.CarrierEvent.Queued;
import io.carillon.activities.carrier.CarrierEvent.ScriptEnded;
import io.carillon.activities.carrier.CarrierEvent.Spoken;
import io.carillon.activities.carrier.CarrierEvent.Verdict;
import io.carillon.activities.carrier.CarrierEvent.WrongKey;
import io.carillon.activities.carrier.Detection;
import io.carillon.activities.carrier.DialAnswer;
import io.carillon.activities.carrier.Script;
import io.carillon.dev.standin.Faults;
import io.carillon.workflows.call.AnsweredBy;
import io.carillon.workflows.call.CallResult;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Our driver with Ilyost's stand-in: each was written from the same pages, neither from the other.
 */
class IlyostDriverTest {
    @TempDir Path folder;
    private DriverStage on;

    @BeforeEach
    void open() throws IOException {
        on = new DriverStage(folder);
    }

    @AfterEach
    void close() throws IOException {
        on.close();
    }

    private static Script.Say say(String text) {
        return new Script.Say("greet", text, "default-en", "en-US");
    }

    private static Script.Gather gather(int most, String valid, String finish, String prompt) {
        return new Script.Gather(
                "menu",
                List.of(say(prompt)),
                most,
                valid,
                finish,
                Duration.ofSeconds(6),
                Duration.ofSeconds(6),
                2,
                true,
                List.of(),
                List.of(),
                false);
    }

    private List<CarrierEvent.What> known() {
        return on.whats().stream()
                .filter(what -> !(what instanceof CarrierEvent.Unrecognised))
                .toList();
    }

    private static <T> List<T> only(List<CarrierEvent.What> whats, Class<T> kind) {
        return whats.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    @Test
    void goesThroughAMenuWithAPerson() throws IOException {
        on.talkTo("01", Detection.VERDICT);

        assertThat(known())
                .containsExactly(
                        new Queued(),
                        new Answered(),
                        new Verdict(AnsweredBy.HUMAN, "HUMAN-800-800", 1, Duration.ZERO),
                        new ScriptEnded(0));
        assertThat(on.perform(say("Hello."))).contains(new Spoken(1), new ScriptEnded(1));
        assertThat(on.perform(gather(1, "129", "#", Stage.MENU)))
                .contains(new Gathered(2, "menu", "1", "max_digits", 1));
        List<CarrierEvent.What> last = on.perform(new Script.HangUp("bye"));
        assertThat(only(last, Ended.class))
                .singleElement()
                .satisfies(
                        end -> {
                            assertThat(end.answered()).isTrue();
                            assertThat(end.cost()).isPositive();
                        });
    }

    @Test
    void beginsAtTheAnswerWhereNobodyAsksWhoAnswered() {
        on.talkTo("01", Detection.NONE);

        assertThat(known()).containsExactly(new Queued(), new Answered(), new ScriptEnded(0));
    }

    /** Silence is played as long as a greeting may last: no beep is told of. */
    @Test
    void leavesAMessageBehindTheGreeting() throws IOException {
        on.talkTo("40", Detection.MESSAGE_END);

        assertThat(only(on.whats(), Verdict.class))
                .singleElement()
                .satisfies(said -> assertThat(said.answeredBy()).isEqualTo(AnsweredBy.MACHINE));
        assertThat(on.perform(new Script.AwaitBeep(Duration.ofSeconds(40))))
                .contains(new ScriptEnded(1));
        assertThat(on.perform(say("Please call us."))).contains(new Spoken(2), new ScriptEnded(2));
        Ended end = only(on.perform(new Script.HangUp("bye")), Ended.class).getFirst();
        assertThat(end.answered()).as("as if nobody had answered").isFalse();
        assertThat(end.cost()).isZero();
    }

    @Test
    void endsTheInputWithAKeyItWaitsBehind() throws IOException {
        on.talkTo("01", Detection.NONE);

        assertThat(on.perform(gather(4, "0123456789", "#", "Enter 7, then the pound key.")))
                .contains(new Gathered(1, "menu", "7", "finish_key", 1));
    }

    @Test
    void asksAgainAfterAWrongKey() throws IOException {
        on.talkTo("01", Detection.NONE);

        assertThat(on.perform(gather(1, "345", "", Stage.MENU))).contains(new WrongKey(1));
    }

    @Test
    void hearsThatNobodyPressesAKey() throws IOException {
        on.talkTo("98", Detection.NONE);

        assertThat(on.perform(gather(1, "12", "", Stage.MENU)))
                .contains(new Gathered(1, "menu", "", "no_input", 2));
    }

    @Test
    void pauses() throws IOException {
        on.talkTo("01", Detection.NONE);

        assertThat(on.perform(new Script.Pause("wait", Duration.ofMillis(1500))))
                .contains(new ScriptEnded(1));
    }

    /** The next step follows where audio cannot be played, as where it was. */
    @Test
    void goesOnBehindAudioThatIsNotThere() throws IOException {
        on.talkTo("01", Detection.NONE);

        assertThat(on.perform(new Script.Play("jingle", "blob_gone", Duration.ofSeconds(2))))
                .contains(new ScriptEnded(1));
    }

    @ParameterizedTest
    @CsvSource({"01, true", "80, false"})
    void putsThroughAndEndsWithTheOther(String ending, boolean reached) throws IOException {
        on.talkTo("01", Detection.NONE);
        var transfer =
                new Script.Transfer("person", "+120255501" + ending, null, Duration.ofSeconds(20));

        List<CarrierEvent.What> told = on.perform(transfer);

        assertThat(told.contains(new CarrierEvent.Unrecognised("state bridged")))
                .isEqualTo(reached);
        assertThat(only(told, Ended.class)).hasSize(1);
        assertThat(on.perform(say("Are you still there?"))).isEmpty();
    }

    @Test
    void holds() throws IOException {
        on.talkTo("01", Detection.NONE);

        assertThat(on.driver.hold(on.account, on.call(), true)).isTrue();
        assertThat(on.driver.hold(on.account, on.call(), false)).isTrue();
        on.stage.passSeconds(1);

        assertThat(on.whats())
                .contains(
                        new CarrierEvent.Unrecognised("state hold"),
                        new CarrierEvent.Unrecognised("state unhold"));
    }

    @ParameterizedTest
    @CsvSource({"60, NO_ANSWER", "80, BUSY", "95, INVALID_NUMBER", "96, CONGESTION"})
    void knowsWhyNobodyAnswered(String ending, CallResult result) {
        on.dial(ending, Detection.VERDICT, false);
        on.stage.passSeconds(130);

        assertThat(only(on.whats(), Ended.class))
                .singleElement()
                .satisfies(
                        end -> {
                            assertThat(end.answered()).isFalse();
                            assertThat(end.result()).isEqualTo(result);
                        });
    }

    /** A ringing call is ended by us alone. */
    @Test
    void givesUpRinging() throws IOException {
        on.dial("60", Detection.VERDICT, false);
        on.stage.passSeconds(33);

        on.driver.hangUp(on.account, on.call());
        on.stage.passSeconds(1);

        assertThat(only(on.whats(), Ended.class))
                .singleElement()
                .satisfies(end -> assertThat(end.result()).isEqualTo(CallResult.NO_ANSWER));
    }

    @ParameterizedTest
    @CsvSource({"2, true", "3, false"})
    void losesTheOldestCallAtTheLimitAndNoneBelowIt(int limit, boolean loses) {
        on.stage.carrier.account(Stage.account(limit, "20.00"));
        on.talkTo("01", Detection.NONE);
        on.talkTo("02", Detection.NONE);

        on.talkTo("03", Detection.NONE);

        assertThat(
                        only(on.whats(), Ended.class).stream()
                                .anyMatch(end -> end.cause().equals("ilyost_terminated")))
                .isEqualTo(loses);
    }

    @Test
    void tellsWhichBalanceIsTooLow() {
        on.stage.carrier.account(Stage.account(10, "0.99"));

        assertThat(on.dial("01", Detection.NONE, false))
                .isEqualTo(
                        new DialAnswer.NotSent(
                                "ilyost_balance_below_minimum", DialAnswer.Problem.ACCOUNT));
    }

    @Test
    void readsTheBalance() throws IOException {
        assertThat(on.driver.balance(on.account).orElseThrow()).isEqualByComparingTo("20.00");
        assertThat(on.driver.reachable(on.account)).isTrue();
    }

    @Test
    void doesNotKnowTheKey() {
        on.account = DriverStage.account("another");

        assertThat(on.dial("01", Detection.NONE, false))
                .isEqualTo(
                        new DialAnswer.NotSent(
                                "ilyost_invalid_api_key", DialAnswer.Problem.ACCOUNT));
    }

    @Test
    void slowsDownForTheLimiter() {
        on.stage.limiter.limit(Limiter.Limit.of(1, 900));
        on.dial("01", Detection.NONE, false);

        assertThat(on.dial("02", Detection.NONE, false))
                .isEqualTo(
                        new DialAnswer.NotSent(
                                "ilyost_too_many_requests", DialAnswer.Problem.RATE));
        assertThat(on.stage.logged()).hasSize(1);
    }

    /** It rings, and whose it is is told by its callback alone. */
    @ParameterizedTest
    @EnumSource(
            value = Faults.Dial.class,
            names = {"ACCEPT_THEN_500", "ACCEPT_THEN_CUT", "ACCEPT_MALFORMED"})
    void doesNotKnowWhatAnUnansweredDialDid(Faults.Dial fault) {
        on.stage.carrier.dice.set(Faults.none(1).withNext(List.of(fault)));

        DialAnswer answer = on.dial("01", Detection.NONE, false);

        assertThat(answer).isInstanceOf(DialAnswer.Ambiguous.class);
        assertThat(on.stage.logged()).hasSize(1);
        assertThat(on.events.getFirst().what()).isEqualTo(new Queued());
        assertThat(on.events.getFirst().carrierCallId()).isNotNull();
    }

    @Test
    void copiesTheRecordingThatIsMadeAnyway() throws IOException {
        on.dial("01", Detection.NONE, true);
        on.stage.passSeconds(30);
        on.driver.hangUp(on.account, on.call());
        on.stage.passSeconds(1);

        String reference = only(on.whats(), CarrierEvent.Recorded.class).getFirst().reference();

        assertThat(on.driver.recording(on.account, reference).readAllBytes())
                .startsWith('R', 'I', 'F', 'F');
    }
}
