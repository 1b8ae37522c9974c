package io.carillon.activities.holiday;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.LocalDate;

class HolidaysTest {
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "US, true", "US-NY, true", "GB, true", "GB-SCT, true", "DE-BY, true", "DE-BY-MU, true",
        "us, false", "US-ZZ, false", "QQ, false", "NYSE, false", "US-, false", "DE_BY, false",
    })
    void knowsRegionsByTheirCodes(String region, boolean known) {
        assertThat(Holidays.known(region)).isEqualTo(known);
    }

    @Test
    void givesTheDayAndTheDayItIsObservedOn() {
        assertThat(Holidays.rests("US", 2027))
                .contains(LocalDate.parse("2027-07-04"), LocalDate.parse("2027-07-05"))
                .doesNotContain(LocalDate.parse("2027-07-06"));
    }

    @Test
    void givesAPartItsCountrysHolidaysAndItsOwn() {
        assertThat(Holidays.rests("GB-SCT", 2026))
                .contains(LocalDate.parse("2026-12-25"), LocalDate.parse("2026-11-30"));
        assertThat(Holidays.rests("GB", 2026)).doesNotContain(LocalDate.parse("2026-11-30"));
    }

    @Test
    void tellsDaysOfRestFromDaysThatAreMarked() {
        LocalDate mardiGras = LocalDate.parse("2027-02-09");

        assertThat(Holidays.all("US-LA", 2027)).contains(mardiGras);
        assertThat(Holidays.rests("US-LA", 2027)).doesNotContain(mardiGras);
    }

    @Test
    void refusesARegionItDoesNotKnow() {
        assertThatThrownBy(() -> Holidays.rests("US-ZZ", 2027))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("US-ZZ");
    }
}
