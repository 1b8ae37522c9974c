package io.carillon.activities.carrier.twilio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.activities.carrier.Callback;
import io.carillon.activities.carrier.CallbackRefused;
import io.carillon.activities.carrier.CarrierEvent;
import io.carillon.activities.carrier.CarrierEvent.Answered;
import io.carillon.activities.carrier.CarrierEvent.Ended;
import io.carillon.activities.carrier.CarrierEvent.Gathered;
import io.carillon.activities.carrier.CarrierEvent.Queued;
import io.carillon.activities.carrier.CarrierEvent.Recorded;
import io.carillon.activities.carrier.CarrierEvent.Ringing;
import io.carillon.activities.carrier.CarrierEvent.ScriptEnded;
import io.carillon.activities.carrier.CarrierEvent.Spoken;
import io.carillon.activities.carrier.CarrierEvent.Transferred;
import io.carillon.activities.carrier.CarrierEvent.Unrecognised;
import io.carillon.activities.carrier.CarrierEvent.Verdict;
import io.carillon.activities.carrier.CarrierEvent.What;
import io.carillon.activities.carrier.Document;
import io.carillon.activities.carrier.Understood;
import io.carillon.workflows.call.AnsweredBy;
import io.carillon.workflows.call.CallResult;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

class TwilioCallbacksTest {
    private static final String GATHERED = "&kind=gathered&script=3&step=menu&try=2&max=4";
    private static final String WAITING =
            "<Response><Pause length=\"10\"/><Redirect>@&amp;kind=waiting</Redirect></Response>";

    static Stream<Arguments> statuses() {
        return Stream.of(
                row("CallStatus=queued", new Queued()),
                row("CallStatus=initiated", new Queued()),
                row("CallStatus=ringing", new Ringing()),
                row("CallStatus=in-progress", new Answered()),
                row("CallStatus=completed&CallDuration=12&Duration=1", answered(12)),
                row("CallStatus=completed", answered(0)),
                row("CallStatus=busy", unanswered(CallResult.BUSY, "busy")),
                row("CallStatus=busy&SipResponseCode=486", unanswered(CallResult.BUSY, "sip_486")),
                row("CallStatus=no-answer", unanswered(CallResult.NO_ANSWER, "no_answer")),
                row("CallStatus=canceled", unanswered(CallResult.CANCELED, "hung_up_by_us")),
                row("CallStatus=failed", unanswered(CallResult.CARRIER_ERROR, "failed")),
                failed(403, CallResult.REJECTED),
                failed(404, CallResult.INVALID_NUMBER),
                failed(408, CallResult.NO_ANSWER),
                failed(410, CallResult.INVALID_NUMBER),
                failed(480, CallResult.NO_ANSWER),
                failed(484, CallResult.INVALID_NUMBER),
                failed(486, CallResult.BUSY),
                failed(487, CallResult.NO_ANSWER),
                failed(503, CallResult.CONGESTION),
                failed(600, CallResult.BUSY),
                failed(603, CallResult.REJECTED),
                failed(604, CallResult.INVALID_NUMBER),
                failed(607, CallResult.BLOCKED),
                failed(608, CallResult.BLOCKED),
                failed(500, CallResult.CARRIER_ERROR),
                row("CallStatus=pondering", new Unrecognised("status pondering")));
    }

    @ParameterizedTest
    @MethodSource("statuses")
    void understandsAStatus(String form, What what) throws CallbackRefused {
        assertThat(only(Callbacks.form("&kind=status", form)).what()).isEqualTo(what);
        assertThat(only(Callbacks.form("", form)).what()).isEqualTo(what);
    }

    @Test
    void knowsWhenAndOfWhichCall() throws CallbackRefused {
        CarrierEvent event =
                only(
                        Callbacks.form(
                                "&kind=status",
                                "CallStatus=ringing&Timestamp=Sun%2C+22+Nov+2026+21%3A00%3A05+%2B0000"));

        assertThat(event)
                .isEqualTo(
                        new CarrierEvent(
                                Twilios.CALL_SID + ":ringing",
                                Twilios.CALL_SID,
                                Instant.parse("2026-11-22T21:00:05Z"),
                                new Ringing()));
    }

    static Stream<Arguments> verdicts() {
        return Stream.of(
                verdict("human", AnsweredBy.HUMAN, 1),
                verdict("machine_start", AnsweredBy.MACHINE, 1),
                verdict("machine_end_beep", AnsweredBy.MACHINE, 1),
                verdict("machine_end_silence", AnsweredBy.MACHINE, 1),
                verdict("machine_end_other", AnsweredBy.MACHINE, 1),
                verdict("fax", AnsweredBy.FAX, 1),
                verdict("unknown", AnsweredBy.UNKNOWN, 0),
                row("AnsweredBy=parrot", new Unrecognised("answered by parrot")));
    }

    @ParameterizedTest
    @MethodSource("verdicts")
    void understandsWhoAnswered(String form, What what) throws CallbackRefused {
        assertThat(only(Callbacks.form("&kind=machine", form)).what()).isEqualTo(what);
    }

    @ParameterizedTest
    @CsvSource({
        "Digits=1234,1234,max_digits",
        "Digits=12,12,inter_digit_timeout",
        "Digits=12&FinishedOnKey=%23,12,finish_key",
        "Digits=&FinishedOnKey=%23,'',no_input",
        "Digits=,'',no_input",
        "msg=Gather+End,'',no_input"
    })
    void understandsDigits(String form, String digits, String reason) throws CallbackRefused {
        Understood understood = told(Callbacks.form(GATHERED, form));

        assertThat(understood.events())
                .extracting(CarrierEvent::id, CarrierEvent::what)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                Twilios.CALL_SID + ":gathered:3",
                                new Gathered(3, "menu", digits, reason, 2)));
        assertThat(text(understood.kept())).isEqualTo(WAITING);
    }

    /** The words of the first telling, in whatever order and however often they come again. */
    @ParameterizedTest
    @ValueSource(strings = {"Digits=12%23*", "Digits=12&FinishedOnKey=%23", "Digits="})
    void hasDigitsToldAgainInTheSameWords(String form) throws CallbackRefused {
        Understood first = told(Callbacks.form(GATHERED, form));
        String again = redirected(Objects.requireNonNull(first.meanwhile()));

        Understood second = told(Callbacks.at(again, "msg=Redirect"));

        assertThat(second.events()).isEqualTo(first.events());
        assertThat(redirected(Objects.requireNonNull(second.meanwhile()))).isEqualTo(again);
        assertThat(second.kept()).isEqualTo(first.kept());
    }

    @Test
    void writesHiddenDigitsIntoNoAddress() throws CallbackRefused {
        Understood understood = told(Callbacks.form(GATHERED + "&hidden=1", "Digits=1234"));

        assertThat(understood.events()).hasSize(1);
        assertThat(understood.meanwhile()).isNull();
    }

    @Test
    void asksAgainWhereAKeyIsToBeIgnored() throws CallbackRefused {
        String menu = "&kind=gathered&script=3&step=menu&try=2&max=1&valid=129";

        Understood wrong = told(Callbacks.form(menu, "Digits=5"));
        Understood right = told(Callbacks.form(menu, "Digits=9"));
        Understood silent = told(Callbacks.form(menu, "Digits="));

        assertThat(wrong.events()).isEmpty();
        assertThat(wrong.wanted()).isEqualTo(new Understood.Wanted(3, 0, 2));
        assertThat(text(wrong.kept())).doesNotContain("valid");
        assertThat(right.events()).hasSize(1);
        assertThat(right.wanted()).isNull();
        assertThat(silent.events()).hasSize(1);
    }

    static Stream<Arguments> ends() {
        return Stream.of(
                Arguments.of("&kind=script_ended&script=3", "", new ScriptEnded(3)),
                Arguments.of("&kind=spoken&script=3", "", new Spoken(3)),
                transferred("completed", true, 31),
                transferred("answered", true, 5),
                transferred("busy", false, 0),
                transferred("no-answer", false, 0),
                transferred("failed", false, 0),
                transferred("canceled", false, 0),
                Arguments.of(
                        "&kind=recorded&script=3&step=s",
                        "RecordingUrl=https%3A%2F%2Fapi.twilio.com%2F2010-04-01%2FAccounts%2FAC1%2FRecordings%2FRE12&RecordingDuration=7&Digits=%23",
                        new Recorded(3, "s", "RE12", Duration.ofSeconds(7))),
                Arguments.of("&kind=recorded&script=3&step=s", "", new ScriptEnded(3)));
    }

    @ParameterizedTest
    @MethodSource("ends")
    void understandsHowAScriptEndedAndHasItToldAgain(String kind, String form, What what)
            throws CallbackRefused {
        Understood first = told(Callbacks.form(kind, form));
        Understood second =
                told(Callbacks.at(redirected(Objects.requireNonNull(first.meanwhile())), ""));

        assertThat(first.events()).extracting(CarrierEvent::what).containsExactly(what);
        assertThat(second.events()).isEqualTo(first.events());
        assertThat(text(first.kept()))
                .isEqualTo(what instanceof Spoken ? "<Response><Hangup/></Response>" : WAITING);
    }

    @Test
    void keepsACallWaitingWithoutTellingAnybody() throws CallbackRefused {
        Understood understood = told(Callbacks.form("&kind=waiting", ""));

        assertThat(understood.events()).isEmpty();
        assertThat(text(understood.kept())).isEqualTo(WAITING);
        assertThat(understood.wanted()).isNull();
    }

    @Test
    void givesTheScriptThatIsFetched() throws CallbackRefused {
        Understood understood = told(Callbacks.form("&kind=document&script=3", ""));

        assertThat(understood.wanted()).isEqualTo(new Understood.Wanted(3, 0, 0));
        assertThat(text(understood.kept())).isEqualTo(WAITING);
    }

    @Test
    void understandsWhatIsFetchedWithGet() throws CallbackRefused {
        String url = Twilios.ADDRESS + "&kind=document&script=3&CallSid=" + Twilios.CALL_SID;

        assertThat(told(Callbacks.get(url)).wanted()).isEqualTo(new Understood.Wanted(3, 0, 0));
    }

    @Test
    void understandsRecordingsOfWholeCalls() throws CallbackRefused {
        String recording = "RecordingSid=RE12&RecordingDuration=61&RecordingStatus=";

        assertThat(only(Callbacks.form("&kind=whole_recording", recording + "completed")).what())
                .isEqualTo(new Recorded(0, null, "RE12", Duration.ofSeconds(61)));
        assertThat(only(Callbacks.form("&kind=whole_recording", recording + "absent")).what())
                .isEqualTo(new Unrecognised("recording absent"));
    }

    @Test
    void keepsWhatIsNewWithoutActingOnIt() throws CallbackRefused {
        assertThat(only(Callbacks.form("&kind=sung", "")).what())
                .isEqualTo(new Unrecognised("sung"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "&kind=status",
                "&kind=machine",
                "&kind=whole_recording",
                "&kind=gathered&script=three&step=s",
                "&kind=gathered&script=3&step=s&digits=rm%20-rf",
                "&kind=transferred&script=3&step=s&seconds=long"
            })
    void refusesWhatCannotBeRead(String kind) {
        assertThatThrownBy(() -> told(Callbacks.form(kind, "")))
                .isInstanceOfSatisfying(
                        CallbackRefused.class, refused -> assertThat(refused.forged()).isFalse());
    }

    @Test
    void refusesWhatNamesNoCall() {
        assertThatThrownBy(() -> told(Callbacks.signed(Twilios.ADDRESS, "CallStatus=ringing")))
                .isInstanceOf(CallbackRefused.class);
    }

    private static Understood told(Callback callback) throws CallbackRefused {
        return TwilioCallbacks.understand(Twilios.TOKEN, callback);
    }

    private static CarrierEvent only(Callback callback) throws CallbackRefused {
        List<CarrierEvent> events = told(callback).events();
        assertThat(events).hasSize(1);
        return events.getFirst();
    }

    private static String text(@Nullable Document document) {
        return Objects.requireNonNull(document).text().replace(Twilios.ADDRESS, "@");
    }

    private static String redirected(Document document) {
        String text = document.text();
        return text.substring(text.indexOf("<Redirect>") + 10, text.indexOf("</Redirect>"))
                .replace("&amp;", "&");
    }

    private static Arguments row(String form, What what) {
        return Arguments.of(form, what);
    }

    private static Arguments failed(int sip, CallResult result) {
        return row("CallStatus=failed&SipResponseCode=" + sip, unanswered(result, "sip_" + sip));
    }

    private static Arguments verdict(String by, AnsweredBy answeredBy, double confidence) {
        return row(
                "AnsweredBy=" + by + "&MachineDetectionDuration=2400",
                new Verdict(answeredBy, by, confidence, Duration.ofMillis(2400)));
    }

    private static Arguments transferred(String status, boolean reached, int seconds) {
        return Arguments.of(
                "&kind=transferred&script=3&step=s",
                "DialCallStatus=" + status + (seconds == 0 ? "" : "&DialCallDuration=" + seconds),
                new Transferred(3, "s", reached, Duration.ofSeconds(seconds)));
    }

    private static Ended answered(int seconds) {
        return new Ended(
                true, null, "completed", Duration.ofSeconds(seconds), List.of(), false, noCost());
    }

    private static Ended unanswered(CallResult result, String cause) {
        return new Ended(false, result, cause, Duration.ZERO, List.of(), false, noCost());
    }

    private static @Nullable BigDecimal noCost() {
        return null;
    }
}
