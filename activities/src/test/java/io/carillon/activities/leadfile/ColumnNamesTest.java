package io.carillon.activities.leadfile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

class ColumnNamesTest {
    private static final List<String> LANGUAGES =
            List.of("en", "es", "de", "fr", "pt", "it", "nl", "pl", "ru", "ja", "zh", "tr");

    @Test
    void everyHeaderMeansOneColumn() {
        var columns = new TreeMap<String, Set<String>>();
        table().forEach(
                        line -> {
                            for (String header : line[2].split(", ")) {
                                columns.computeIfAbsent(
                                                Headers.plain(header),
                                                unused -> new java.util.TreeSet<>())
                                        .add(line[0]);
                            }
                        });

        assertThat(columns).doesNotContainKey("");
        assertThat(columns.entrySet()).allSatisfy(entry -> assertThat(entry.getValue()).hasSize(1));
    }

    @ParameterizedTest
    @MethodSource("languages")
    void everyColumnHasNamesInEveryLanguage(String language) {
        var columns = new ArrayList<String>();
        table().filter(line -> line[1].equals(language)).forEach(line -> columns.add(line[0]));

        assertThat(columns)
                .containsAll(
                        EnumSet.complementOf(EnumSet.range(KnownColumn.PHONE3, KnownColumn.PHONE9))
                                .stream()
                                .map(KnownColumn::wire)
                                .toList());
    }

    static List<String> languages() {
        return LANGUAGES;
    }

    @ParameterizedTest
    @CsvSource({
        "Handy 2, phone2",
        "Telefon1, phone",
        "téléphone_9, phone9",
        "手机2, phone2",
        "ТЕЛЕФОН, phone",
        "MÓVIL, phone",
        "İsim, first_name",
        "Ad, first_name",
        "IMIĘ, first_name",
        "メールアドレス, email",
        "Soyadı, last_name",
        "Województwo, state",
        "CEP, postal_code",
        "CAP, postal_code",
        "Nom, last_name",
        "Name, name",
    })
    void readsThemInAnyCaseWithOrWithoutNumbers(String header, String column) {
        assertThat(ColumnNames.of(header))
                .isNotNull()
                .extracting(meaning -> meaning.column().wire())
                .isEqualTo(column);
    }

    @ParameterizedTest
    @CsvSource({"id", "#", "phone10", "phone12", "status", "fax", "notes", "2", "''", "€"})
    void leavesTheOthersToTheFile(String header) {
        assertThat(ColumnNames.of(header)).isNull();
    }

    private static Stream<String[]> table() {
        try (InputStream table = ColumnNames.class.getResourceAsStream("headers.txt")) {
            assertThat(table).isNotNull();
            return new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" \\| "));
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
