package io.carillon.activities.lead;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.workflows.phone.PhoneNumber;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

class ZoneResolverTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "+12025550100, US, 10001, -, POSTAL_CODE, America/New_York",
                "+12025550100, US, 90210-1234, TX, POSTAL_CODE, America/Los_Angeles",
                "+12025550100, US, 2134, -, POSTAL_CODE, America/New_York",
                "+12025550100, US, 32501, -, POSTAL_CODE, America/Chicago America/New_York",
                "+12025550100, US, nowhere, CO, STATE, America/Denver",
                "+12025550100, US, -, colorado, STATE, America/Denver",
                "+12025550100, US, -, Tennessee, STATE, America/Chicago America/New_York",
                "+12025550100, US, -, N.Y., STATE, America/New_York",
                "+12025550100, US, -, Atlantis, NUMBER, America/New_York",
                "+13125550100, US, -, -, NUMBER, America/Chicago",
                "+16045550100, CA, V5K 0A1, -, POSTAL_CODE, America/Dawson_Creek America/Edmonton America/Vancouver",
                "+16045550100, CA, -, Québec, STATE, America/Halifax America/Toronto",
                "+61291920000, AU, -, NSW, STATE, Australia/Broken_Hill Australia/Sydney",
                "+16045550100, CA, X1A 2B3, -, POSTAL_CODE, America/Edmonton America/Iqaluit America/Winnipeg",
                "+16045550100, CA, -, CA-BC, STATE, America/Dawson_Creek America/Edmonton America/Vancouver",
                "+12025550100, US, -, us-ny, STATE, America/New_York",
                "+12025550100, US, 501, -, NUMBER, America/New_York",
                "+61412345678, AU, 2880, -, POSTAL_CODE, Australia/Broken_Hill Australia/Sydney",
                "+61412345678, AU, 800, -, POSTAL_CODE, Australia/Darwin",
                "+61412345678, AU, -, Queensland, STATE, Australia/Brisbane",
                "+525512345678, MX, 22000, -, POSTAL_CODE, America/Tijuana",
                "+525512345678, MX, -, Quintana Roo, STATE, America/Cancun",
                "+525512345678, MX, -, Nuevo León, STATE, America/Matamoros America/Monterrey",
                "+5511912345678, BR, 69005-040, -, POSTAL_CODE, America/Eirunepe America/Manaus",
                "+5511912345678, BR, 1310100, -, POSTAL_CODE, America/Sao_Paulo",
                "+5511912345678, BR, -, Mato Grosso, STATE, America/Cuiaba",
                "+34612345678, ES, 35001, -, POSTAL_CODE, Atlantic/Canary",
                "+34612345678, ES, -, Barcelona, STATE, Europe/Madrid",
                "+351912345678, PT, 9500-100, -, POSTAL_CODE, Atlantic/Azores",
                "+351912345678, PT, -, Porto, STATE, Europe/Lisbon",
                "+79123456789, RU, -, Свердловская область, STATE, Asia/Yekaterinburg",
                "+79123456789, RU, -, Moscow, STATE, Europe/Moscow",
                "+6281234567890, ID, -, Bali, STATE, Asia/Makassar",
                "+56912345678, CL, -, Magallanes, STATE, America/Punta_Arenas",
                "+4930901820, DE, 10115, Berlin, NUMBER, Europe/Berlin",
                "+18005550199, US, -, -, UNKNOWN, ''",
            })
    void knowsThePersonsClock(
            String number,
            String country,
            String zip,
            String state,
            ZoneSource source,
            String zones) {
        LeadZones found = ZoneResolver.of(new PhoneNumber(number), country, zip, state);

        assertThat(found.source()).isEqualTo(source);
        assertThat(String.join(" ", found.zones())).isEqualTo(zones);
    }

    /** What is remembered of an exchange is true of all its lines. */
    @Test
    void knowsTheZonesOfAnExchangeByAnyOfItsNumbers() {
        long seed = 20_261_121;
        var random = new Random(seed);

        for (int i = 0; i < 5_000; i++) {
            int exchange = 200_000 + random.nextInt(800_000);
            PhoneNumber one = number(exchange, random.nextInt(10_000));
            PhoneNumber other = number(exchange, random.nextInt(10_000));
            ZoneResolver.ofNumber(one);

            assertThat(ZoneResolver.ofNumber(other))
                    .as("%s after %s, seed %d", other.e164(), one.e164(), seed)
                    .isEqualTo(ZoneResolver.lookUp(other));
        }
    }

    private static PhoneNumber number(int exchange, int line) {
        return new PhoneNumber("+1%d%04d".formatted(exchange, line));
    }

    @ParameterizedTest
    @CsvSource({
        "America/New_York, America/New_York",
        "america/new_york, America/New_York",
        "America/New York, America/New_York",
        "US/Eastern, US/Eastern",
        "EST, America/New_York",
        "Pacific Time, America/Los_Angeles",
        "Eastern Standard Time, America/New_York",
        "UTC, Etc/UTC",
        "Europe/Berlin, Europe/Berlin",
        "Pacific Standard Time, America/Los_Angeles",
        "Pacific Standard Time (Mexico), America/Tijuana",
        "(UTC-05:00) Eastern Time (US & Canada), America/New_York",
        "(UTC) Coordinated Universal Time, Etc/UTC",
        "US Eastern Standard Time, America/Indiana/Indianapolis",
        "US Mountain Standard Time, America/Phoenix",
        "W. Europe Standard Time, Europe/Berlin",
        "Romance Daylight Time, Europe/Paris",
        "AUS Eastern Standard Time, Australia/Sydney",
        "Russia Time Zone 11, Asia/Kamchatka",
        "India Standard Time, Asia/Kolkata",
        "eastern, America/New_York",
        "E.S.T., America/New_York",
        "AEST, Australia/Sydney",
        "MSK, Europe/Moscow",
        "Singapore, Asia/Singapore",
        "Etc/GMT+5, Etc/GMT+5",
    })
    void readsZonesAsPeopleWriteThem(String written, String zone) {
        assertThat(ZoneName.read(written)).contains(zone);
    }

    @ParameterizedTest
    @CsvSource({
        "Mars/Olympus",
        "+02:00",
        "UTC-5",
        "UTC+01:00",
        "GMT+2",
        "-0500",
        "(UTC-05:00)",
        "IST",
        "''",
        "America",
        "New York"
    })
    void refusesZonesNobodyCanTell(String written) {
        assertThat(ZoneName.read(written)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"states.txt", "zones.txt"})
    void namesOnlyZonesThatExist(String table) {
        Set<String> zones = ZoneId.getAvailableZoneIds();

        assertThat(Table.read(table))
                .allSatisfy(
                        line ->
                                assertThat(zones)
                                        .contains(
                                                (table.equals("states.txt") ? line[2] : line[0])
                                                        .split(" ")));
    }

    @Test
    void everyPostalCodeLeadsToAState() {
        assertThat(List.of("US", "CA", "AU", "MX", "BR", "ES", "PT"))
                .allSatisfy(
                        country ->
                                assertThat(
                                                IntStream.range(0, 100)
                                                        .mapToObj(i -> code(country, i))
                                                        .filter(
                                                                code ->
                                                                        !PostalZones.of(
                                                                                        country,
                                                                                        code)
                                                                                .isEmpty()))
                                        .hasSizeGreaterThan(country.equals("ES") ? 50 : 70));
    }

    private static String code(String country, int i) {
        return switch (country) {
            case "CA" -> "ABCEGHJKLMNPRSTVXY".charAt(i % 18) + "1A 1B2";
            case "BR" -> "%02d000-000".formatted(i);
            case "AU", "PT" -> "%02d00".formatted(i);
            default -> "%02d100".formatted(i);
        };
    }
}
