package io.carillon.activities.lead;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.workflows.phone.PhoneNumber;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    })
    void readsZonesAsPeopleWriteThem(String written, String zone) {
        assertThat(ZoneName.read(written)).contains(zone);
    }

    @ParameterizedTest
    @CsvSource({"Mars/Olympus", "+02:00", "UTC-5", "IST", "''", "America", "New York"})
    void refusesZonesNobodyCanTell(String written) {
        assertThat(ZoneName.read(written)).isEmpty();
    }
}
