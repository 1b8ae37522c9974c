package io.carillon.activities.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.util.Map;

class ConsentTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    2026-10-01                | yes
                    ' 2026-10-01 '            | yes
                    2026-10-01T09:30:00Z      | yes
                    2026-10-01T09:30:00+02:00 | yes
                    2026-10-01 09:30          | yes
                    2026-10-01 09:30:15       | yes
                    # today somewhere on earth
                    2026-11-22                | yes
                    2026-11-23                | lies in the future
                    2026-11-23T12:00:00Z      | lies in the future
                    10/01/2026                | is not a date like 2026-10-01
                    2026-13-01                | is not a date like 2026-10-01
                    yes                       | is not a date like 2026-10-01
                    ' '                       | is empty
                    """)
    void readsEachPersonsColumn(String cell, String said) {
        var consent = new Consent("written", "agreed_at", "web form");

        assertThat(consent.lacking(Map.of("agreed_at", cell), NOW))
                .isEqualTo(said.equals("yes") ? null : "no consent: column agreed_at " + said);
    }

    @Test
    void asksNobodyWhenOneTimeIsStatedForAll() {
        assertThat(new Consent("written", "2026-10-01", "web form").lacking(Map.of(), NOW))
                .isNull();
        assertThat(new Consent("written", "agreed_at", "web form").lacking(Map.of(), NOW))
                .isEqualTo("no consent: column agreed_at is empty");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "2026-10-01,",
        "2026-10-01T09:30:00Z,",
        "agreed_at, agreed_at",
        "2026-13-01, 2026-13-01",
    })
    void tellsATimeFromAColumn(String obtainedAt, @Nullable String column) {
        assertThat(new Consent("written", obtainedAt, "web form").column()).isEqualTo(column);
    }

    @ParameterizedTest(name = "{0} {1} {2}: {3}")
    @CsvSource({
        "written, 2026-10-01, form,",
        ", 2026-10-01, form, basis",
        "' ', 2026-10-01, form, basis",
        "written, , form, obtained_at",
        "written, 2026-10-01, , source",
    })
    void namesWhatIsNotStated(
            @Nullable String basis,
            @Nullable String obtainedAt,
            @Nullable String source,
            @Nullable String missing) {
        assertThat(new Consent(basis, obtainedAt, source).missing()).isEqualTo(missing);
    }

    @Test
    void isNotObtainedTomorrow() {
        assertThat(new Consent("written", "2026-11-22", "form").obtainedBy(NOW)).isTrue();
        assertThat(new Consent("written", "2026-11-23", "form").obtainedBy(NOW)).isFalse();
        assertThat(new Consent("written", "agreed_at", "form").obtainedBy(NOW)).isTrue();
    }
}
