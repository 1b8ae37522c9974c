package io.carillon.activities.leadfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Map;

class MappingTest {
    private static final List<String> HEADERS =
            List.of("Rufnummer", "Kontakt", "name", "phone", "company");

    @Test
    void takesKnownColumnsToHeaders() {
        Map<String, String> given = Map.of("phone", "rufnummer ", "name", "Kontakt", "email", "");

        assertThat(Mapping.known(HEADERS, given)).isEqualTo(given);
    }

    @Test
    void turnsHeadersToKnownColumnsAround() {
        assertThat(Mapping.known(HEADERS, Map.of("Rufnummer", "phone", "kontakt", "name")))
                .isEqualTo(Map.of("phone", "Rufnummer", "name", "kontakt"));
    }

    @Test
    void readsWhatCouldBeBothTheUsualWay() {
        assertThat(Mapping.known(HEADERS, Map.of("name", "company")))
                .isEqualTo(Map.of("name", "company"));
    }

    @Test
    void oneEntryThatGoesOnlyTheOtherWaySettlesAllOfThem() {
        assertThat(Mapping.known(HEADERS, Map.of("Rufnummer", "phone", "name", "company")))
                .isEqualTo(Map.of("phone", "Rufnummer", "company", "name"));
    }

    @ParameterizedTest
    @CsvSource({
        "fax, Rufnummer, /mapping/fax",
        "phone, Nummer, /mapping/phone",
        "Nummer, phone, /mapping/Nummer",
        "Rufnummer, fax, /mapping/Rufnummer",
        "a/b~c, phone, /mapping/a~1b~0c",
    })
    void pointsAtTheEntryItCannotUse(String key, String value, String pointer) {
        assertThatThrownBy(() -> Mapping.known(HEADERS, Map.of(key, value)))
                .isInstanceOfSatisfying(
                        LeadFileRefused.class,
                        refused -> {
                            assertThat(refused.code()).isEqualTo("MAPPING_INVALID");
                            assertThat(refused.pointer()).isEqualTo(pointer);
                        });
    }

    @Test
    void refusesOneColumnNamedByTwoHeaders() {
        assertThatThrownBy(
                        () ->
                                Mapping.known(
                                        HEADERS, Map.of("Rufnummer", "phone", "Kontakt", "phone")))
                .isInstanceOf(LeadFileRefused.class);
    }
}
