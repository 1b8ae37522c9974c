package io.carillon.activities.carrier.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.carrier.CallOnCarrier;
import io.carillon.activities.carrier.Script;
import io.carillon.activities.carrier.Script.Verb;
import io.carillon.activities.carrier.Understood;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.xml.parsers.DocumentBuilderFactory;

/** One row per verb and combination; {@code @} stands for the call's address in a document. */
class TwilioScriptTest {
    private static final String SAY = "<Say voice=\"Polly.Joanna\" language=\"en-US\">Hi.</Say>";
    private static final String ENDED = "<Redirect>@&amp;kind=script_ended&amp;script=7</Redirect>";
    private static final Script.Say HI = new Script.Say("s", "Hi.", "default-en", "en-US");
    private static final Script.HangUp BYE = new Script.HangUp("s");

    static Stream<Arguments> documents() {
        return Stream.of(
                row(SAY + ENDED, HI),
                row(SAY + "<Hangup/>", HI, BYE),
                row("<Hangup/>", BYE),
                row(
                        "<Say voice=\"Polly.Vicki\" language=\"de-DE\">Ja.</Say>" + ENDED,
                        new Script.Say("s", "Ja.", "de-DE-KatjaNeural", "de-DE")),
                row(
                        "<Say voice=\"Polly.Matthew\" language=\"en-US\">Yo.</Say>" + ENDED,
                        new Script.Say("s", "Yo.", "Polly.Matthew", "en-US")),
                row(
                        "<Play>https://dialer.example/callbacks/twilio/token/audio/blob_1?tag=T_g-1</Play>"
                                + ENDED,
                        new Script.Play("s", "blob_1", Duration.ofSeconds(3))),
                row("<Pause length=\"2\"/>" + ENDED, new Script.Pause("s", Duration.ofSeconds(2))),
                row("<Pause length=\"1\"/>" + ENDED, new Script.Pause("s", Duration.ofMillis(100))),
                row(
                        "<Pause length=\"3\"/>" + ENDED,
                        new Script.Pause("s", Duration.ofMillis(2001))),
                row("<Play digits=\"1w#*\"/>" + ENDED, new Script.SendDigits("s", "1w#*")),
                row(
                        SAY + "<Redirect>@&amp;kind=spoken&amp;script=7</Redirect>",
                        new Script.AwaitBeep(Duration.ofSeconds(40)),
                        HI,
                        BYE),
                row(
                        "<Record action=\"@&amp;kind=recorded&amp;script=7&amp;step=s\" maxLength=\"120\""
                                + " timeout=\"5\" finishOnKey=\"#\" playBeep=\"true\"/>"
                                + ENDED,
                        new Script.Record(
                                "s", Duration.ofMinutes(2), Duration.ofSeconds(5), "#", true)),
                row(
                        "<Record action=\"@&amp;kind=recorded&amp;script=7&amp;step=s\" maxLength=\"60\""
                                + " timeout=\"2\" finishOnKey=\"\" playBeep=\"false\"/>"
                                + ENDED,
                        new Script.Record(
                                "s", Duration.ofMinutes(1), Duration.ofSeconds(2), "", false)),
                row(
                        SAY + transfer("+12025550100"),
                        HI,
                        new Script.Transfer("s", "+12025550111", null, Duration.ofSeconds(20))),
                row(
                        transfer("+12025550122"),
                        new Script.Transfer(
                                "s", "+12025550111", "+12025550122", Duration.ofSeconds(20))));
    }

    private static String transfer(String callerId) {
        return "<Dial action=\"@&amp;kind=transferred&amp;script=7&amp;step=s\" timeout=\"20\" callerId=\""
                + callerId
                + "\"><Number>+12025550111</Number></Dial>";
    }

    static Stream<Arguments> gathers() {
        return Stream.of(
                // Nested where a key may stop the prompt, before it where not.
                row(gather("1", 1, "#", SAY, true) + told("1", 1), gather(1, "#", 1, true, HI)),
                row(
                        SAY + gather("1", 1, "#", "", true) + told("1", 1),
                        gather(1, "#", 1, false, HI)),
                row(gather("1", 4, "", "", true) + told("1", 4), gather(4, "", 1, true)),
                // One of several finish keys: what needs more was refused at the start.
                row(gather("1", 4, "*", "", true) + told("1", 4), gather(4, "*0", 1, true)),
                row(
                        gather("1", 1, "#", SAY, false)
                                + gather("2", 1, "#", SAY, false)
                                + gather("3", 1, "#", SAY, true)
                                + told("3", 1),
                        gather(1, "#", 3, true, HI)),
                row(
                        SAY + gather("1", 1, "#", SAY, true) + told("1", 1),
                        HI,
                        gather(1, "#", 1, true, HI)));
    }

    @ParameterizedTest
    @MethodSource({"documents", "gathers"})
    void isWrittenAs(String expected, List<Verb> verbs) {
        assertThat(written(verbs)).isEqualTo("<Response>" + expected + "</Response>");
    }

    @ParameterizedTest
    @CsvSource({
        // Digits, first and inter-digit timeout, Twilio's one.
        "1,PT6S,PT3S,6",
        "1,PT2S,PT9S,2",
        "4,PT5S,PT3S,5",
        "4,PT3S,PT5S,5",
        "1,PT0.5S,PT1S,1",
        "1,PT1.2S,PT1S,2"
    })
    void waitsInWholeSecondsAndCutsNobodyShort(
            int digits, Duration first, Duration between, String timeout) {
        var gather =
                new Script.Gather(
                        "s",
                        List.of(),
                        digits,
                        "0123456789*",
                        "#",
                        first,
                        between,
                        1,
                        true,
                        List.of(),
                        List.of(),
                        false);

        assertThat(written(List.of(gather))).contains(" timeout=\"" + timeout + "\" ");
    }

    @Test
    void asksAgainFromTheTryThatHeardAKeyToIgnore() {
        var menu = menu("129");

        assertThat(TwilioScript.asksAgain(new Script(7, List.of(HI, menu)))).isTrue();
        String again =
                TwilioScript.from(
                        Twilios.dialed(),
                        new Script(7, List.of(HI, menu)),
                        new Understood.Wanted(7, 0, 2));

        assertThat(again)
                .doesNotContain("try=1")
                .contains("try=2")
                .contains("try=3")
                .contains("valid=129")
                .doesNotContain("Hi.");
    }

    /** Followed as Twilio follows redirects, all of it is spoken once, and every try is asked. */
    @Test
    void goesOnInAnotherDocumentWhereOneWouldBeTooLarge() {
        var verbs = new ArrayList<Verb>();
        for (int i = 0; i < 30; i++) {
            verbs.add(
                    new Script.Say(
                            "s",
                            "%02d. ".formatted(i) + "& \u4f60 ".repeat(400),
                            "default-en",
                            "en-US"));
        }
        verbs.add(
                gather(
                        1,
                        "#",
                        9,
                        true,
                        new Script.Say(
                                "s", "Press. " + "& \u4f60 ".repeat(1300), "default-en", "en-US")));
        var script = new Script(7, verbs);

        var documents = new ArrayList<String>();
        var next = new Understood.Wanted(7, 0, 0);
        while (next != null) {
            String document = TwilioScript.from(Twilios.dialed(), script, next);
            documents.add(document);
            next = rest(document);
        }

        assertThat(documents)
                .hasSizeGreaterThan(2)
                .first()
                .isEqualTo(TwilioScript.whole(Twilios.dialed(), script));
        assertThat(documents)
                .allSatisfy(
                        document ->
                                assertThat(document.getBytes(StandardCharsets.UTF_8).length)
                                        .isLessThan(64_000));
        String all = String.join("", documents);
        for (int i = 0; i < 30; i++) {
            assertThat(all).containsOnlyOnce(">%02d. ".formatted(i));
        }
        assertThat(all.split("<Gather ", -1)).hasSize(1 + 9);
    }

    private static Understood.@Nullable Wanted rest(String document) {
        Matcher redirect =
                Pattern.compile("kind=document&amp;script=7&amp;(verb|try)=([0-9]+)</Redirect>")
                        .matcher(document);
        if (!redirect.find()) {
            return null;
        }
        int at = Integer.parseInt(redirect.group(2));
        return redirect.group(1).equals("verb")
                ? new Understood.Wanted(7, at, 0)
                : new Understood.Wanted(7, 0, at);
    }

    @Test
    void hasNothingToAskAgainWhereEveryKeyCounts() {
        assertThat(TwilioScript.asksAgain(new Script(0, List.of(menu("0123456789*"))))).isFalse();
        assertThat(TwilioScript.asksAgain(new Script(0, List.of(gather(4, "#", 1, true)))))
                .isFalse();
        assertThat(TwilioScript.asksAgain(new Script(0, List.of(HI)))).isFalse();
    }

    @Test
    void marksWhatIsToBeWrittenNowhere() {
        var pin =
                new Script.Gather(
                        "s",
                        List.of(),
                        4,
                        "0123456789*",
                        "#",
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5),
                        1,
                        true,
                        List.of(),
                        List.of(),
                        true);

        assertThat(written(List.of(pin))).contains("hidden=1");
    }

    @Test
    void saysWhatPeopleAreCalledAsItIsWritten() throws Exception {
        String text = "O'Hara & <Sons> \"Ltd\" ünï 電話 \uD83D\uDCDE]]>";

        Document read = parsed(written(List.of(new Script.Say("s", text, "default-en", "en-US"))));

        assertThat(read.getElementsByTagName("Say").item(0).getTextContent()).isEqualTo(text);
    }

    @Test
    void leavesOutWhatXmlCannotHold() throws Exception {
        String text = "a\u0000b\u0007c\uFFFEd\uD800e";

        Document read = parsed(written(List.of(new Script.Say("s", text, "default-en", "en-US"))));

        assertThat(read.getElementsByTagName("Say").item(0).getTextContent())
                .isEqualTo("a b c d e");
    }

    @Test
    void transfersWithoutACallerIdWhereNoneIsKnown() {
        var nobody = new CallOnCarrier.Dialed(Twilios.ADDRESS, Twilios.TO, null, null);
        var transfer = new Script.Transfer("s", "+12025550111", null, Duration.ofSeconds(20));

        assertThat(TwilioScript.whole(nobody, new Script(7, List.of(transfer))))
                .doesNotContain("callerId");
    }

    private static Arguments row(String expected, Verb... verbs) {
        return Arguments.of(expected, Arrays.asList(verbs));
    }

    private static String written(List<Verb> verbs) {
        return TwilioScript.whole(Twilios.dialed(), new Script(7, verbs))
                .replace(Twilios.ADDRESS, "@");
    }

    private static Document parsed(String twiml) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(twiml)));
    }

    private static Script.Gather menu(String valid) {
        return new Script.Gather(
                "menu",
                List.of(),
                1,
                valid,
                "#",
                Duration.ofSeconds(6),
                Duration.ofSeconds(3),
                3,
                true,
                List.of("1"),
                List.of(),
                false);
    }

    private static Script.Gather gather(
            int digits, String finishOn, int tries, boolean bargeIn, Verb... prompt) {
        var valid = new ArrayList<String>(List.of("0123456789*#".split("")));
        valid.removeAll(List.of(finishOn.split("")));
        return new Script.Gather(
                "s",
                List.of(prompt),
                digits,
                String.join("", valid),
                finishOn,
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                tries,
                bargeIn,
                List.of(),
                List.of(),
                false);
    }

    private static String gather(
            String number, int digits, String finishOn, String nested, boolean last) {
        return "<Gather action=\"%s\" numDigits=\"%d\" timeout=\"5\" finishOnKey=\"%s\"%s>%s</Gather>"
                .formatted(
                        action(number, digits),
                        digits,
                        finishOn,
                        last ? " actionOnEmptyResult=\"true\"" : "",
                        nested);
    }

    private static String told(String number, int digits) {
        return "<Redirect>" + action(number, digits) + "</Redirect>";
    }

    private static String action(String number, int digits) {
        return "@&amp;kind=gathered&amp;script=7&amp;step=s&amp;try=%s&amp;max=%d"
                .formatted(number, digits);
    }
}
