package io.carillon.dev.standin.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.dev.standin.Reply;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

class TwimlRunTest {
    private static final String BASE = "http://127.0.0.1:9";
    private static final String SILENT = "+12025550198";
    private static final String HANG_UP = "<Response><Hangup/></Response>";

    @TempDir Path folder;
    private Stage stage;

    @BeforeEach
    void setUp() {
        stage = new Stage(folder);
        stage.application.answers("/keys", HANG_UP);
    }

    private String dial(String to, String verbs) {
        String sid = stage.dial(to, "Twiml", "<Response>" + verbs + "</Response>");
        stage.passSeconds(120);
        return sid;
    }

    private static String gather(String attributes, String prompt) {
        return "<Gather action=\"%s/keys\" %s>%s</Gather>".formatted(BASE, attributes, prompt);
    }

    /** What the action was told, as "digits finish-key". */
    private List<String> keys() {
        return stage.application.at("/keys").stream()
                .map(told -> told.get("Digits") + " " + told.getOrDefault("FinishedOnKey", "-"))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    +12025550101 | numDigits='1' | Press 2 for yes, 3 for no. | 2 -
                    +12025550101 | numDigits='4' | Press 2 for yes.           | 2 #
                    +12025550101 | numDigits='4' finishOnKey='' | Press 2 for yes. | 2 -
                    +12025550101 | numDigits='1' | How is the weather?        | 1 -
                    +12025550194 | numDigits='1' | Press 1 to go on, 9 to stop. | 9 -
                    +12025550194 | numDigits='1' | Press 1 to go on.          | 1 -
                    +12025550198 | numDigits='1' actionOnEmptyResult='true' | Press 1. | ' -'
                    """)
    void reportsWhatIsPressed(String to, String attributes, String prompt, String reported) {
        dial(to, gather(attributes, "<Say>" + prompt + "</Say>"));

        assertThat(keys()).containsExactly(reported);
    }

    @Test
    void presentsWhatWasSaidBeforeTheGatherToo() {
        dial(Stage.HUMAN, "<Say>Press 4 to go on.</Say>" + gather("numDigits='1'", ""));

        assertThat(keys()).containsExactly("4 -");
    }

    @Test
    void goesOnWithTheNextVerbInSilence() {
        dial(
                SILENT,
                gather("", "<Say>Press 1.</Say>") + "<Redirect>%s/keys</Redirect>".formatted(BASE));

        assertThat(keys()).containsExactly("null -");
    }

    @Test
    void reportsNothingOfAGatherThatAnUpdateCuts() {
        String gathering = gather("timeout='30'", "<Say>Press 1.</Say>");
        String sid = stage.dial(SILENT, "Twiml", "<Response>" + gathering + "</Response>");
        stage.passSeconds(15);

        int status = stage.update(sid, "Twiml", HANG_UP).status();
        stage.passSeconds(60);

        assertThat(status).isEqualTo(200);
        assertThat(keys()).isEmpty();
        assertThat(stage.call(sid).path("status").asString()).isEqualTo("completed");
    }

    @Test
    void cannotRedirectACallThatRingsOrIsOver() {
        String sid = stage.dial(Stage.HUMAN);

        assertThat(stage.update(sid, "Twiml", HANG_UP).status()).isEqualTo(400);
        stage.passSeconds(60);
        assertThat(Stage.json(stage.update(sid, "Twiml", HANG_UP)).path("code").asInt())
                .isEqualTo(21220);
    }

    @Test
    void hangsUpAtTheEndOfADocument() {
        String sid = dial(Stage.HUMAN, "<Say>Thank you.</Say>");

        assertThat(stage.call(sid).path("status").asString()).isEqualTo("completed");
    }

    @Test
    void fetchesTheFirstDocumentWhereOneIsNamed() {
        stage.application.answers("/document", "<Response><Redirect>keys</Redirect></Response>");

        stage.dial(Stage.HUMAN, "Url", BASE + "/document?kind=document");
        stage.passSeconds(60);

        assertThat(stage.application.at("/document"))
                .singleElement()
                .satisfies(told -> assertThat(told).containsEntry("CallStatus", "in-progress"));
        assertThat(keys()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"500, 11200", "404, 11200"})
    void asksTheFallbackForADocumentThatCannotBeHad(int status, String code) {
        stage.application.answers("/document", Application.xml(status, "no"));
        stage.application.answers("/fallback", HANG_UP);

        stage.dial(Stage.HUMAN, "Url", BASE + "/document", "FallbackUrl", BASE + "/fallback");
        stage.passSeconds(60);

        assertThat(stage.application.at("/fallback"))
                .singleElement()
                .satisfies(told -> assertThat(told).containsEntry("ErrorCode", code));
    }

    @Test
    void endsACallWhoseDocumentNobodyAnswersFor() {
        stage.application.answers("/document", new Reply.NoAnswer("15 seconds"));

        String sid = stage.dial(Stage.HUMAN, "Url", BASE + "/document");
        stage.passSeconds(60);

        assertThat(stage.call(sid).path("status").asString()).isEqualTo("completed");
        assertThat(stage.carrier.alerts.all())
                .extracting(Alerts.Alert::code)
                .containsExactly(11205);
    }

    @Test
    void recordsAMessageAndTellsWhereItIs() {
        dial(Stage.HUMAN, "<Record action=\"%s/keys\" finishOnKey=\"#\"/>".formatted(BASE));

        Map<String, String> told = stage.application.at("/keys").getFirst();
        assertThat(told)
                .containsEntry("Digits", "#")
                .containsKeys("RecordingSid", "RecordingDuration");
        assertThat(told.get("RecordingUrl")).endsWith("/Recordings/" + told.get("RecordingSid"));
    }

    @Test
    void makesNoRequestForAnEmptyRecording() {
        dial(SILENT, "<Record action=\"%s/keys\"/>".formatted(BASE));

        assertThat(keys()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "+12025550111, completed, true",
        "+12025550161, no-answer, false",
        "+12025550181, busy, false",
        "+12025550196, failed, false",
        "411, failed, false"
    })
    void transfersAndTellsHowItEnded(String number, String status, String bridged) {
        dial(
                Stage.HUMAN,
                "<Dial timeout=\"20\" action=\"%s/keys\">%s</Dial>".formatted(BASE, number));

        assertThat(stage.application.at("/keys").getFirst())
                .containsEntry("DialCallStatus", status)
                .containsEntry("DialBridged", bridged);
    }

    @Test
    void tellsOfTheCallThatIsDialedAndRecordsIt() {
        String number =
                "<Number statusCallback=\"%s/leg\" statusCallbackEvent=\"initiated ringing answered completed\">+12025550102</Number>"
                        .formatted(BASE);
        String sid =
                dial(
                        Stage.HUMAN,
                        "<Dial record=\"record-from-answer-dual\" recordingStatusCallback=\"%s/tape\" action=\"%s/keys\">%s</Dial>"
                                .formatted(BASE, BASE, number));

        assertThat(stage.application.at("/leg"))
                .extracting(told -> told.get("CallStatus") + " " + told.get("SequenceNumber"))
                .containsExactly("initiated 0", "ringing 1", "in-progress 2", "completed 3");
        assertThat(stage.application.at("/leg"))
                .allSatisfy(told -> assertThat(told).containsEntry("ParentCallSid", sid));
        Map<String, String> tape = stage.application.at("/tape").getFirst();
        assertThat(tape)
                .containsEntry("CallSid", sid)
                .containsEntry("RecordingSource", "DialVerb")
                .containsEntry("RecordingChannels", "2");
        assertThat(stage.application.at("/keys").getFirst())
                .containsEntry("RecordingUrl", tape.get("RecordingUrl"));
    }

    @Test
    void tellsNobodyAndRecordsNothingUnlessAsked() {
        dial(
                Stage.HUMAN,
                "<Dial><Number statusCallback=\"%s/leg\">+12025550181</Number></Dial>"
                        .formatted(BASE));

        assertThat(stage.application.at("/leg"))
                .extracting(told -> told.get("CallStatus"))
                .containsExactly("busy");
        assertThat(stage.carrier.recordings.of(null)).isEmpty();
    }

    @Test
    void showsNoNumberThatIsNotTheAccounts() {
        dial(
                Stage.HUMAN,
                "<Dial callerId=\"+13035550100\" action=\"%s/keys\">+12025550111</Dial>"
                        .formatted(BASE));

        assertThat(stage.application.at("/keys").getFirst())
                .containsEntry("DialCallStatus", "failed");
        assertThat(stage.carrier.alerts.all())
                .extracting(Alerts.Alert::code)
                .containsExactly(13214);
    }

    @Test
    void signsEveryRequest() {
        dial(Stage.HUMAN, gather("numDigits='1'", "<Say>Press 1.</Say>"));

        assertThat(stage.application.asked)
                .isNotEmpty()
                .allSatisfy(
                        asked ->
                                assertThat(asked.letter().headers())
                                        .containsKey("I-Twilio-Idempotency-Token")
                                        .containsEntry(
                                                "X-Twilio-Signature",
                                                Signature.of(
                                                        "12345",
                                                        asked.letter().url().toString(),
                                                        asked.fields())));
    }
}
