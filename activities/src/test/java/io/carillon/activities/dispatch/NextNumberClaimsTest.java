package io.carillon.activities.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.testing.Rows;
import io.carillon.activities.testing.TestDatabase;
import io.carillon.workflows.campaign.CampaignStart;
import io.carillon.workflows.ids.LeadId;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** At half past ten in Honolulu, half past three in New York, in a campaign of mornings. */
class NextNumberClaimsTest {
    private static final String HONOLULU = "+18085550123";
    private static final String NEW_YORK = "+12125550123";

    private static final String MORNINGS =
            Arrays.stream(DayOfWeek.values())
                    .map(day -> "\"%s\":[{\"beginMinute\":540,\"endMinute\":720}]".formatted(day))
                    .collect(
                            Collectors.joining(
                                    ",", "{\"hours\":{\"windows\":{", "},\"closedDates\":[]}}"));

    private static final TestDatabase DATABASE =
            TestDatabase.open()
                    .at(Duration.between(Instant.now(), Instant.parse("2026-11-24T20:30:00Z")));

    private final Rows rows = Rows.in(DATABASE);
    private final CampaignStart campaign = rows.campaign("active", Rows.settings(MORNINGS));
    private final Claims claims =
            new Claims(
                    DATABASE.transactions(),
                    new Budget(DATABASE.transactions(), new Demands(DATABASE.transactions(), 50)),
                    decision -> {});

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @Test
    void claimsASecondNumberThatIsOpenWhileTheFirstIsClosed() {
        LeadId lead = second("number", NEW_YORK, HONOLULU, "America/New_York");

        assertThat(claims.look(campaign).calls()).extracting(call -> call.lead()).contains(lead);
    }

    @Test
    void movesASecondNumberToItsOwnOpening() {
        LeadId lead = second("number", HONOLULU, NEW_YORK, "Pacific/Honolulu");

        claims.look(campaign);

        assertThat(nextAttemptAt(lead)).isEqualTo("2026-11-25T14:00:00");
    }

    @Test
    void movesASecondNumberNoSoonerThanItsOwnWhenOthersOfTheZoneAreMoved() {
        LeadId first = rows.lead(campaign, NEW_YORK, "America/New_York");
        LeadId second = second("unknown", "+12125550124", HONOLULU, "America/New_York");
        rows.update(
                "UPDATE leads SET priority = 9 WHERE id = :id AND organization_id = :organization",
                Map.of("id", first.value()));

        Claims.Look look = claims.look(campaign);

        assertThat(nextAttemptAt(first)).isEqualTo("2026-11-25T14:00:00");
        assertThat(look.calls()).extracting(call -> call.lead()).containsExactly(second);
    }

    @Test
    void keepsTheZonesOfAColumnForEveryNumber() {
        LeadId lead = second("column", NEW_YORK, HONOLULU, "America/New_York");

        assertThat(claims.look(campaign).calls()).isEmpty();
        assertThat(nextAttemptAt(lead)).isEqualTo("2026-11-25T14:00:00");
    }

    private LeadId second(String zoneSource, String first, String second, String zone) {
        LeadId lead = rows.lead(campaign, first, zone);
        rows.update(
                """
                UPDATE leads SET phones = phones || :second::text, phone_index = 1, zone_source = :source
                WHERE id = :id AND organization_id = :organization
                """,
                Map.of("id", lead.value(), "second", second, "source", zoneSource));
        return lead;
    }

    private String nextAttemptAt(LeadId lead) {
        return rows.value(
                String.class,
                "SELECT to_char(next_attempt_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS') FROM leads WHERE id = :id",
                lead.value());
    }
}
