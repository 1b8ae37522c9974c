package io.carillon.activities.leadfile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

class PhoneReaderTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "+12025550100          | US | +12025550100",
                "(202) 555-0100        | US | +12025550100",
                "202.555.0100          | US | +12025550100",
                "2025550100            | US | +12025550100",
                "1 202 555 0100        | US | +12025550100",
                "'+12025550100         | US | +12025550100",
                "'2025550100           | US | +12025550100",
                "2025550100.0          | US | +12025550100",
                "12025550100.00        | US | +12025550100",
                "tel:+1-202-555-0100   | US | +12025550100",
                "TEL:2025550100        | US | +12025550100",
                "=\"2025550100\"       | US | +12025550100",
                "+1 (202) 555–0100     | US | +12025550100",
                "\u202a+1 202 555 0100\u202c | US | +12025550100",
                "+1\u00a0202\u00a0555\u00a00100 | US | +12025550100",
                "+１２０２５５５０１００ | US | +12025550100",
                "+44 (0)20 7946 0018   | GB | +442079460018",
                "011 44 20 7946 0018   | US | +442079460018",
                "0044 20 7946 0018     | DE | +442079460018",
                "0049 30 901820        | DE | +4930901820",
                "030/901820            | DE | +4930901820",
                "030 90182-0           | DE | +4930901820",
                "0151 23456789         | DE | +4915123456789",
                "1-800-FLOWERS         | US | +18003569377",
                "1-800-GO-FEDEX        | US | +18004633339",
                "+1 800 555 0199       | US | +18005550199",
            })
    void readsWhatPeopleWrite(String text, String country, String e164) {
        assertThat(PhoneReader.read(text, country, List.of()))
                .isInstanceOfSatisfying(
                        PhoneReading.Read.class,
                        read -> assertThat(read.number().e164()).isEqualTo(e164));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "202-555-0100 x123     | 123",
                "202-555-0100 ext. 5   | 5",
                "+1 202 555 0100;ext=77| 77",
                "202-555-0100 #12      | 12",
                "2025550100x9          | 9",
                "202-555-0100, ext 41  | 41",
                "(202) 555-0100 Extension: 8 | 8",
            })
    void setsAnExtensionApart(String text, String extension) {
        assertThat(PhoneReader.read(text, "US", List.of("US")))
                .isEqualTo(
                        new PhoneReading.Read(
                                new io.carillon.workflows.phone.PhoneNumber("+12025550100"),
                                "US",
                                extension));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "~~                    | US | PHONE_MISSING",
                "'                     | US | PHONE_MISSING",
                "1.20255E+10           | US | PHONE_SCIENTIFIC",
                "1,20255E+10           | DE | PHONE_SCIENTIFIC",
                "2e9                   | US | PHONE_SCIENTIFIC",
                "1.202555E10           | US | PHONE_SCIENTIFIC",
                "2025550100/2025550101 | US | PHONE_INVALID",
                "2025550100, 2025550101| US | PHONE_INVALID",
                "2025550100;2025550101 | US | PHONE_INVALID",
                "202-555-0100 or 202-555-0101 | US | PHONE_INVALID",
                "+12025550100 +12025550101 | US | PHONE_INVALID",
                "2025550100 2025550101 | US | PHONE_INVALID",
                "030 901820/21         | DE | PHONE_INVALID",
                "+12025550100/+12025550101 | US | PHONE_INVALID",
                "202555O1OO            | US | PHONE_INVALID",
                "202555OOOO            | US | PHONE_INVALID",
                "call me               | US | PHONE_INVALID",
                "N/A                   | US | PHONE_INVALID",
                "2025550100 home       | US | PHONE_INVALID",
                "home 2025550100       | US | PHONE_INVALID",
                "555-0100              | US | PHONE_INVALID",
                "12345678901234567890  | US | PHONE_INVALID",
                "+1 202 155 0100       | US | PHONE_INVALID",
                "0044 20 7946 0018     | US | PHONE_INVALID",
                "-                     | US | PHONE_INVALID",
                "0                     | US | PHONE_INVALID",
                "911                   | US | PHONE_NOT_ALLOWED",
                "112                   | DE | PHONE_NOT_ALLOWED",
                "999                   | GB | PHONE_NOT_ALLOWED",
                "411                   | US | PHONE_NOT_ALLOWED",
                "24273                 | US | PHONE_NOT_ALLOWED",
                "+1 900 555 0100       | US | PHONE_NOT_ALLOWED",
                "0900 1234567          | DE | PHONE_NOT_ALLOWED",
                "0180 5 123456         | DE | PHONE_NOT_ALLOWED",
                "+44 70 1234 5678      | US | PHONE_NOT_ALLOWED",
                "+44 76 4012 3456      | GB | PHONE_NOT_ALLOWED",
                "+44 55 1234 5678      | GB | PHONE_NOT_ALLOWED",
                "+44 843 123 4567      | GB | PHONE_NOT_ALLOWED",
                "+870 773 111 632      | US | PHONE_NOT_ALLOWED",
                "+881 6 1234 5678      | US | PHONE_NOT_ALLOWED",
                "+979 123 456 789      | US | PHONE_NOT_ALLOWED",
                "+442079460018         | US | COUNTRY_NOT_ALLOWED",
                "+16045550100          | US | COUNTRY_NOT_ALLOWED",
                "+18765550100          | US | COUNTRY_NOT_ALLOWED",
                "+80012345678          | US | COUNTRY_NOT_ALLOWED",
            })
    void refusesWithTheReasonsCode(String text, String country, RowCode code) {
        assertThat(PhoneReader.read(text == null ? "" : text, country, List.of(country)))
                .isInstanceOfSatisfying(
                        PhoneReading.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo(code));
    }
}
