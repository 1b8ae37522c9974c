package io.carillon.activities.carrier.twilio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.activities.carrier.twilio.TwilioHost.Told;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.util.List;

/** Lists as in the examples of Twilio's documentation (IncomingPhoneNumber, OutgoingCallerId). */
class TwilioNumbersTest {
    private static final TwilioDriver DRIVER = Twilios.driver();

    private TwilioHost host;

    @BeforeEach
    void open() throws IOException {
        host = new TwilioHost();
    }

    @AfterEach
    void shut() {
        host.close();
    }

    @AfterAll
    static void close() throws IOException {
        DRIVER.close();
    }

    @ParameterizedTest(name = "bought {0} (voice {1}), proved {2}: {3}")
    @CsvSource({
        "+12025550100,  true,  '',            true",
        "'',            true,  +12025550100,  true",
        "+12025550100,  false, '',            false",
        "+12025550100,  false, +12025550100,  true",
        "+120255501001, true,  +112025550100, false",
        "'',            true,  '',            false"
    })
    void listsWhatWasBoughtOrProved(String bought, boolean voice, String proved, boolean listed)
            throws IOException {
        host.answer =
                asked ->
                        new Told(
                                200,
                                asked.path().endsWith("/IncomingPhoneNumbers.json")
                                        ? bought(bought, voice)
                                        : proved(proved));

        assertThat(DRIVER.lists(Twilios.account(host.url()), Twilios.FROM)).isEqualTo(listed);
        assertThat(host.asked)
                .allSatisfy(
                        asked ->
                                assertThat(asked.query())
                                        .containsEntry("PhoneNumber", List.of("+12025550100")));
    }

    @ParameterizedTest
    @CsvSource({"401,20003", "500,20500", "429,20429"})
    void saysThatItWasNotTold(int status, int code) {
        host.answers(status, Twilios.error(status, code));

        assertThatThrownBy(() -> DRIVER.lists(Twilios.account(host.url()), Twilios.FROM))
                .isInstanceOf(IOException.class)
                .hasMessageNotContaining("+1202");
    }

    @Test
    void asksTwiceAtMost() throws IOException {
        host.answer =
                asked ->
                        new Told(
                                200,
                                asked.path().endsWith("/IncomingPhoneNumbers.json")
                                        ? bought("", true)
                                        : proved(""));

        DRIVER.lists(Twilios.account(host.url()), Twilios.FROM);

        assertThat(host.asked).hasSize(2);
    }

    private static String bought(String number, boolean voice) {
        return page(
                "incoming_phone_numbers",
                number.isEmpty()
                        ? ""
                        : """
                        {"sid":"PN1","account_sid":"%s","friendly_name":"n","phone_number":"%s","status":"in-use",
                         "capabilities":{"voice":%s,"sms":true,"mms":true,"fax":false}}"""
                                .formatted(Twilios.ACCOUNT_SID, number, voice));
    }

    private static String proved(String number) {
        return page(
                "outgoing_caller_ids",
                number.isEmpty()
                        ? ""
                        : """
                        {"sid":"PN2","account_sid":"%s","friendly_name":"n","phone_number":"%s"}"""
                                .formatted(Twilios.ACCOUNT_SID, number));
    }

    private static String page(String name, String element) {
        return """
        {"%s":[%s],"page":0,"page_size":50,"start":0,"end":0,"first_page_uri":"/f","uri":"/u",
         "next_page_uri":null,"previous_page_uri":null}"""
                .formatted(name, element);
    }
}
