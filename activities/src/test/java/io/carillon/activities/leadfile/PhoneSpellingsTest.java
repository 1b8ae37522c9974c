package io.carillon.activities.leadfile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** Each line of {@code phones.txt}. */
class PhoneSpellingsTest {
    private static final Pattern CHARACTER = Pattern.compile("\\{U\\+([0-9A-F]{4})}");

    /**
     * @param expected E.164, with {@code xN} for an extension, or a row code
     */
    record Spelling(String text, String country, String expected) {
        static Spelling of(String line) {
            String[] parts = line.split(" \\| ");
            String text =
                    CHARACTER
                            .matcher(parts[0])
                            .replaceAll(
                                    found ->
                                            Character.toString(
                                                    Integer.parseInt(found.group(1), 16)));
            return new Spelling(text, parts[1], parts[2]);
        }
    }

    static List<Spelling> spellings() {
        return new String(ImportBench.file("phones.txt"), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isEmpty() && !line.startsWith("# "))
                .map(Spelling::of)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("spellings")
    void readsWhatIsMeant(Spelling spelling) {
        PhoneReading reading =
                PhoneReader.read(spelling.text(), spelling.country(), List.of(spelling.country()));

        assertThat(shown(reading)).isEqualTo(spelling.expected());
    }

    @Test
    void thereAreEnoughOfThem() {
        assertThat(spellings()).hasSizeGreaterThan(300);
    }

    private static String shown(PhoneReading reading) {
        return switch (reading) {
            case PhoneReading.Read(var number, var region, var extension) ->
                    number.e164() + (extension == null ? "" : " x" + extension);
            case PhoneReading.Refused(var code, var reason) -> code.name();
        };
    }
}
