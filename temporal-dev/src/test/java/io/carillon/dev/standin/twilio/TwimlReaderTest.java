package io.carillon.dev.standin.twilio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

class TwimlReaderTest {
    @Test
    void readsVerbsWithTheDefaultsOfTheirPages() throws Twiml.Unreadable {
        Twiml twiml =
                TwimlReader.read(
                        """
                        <?xml version="1.0" encoding="UTF-8"?>
                        <Response>
                          <Gather action="/keys"><Say>Press 1</Say><Pause/></Gather>
                          <Record/><Dial>+12025550111</Dial>
                          <Redirect method="GET">/again</Redirect><Hangup/>
                        </Response>""");

        assertThat(twiml.warnings()).isEmpty();
        assertThat(twiml.verbs())
                .containsExactly(
                        new Verb.Gather(
                                List.of(new Verb.Say("Press 1", 1), new Verb.Pause(1)),
                                "/keys",
                                "POST",
                                true,
                                5,
                                "#",
                                0,
                                false),
                        new Verb.Record(null, "POST", 5, 3600, "1234567890*#", true, null, "POST"),
                        new Verb.Dial("+12025550111", null, 30, 14_400, null, "POST", null, null),
                        new Verb.Redirect("/again", "GET"),
                        new Verb.Hangup());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    <say>hello</say>                     | 12200
                    <Say voice="man" shout="yes">a</Say> | 12200
                    <Gather timeout="soon"/>             | 12200
                    <Gather><Hangup/></Gather>           | 12200
                    <Dial><Client>jo</Client></Dial>     | 12200
                    <Dial><Number statusCallbackEvent="rang" statusCallback="/x">+12025550111</Number></Dial> | 12200
                    <Say> </Say>                         | 13520
                    """)
    void warnsOfWhatDoesNotFitTheSchema(String verb, int code) throws Twiml.Unreadable {
        Twiml twiml = TwimlReader.read("<Response>" + verb + "</Response>");

        assertThat(twiml.warnings()).extracting(Twiml.Warning::code).containsExactly(code);
    }

    @ParameterizedTest
    @CsvSource({
        "'', 4096, 0",
        "'', 4097, 1",
        "Polly.Joanna, 3001, 1",
        "Google.x, 4500, 0",
        "Google.x, 4501, 1"
    })
    void skipsWhatIsLongerThanItsVoiceMaySay(String voice, int length, int warnings)
            throws Twiml.Unreadable {
        String say = "<Say voice=\"" + voice + "\">" + "a".repeat(length) + "</Say>";

        Twiml twiml = TwimlReader.read("<Response>" + say + "</Response>");

        assertThat(twiml.warnings()).hasSize(warnings);
        assertThat(twiml.verbs()).hasSize(1 - warnings);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "<Say>no response around</Say>",
                "<Response><Say>open",
                " <?xml version=\"1.0\"?><Response/>",
                "<!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><Response>&x;</Response>",
            })
    void refusesWhatIsNoDocument(String text) {
        assertThatThrownBy(() -> TwimlReader.read(text))
                .isInstanceOfSatisfying(
                        Twiml.Unreadable.class,
                        unreadable -> assertThat(unreadable.code()).isEqualTo(12100));
    }
}
