package io.carillon.activities.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.settings.SettingsJson;
import io.carillon.activities.testing.Rows;
import io.carillon.activities.testing.TestDatabase;
import io.carillon.workflows.campaign.CampaignStart;
import io.carillon.workflows.schedule.CallingHours;
import io.carillon.workflows.schedule.Openings;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** On 2026-11-20, and in the next year. */
class KeptHolidaysTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private TestDatabase database = TestDatabase.open().at(Duration.between(Instant.now(), NOW));
    private final Rows rows = Rows.in(database);
    private final CampaignStart campaign =
            rows.campaign("active", Rows.settings().with(hours(List.of("US", "US-LA"))));

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void closesOnTheHolidaysOfItsRegions() {
        renew();

        var openings = new Openings(stored());
        ZoneId zone = ZoneId.of("America/New_York");
        // Thanksgiving; and the Monday on which Independence Day of 2027 is observed.
        assertThat(openings.nextOpening(Instant.parse("2026-11-26T05:00:00Z"), List.of(zone)))
                .contains(Instant.parse("2026-11-27T05:00:00Z"));
        assertThat(openings.isOpen(Instant.parse("2027-07-05T15:00:00Z"), zone)).isFalse();
        assertThat(openings.isOpen(Instant.parse("2027-07-06T15:00:00Z"), zone)).isTrue();
        assertThat(stored().closedDates()).containsExactly(LocalDate.parse("2026-12-01"));
        assertThat(openings.isOpen(Instant.parse("2026-12-01T15:00:00Z"), zone)).isFalse();
    }

    @Test
    void isRenewedWhenAYearHasPassed() {
        renew();
        Set<LocalDate> before = stored().holidays();
        sweep();
        assertThat(stored().holidays()).isEqualTo(before);

        database = database.at(Duration.between(Instant.now(), NOW.plus(Duration.ofDays(60))));
        sweep();

        assertThat(before).contains(LocalDate.parse("2029-12-25"));
        assertThat(before).doesNotContain(LocalDate.parse("2030-12-25"));
        assertThat(stored().holidays()).contains(LocalDate.parse("2030-12-25"));
    }

    @Test
    void leavesCampaignsWithoutRegionsAlone() {
        CampaignStart without = rows.campaign("active", Rows.settings());

        sweep();

        assertThat(settings(without))
                .isEqualTo(SettingsJson.read(SettingsJson.write(Rows.settings())).hours());
    }

    @Test
    void readsHoursThatWereStoredBeforeThereWereHolidays() {
        rows.update(
                "UPDATE campaigns SET settings = settings #- '{hours,holidays}' #- '{hours,holidaysOf}' WHERE organization_id = :organization",
                Map.of());

        assertThat(stored().holidaysOf()).isEmpty();
        assertThat(stored().holidays()).isEmpty();
    }

    private static CallingHours hours(List<String> regions) {
        return new CallingHours(
                CallingHours.allDay().windows(),
                Set.of(LocalDate.parse("2026-12-01")),
                regions,
                Set.of());
    }

    private void renew() {
        database.transactions()
                .system(() -> new KeptHolidays(database.transactions()).renew(campaign.campaign()));
    }

    private void sweep() {
        new KeptHolidays(database.transactions()).renewRunningOut();
    }

    private CallingHours stored() {
        return settings(campaign);
    }

    private CallingHours settings(CampaignStart of) {
        return database.transactions()
                .system(
                        () ->
                                SettingsJson.read(
                                        database.transactions()
                                                .jdbc()
                                                .sql(
                                                        "SELECT settings FROM campaigns WHERE id = :id")
                                                .param("id", of.campaign().value())
                                                .query(String.class)
                                                .single()))
                .hours();
    }
}
