package io.carillon.activities.leadfile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountryNameTest {
    @ParameterizedTest
    @CsvSource({
        "US, US",
        "us, US",
        "USA, US",
        "U.S.A., US",
        "United States, US",
        "+1, US",
        "1, US",
        "Estados Unidos, US",
        "Vereinigte Staaten, US",
        "États-Unis, US",
        "США, US",
        "美国, US",
        "アメリカ, US",
        "UK, GB",
        "England, GB",
        "Großbritannien, GB",
        "GBR, GB",
        "0044, GB",
        "Deutschland, DE",
        "Allemagne, DE",
        "Niemcy, DE",
        "Германия, DE",
        "ドイツ, DE",
        "49, DE",
        "España, ES",
        "espana, ES",
        "Brasil, BR",
        "Türkiye, TR",
        "Turkey, TR",
        "Holland, NL",
        "Côte d'Ivoire, CI",
        "Россия, RU",
        "中国, CN",
        "日本, JP",
        "Polska, PL",
        "Czech Republic, CZ",
    })
    void knowsCountriesAsPeopleWriteThem(String written, String country) {
        assertThat(CountryName.read(written)).contains(country);
    }

    @ParameterizedTest
    @CsvSource({"Atlantis", "X", "999", "''", "-", "N/A"})
    void knowsNoOthers(String written) {
        assertThat(CountryName.read(written)).isEmpty();
    }
}
