package io.carillon.activities.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.campaign.CampaignDraft;
import io.carillon.activities.campaign.CampaignStore;
import io.carillon.activities.testing.Rows;
import io.carillon.activities.testing.TestDatabase;
import io.carillon.workflows.campaign.CampaignSettings;
import io.carillon.workflows.ids.CallId;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;

/**
 * A campaign of two calls a day that is given another time zone in mid-day: on 2026-11-24 at half
 * past three in New York, half past noon in Los Angeles, half past five of the next day in Tokyo.
 */
class EditedDayTest {
    private static final CallBed BED =
            new CallBed(
                    TestDatabase.open()
                            .at(
                                    Duration.between(
                                            Instant.now(), Instant.parse("2026-11-24T20:30:00Z"))));
    private static final Gate GATE = BED.bean(Gate.class);
    private static final CampaignStore CAMPAIGNS = BED.bean(CampaignStore.class);

    @AfterAll
    static void close() {
        BED.close();
    }

    @BeforeEach
    void nothingWasDialedYet() {
        BED.calm();
        BED.database().asSuperuser("DELETE FROM pacers; DELETE FROM calls");
    }

    @ParameterizedTest(name = "from {0} to {1}")
    @CsvSource({
        "America/New_York, Asia/Tokyo",
        "Asia/Tokyo, America/New_York",
        "America/Los_Angeles, America/New_York",
        "America/New_York, America/Los_Angeles"
    })
    void countsTheCallsOfTheDayInTheNewZoneToo(String from, String to) {
        edit(from, 2);
        pass();
        pass();

        edit(to, 2);

        assertThat(GATE.pass(BED.claimed())).isEqualTo(new Gate.Answer.Closed("daily_cap"));
    }

    @Test
    void countsWhatTheOldZonesDayHasSeenBeforeTheNewOnesMidnight() {
        edit("America/New_York", 2);
        // Nine in the morning in New York, an hour before midnight in Tokyo.
        BED.set(pass(), "send_at = '2026-11-24T14:00:00Z'");
        BED.set(pass(), "send_at = '2026-11-24T14:00:00Z'");

        edit("Asia/Tokyo", 2);

        CallId call = BED.claimed();
        assertThat(GATE.pass(call)).isEqualTo(new Gate.Answer.Closed("daily_cap"));
    }

    @Test
    void countsNothingOfDaysThatAreOverInBoth() {
        edit("America/New_York", 2);
        BED.set(pass(), "send_at = '2026-11-24T04:59:00Z'");
        BED.set(pass(), "send_at = '2026-11-24T04:59:00Z'");
        BED.database().asSuperuser("UPDATE pacers SET day = '2026-11-23'");

        edit("Asia/Tokyo", 2);

        pass();
    }

    @Test
    void leavesRoomForTheRestOfTheDay() {
        edit("America/New_York", 2);
        pass();

        edit("Asia/Tokyo", 2);

        pass();
        assertThat(GATE.pass(BED.claimed())).isEqualTo(new Gate.Answer.Closed("daily_cap"));
    }

    private static CallId pass() {
        CallId call = BED.claimed();
        assertThat(GATE.pass(call)).isInstanceOf(Gate.Answer.Open.class);
        return call;
    }

    private static void edit(String zone, int callsPerDay) {
        CampaignDraft before =
                CAMPAIGNS
                        .find(BED.rows.organizationId(), BED.campaign.campaign())
                        .orElseThrow()
                        .told();
        CampaignSettings settings =
                Rows.with(
                        before.settings(),
                        "{\"zone\":\"%s\",\"maxCallsPerDay\":%d}".formatted(zone, callsPerDay));
        BED.database()
                .transactions()
                .within(
                        BED.rows.organizationId(),
                        () ->
                                CAMPAIGNS.update(
                                        BED.rows.organizationId(),
                                        BED.campaign.campaign(),
                                        before.with(settings),
                                        true));
    }
}
