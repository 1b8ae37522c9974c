package io.carillon.activities.lead;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.law.Place;
import io.carillon.activities.lead.LeadPlaces.Told;
import io.carillon.workflows.phone.PhoneNumber;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.stream.Collectors;

class LeadPlacesTest {
    @ParameterizedTest(name = "{0} {1} {2} {3}: {4}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # the number alone
                    +12125550123  |               |               |         | US-NY
                    +13055550123  |               |               |         | US-FL
                    +12065550123  |               |               |         | US-WA
                    +12025550123  |               |               |         | US-DC
                    +17875550123  |               |               |         | US-PR
                    +14165550123  |               |               |         | CA-ON
                    +16045550123  |               |               |         | CA-BC
                    +12425550123  |               |               |         | BS
                    +442079460123 |               |               |         | GB
                    +441534960123 |               |               |         | GB
                    +33140205050  |               |               |         | FR
                    +493012345678 |               |               |         | DE
                    # no place: anywhere that shares the code
                    +18005550123  |               |               |         | CA US
                    +18005550123  |               | TX            |         | US-TX
                    # numbers of no country
                    +80012345678  |               |               |         |
                    # columns and number, all of them
                    +12125550123  |               | Florida       |         | US-FL US-NY
                    +12125550123  |               | FL            |         | US-FL US-NY
                    +12125550123  |               | us-fl         |         | US-FL US-NY
                    +12125550123  |               |               | 33101   | US-FL US-NY
                    +12125550123  |               |               | 2139    | US-MA US-NY
                    +12125550123  |               | Rhode Island  | 02139   | US-MA US-NY US-RI
                    +14165550123  |               |               | V5K 0A1 | CA-BC CA-ON
                    +12125550123  | US            | NY            | 10001   | US-NY
                    +12125550123  | United States |               |         | US-NY
                    +12125550123  | GB            |               |         | GB US-NY
                    +12125550123  | Deutschland   |               |         | US-NY
                    +12125550123  | CAN           | BC            |         | CA-BC US-NY
                    +442079460123 | USA           | FL            |         | GB US-FL
                    +442079460123 | US            |               |         | GB US
                    # what cannot be read says nothing
                    +12125550123  |               | Atlantis      | x       | US-NY
                    """)
    void isWhereverTheColumnsOrTheNumberSay(
            String number,
            @Nullable String country,
            @Nullable String state,
            @Nullable String postalCode,
            @Nullable String places) {
        var found = LeadPlaces.of(new PhoneNumber(number), new Told(country, state, postalCode));

        assertThat(found.stream().map(Place::code).sorted().collect(Collectors.joining(" ")))
                .isEqualTo(places == null ? "" : places);
    }

    @Test
    void countsAnAreaCodeToEveryStateItReaches() {
        // New Jersey's 201 has exchanges in New York.
        assertThat(LeadPlaces.of(new PhoneNumber("+12015550123"), new Told(null, null, null)))
                .containsExactlyInAnyOrder(new Place("US-NJ"), new Place("US-NY"));
    }

    @ParameterizedTest
    @CsvSource({"+12125550123, true", "+493012345678, false", "+80012345678, false"})
    void saysWhetherThereAreLawsToGoBy(String number, boolean ruled) {
        var places = LeadPlaces.of(new PhoneNumber(number), new Told(null, null, null));

        assertThat(LeadPlaces.ruled(places)).isEqualTo(ruled);
    }
}
