package io.carillon.activities.leadfile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

class ColumnsTest {
    @ParameterizedTest
    @CsvSource({
        "Phone Number, phone",
        "PHONE, phone",
        "Tel., phone",
        "Téléphone, phone",
        "Mobile Phone, phone",
        "Handynummer, phone",
        "Phone 2, phone2",
        "phone_9, phone9",
        "First Name, first_name",
        "firstName, first_name",
        "FNAME, first_name",
        "Nachname, last_name",
        "Full name, name",
        "E-Mail, email",
        "Organization, company",
        "Time Zone, time_zone",
        "timezone, time_zone",
        "State/Province, state",
        "ZIP, postal_code",
        "Postal Code, postal_code",
        "PLZ, postal_code",
        "Country, country",
        "External ID, external_id",
        "customer_id, external_id",
        "Priority, priority",
    })
    void knowsColumnsByManySpellings(String header, String column) {
        assertThat(Columns.of(List.of(header), Map.of()).mapping())
                .containsExactly(Map.entry(column, header));
    }

    @Test
    void takesTheSurestHeaderAndLeavesTheOthersAsVariables() {
        Columns columns = Columns.of(List.of("Mobile", "Fax", "Phone", "id"), Map.of());

        assertThat(columns.mapping()).isEqualTo(Map.of("phone", "Phone"));
        assertThat(columns.variables()).isEqualTo(Arrays.asList("Mobile", "Fax", null, "id"));
    }

    @Test
    void followsTheUsersMapping() {
        Columns columns =
                Columns.of(
                        List.of("Phone", "Backup", "Name"), Map.of("phone", "backup", "name", ""));

        assertThat(columns.mapping()).isEqualTo(Map.of("phone", "Backup"));
        assertThat(columns.variables()).isEqualTo(Arrays.asList("Phone", null, "Name"));
    }

    @Test
    void tellsRepeatedAndEmptyHeadersApart() {
        Columns columns = Columns.of(List.of("phone", "note", "Note", "", "phone"), Map.of());

        assertThat(columns.headers())
                .containsExactly("phone", "note", "Note_2", "column_4", "phone_2");
        assertThat(columns.mapping()).isEqualTo(Map.of("phone", "phone"));
        assertThat(columns.variables())
                .isEqualTo(Arrays.asList(null, "note", "Note_2", "column_4", "phone_2"));
    }

    @Test
    void makesNamesThatCanStandInATextsBraces() {
        Columns columns = Columns.of(List.of("phone", "Größe (cm)", "Termin am", "预约"), Map.of());

        assertThat(columns.variables())
                .isEqualTo(Arrays.asList(null, "Grosse_cm", "Termin_am", "column_4"));
    }
}
