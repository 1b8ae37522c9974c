package io.carillon.activities.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.lead.LeadDecisions;
import io.carillon.activities.testing.Rows;
import io.carillon.activities.testing.TestDatabase;
import io.carillon.workflows.campaign.CampaignSettings;
import io.carillon.workflows.campaign.CampaignStart;
import io.carillon.workflows.ids.LeadId;
import io.carillon.workflows.schedule.CallingHours;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

class ClaimsTest {
    private static final TestDatabase DATABASE = TestDatabase.open();

    private final List<LeadDecisions.Decision> decided = new ArrayList<>();
    private final Claims claims =
            new Claims(
                    DATABASE.transactions(),
                    new Budget(DATABASE.transactions(), new Demands(DATABASE.transactions(), 50)),
                    decided::add);
    private Rows rows;

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @BeforeEach
    void organization() {
        rows = Rows.in(DATABASE);
    }

    @Test
    void claimsNoFurtherAheadThanTheLineAtTheGate() {
        CampaignStart campaign = rows.campaign("active", Rows.settings());
        for (int i = 0; i < 20; i++) {
            rows.lead(campaign, "+1202555%04d".formatted(i), "America/New_York");
        }

        assertThat(claims.look(campaign).calls()).hasSize(7);
        claimed(campaign, "1 minute");
        assertThat(claims.look(campaign))
                .isEqualTo(new Claims.Look(true, List.of(), 0, true, true, 10));
    }

    @Test
    void claimsAheadForAsLongAsClaimsTakeToReachTheGate() {
        CampaignStart campaign = rows.campaign("active", hours(CallingHours.allDay()));
        for (int i = 0; i < 40; i++) {
            rows.lead(campaign, "+1202555%04d".formatted(i), "America/New_York");
        }
        claims.look(campaign);

        claimed(campaign, "-1 second");

        // Half as old as they get: the pace of 2.7 seconds, less the seven under way.
        assertThat(claims.look(campaign).calls()).hasSize(20);
    }

    @Test
    void takesAClaimThatWaitsForTheSweeperForNoMeasure() {
        CampaignStart campaign = rows.campaign("active", Rows.settings());
        for (int i = 0; i < 20; i++) {
            rows.lead(campaign, "+1202555%04d".formatted(i), "America/New_York");
        }
        claims.look(campaign);

        claimed(campaign, "-1 minute");

        assertThat(claims.look(campaign))
                .isEqualTo(new Claims.Look(true, List.of(), 0, true, true, 10));
    }

    @Test
    void claimsNothingOfAPausedCampaign() {
        CampaignStart campaign = rows.campaign("paused", Rows.settings());
        rows.lead(campaign, "+12025550001", "America/New_York");

        assertThat(claims.look(campaign)).isEqualTo(Claims.Look.IDLE);
    }

    @Test
    void holdsALeadWhoseNumberIsOnTheLineInAnotherCampaign() {
        CampaignStart first = rows.campaign("active", Rows.settings());
        CampaignStart second = rows.campaign("active", Rows.settings());
        rows.lead(first, "+12025550002", "America/New_York");
        LeadId waiting = rows.lead(second, "+12025550002", "America/New_York");

        assertThat(claims.look(first).calls()).hasSize(1);
        assertThat(claims.look(second).calls()).isEmpty();

        assertThat(decided).extracting(LeadDecisions.Decision::lead).containsExactly(waiting);
        assertThat(decided)
                .extracting(LeadDecisions.Decision::rule)
                .containsExactly("number_in_use");
        assertThat(
                        rows.value(
                                String.class,
                                "SELECT held_by FROM leads WHERE id = :id",
                                waiting.value()))
                .isEqualTo("number_in_use");
    }

    @Test
    void movesLeadsOfAClosedZoneToItsOpeningAndClaimsTheOpenOnes() {
        ZoneId open = ZoneId.of("UTC");
        CampaignStart campaign = rows.campaign("active", hours(aroundNow(open)));
        for (int i = 0; i < 100; i++) {
            rows.lead(campaign, "+1303555%04d".formatted(i), "Asia/Tokyo");
        }
        LeadId awake = rows.lead(campaign, "+12025550003", "UTC");

        List<io.carillon.workflows.call.CallStart> calls =
                new ArrayList<>(claims.look(campaign).calls());
        calls.addAll(claims.look(campaign).calls());

        assertThat(calls)
                .extracting(io.carillon.workflows.call.CallStart::lead)
                .containsExactly(awake);
        assertThat(
                        rows.value(
                                Integer.class,
                                """
                                SELECT count(*) FROM leads WHERE campaign_id = :id AND held_by = 'calling_hours'
                                AND next_attempt_at > carillon_now()
                                """,
                                campaign.campaign().value()))
                .isEqualTo(100);
    }

    @Test
    void holdsLeadsOfUnknownZoneUntilSomeoneSetsIt() {
        CampaignStart campaign = rows.campaign("active", hours(CallingHours.standard()));
        LeadId lost = rows.lead(campaign, "+12025550004");

        assertThat(claims.look(campaign).calls()).isEmpty();

        assertThat(
                        rows.value(
                                String.class,
                                "SELECT held_by FROM leads WHERE id = :id",
                                lost.value()))
                .isEqualTo("time_zone");
        assertThat(
                        rows.value(
                                Boolean.class,
                                "SELECT next_attempt_at IS NULL FROM leads WHERE id = :id",
                                lost.value()))
                .isTrue();
    }

    @Test
    void givesEachLeadToOneOfManyDispatchers() throws Exception {
        CampaignStart campaign = rows.campaign("active", fast());
        for (int i = 0; i < 60; i++) {
            rows.lead(campaign, "+1404555%04d".formatted(i), "America/New_York");
        }
        Callable<List<LeadId>> dispatcher =
                () -> {
                    var mine = new ArrayList<LeadId>();
                    for (int look = 0; look < 5; look++) {
                        claims.look(campaign).calls().forEach(call -> mine.add(call.lead()));
                    }
                    return mine;
                };

        var all = new ArrayList<LeadId>();
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (var part :
                    threads.invokeAll(List.of(dispatcher, dispatcher, dispatcher, dispatcher))) {
                all.addAll(part.get());
            }
        }

        assertThat(all).hasSizeGreaterThanOrEqualTo(10).hasSameSizeAs(new HashSet<>(all));
    }

    @Test
    void claimsHigherPriorityFirst() {
        CampaignStart campaign = rows.campaign("active", slow());
        rows.lead(campaign, "+12025550005", "America/New_York");
        LeadId urgent = rows.lead(campaign, "+12025550006", "America/New_York");
        rows.update(
                "UPDATE leads SET priority = 9, next_attempt_at = carillon_now() WHERE id = :id AND organization_id = :organization",
                java.util.Map.of("id", urgent.value()));

        assertThat(claims.look(campaign).calls())
                .extracting(io.carillon.workflows.call.CallStart::lead)
                .containsExactly(urgent);
    }

    /** From now; ahead of it, however slow this machine is, claims have no age. */
    private void claimed(CampaignStart campaign, String when) {
        rows.update(
                """
                UPDATE calls SET claimed_at = carillon_now() + :when::interval
                WHERE campaign_id = :campaign AND organization_id = :organization
                """,
                java.util.Map.of("campaign", campaign.campaign().value(), "when", when));
    }

    private static CallingHours aroundNow(ZoneId zone) {
        OffsetDateTime now = ZonedDateTime.now(zone).toOffsetDateTime();
        LocalTime time = now.toLocalTime();
        int minute = time.getHour() * 60 + time.getMinute();
        int begin = Math.floorMod(minute - 60, 1440);
        int end = Math.floorMod(minute + 60, 1440);
        return CallingHours.everyDay(new CallingHours.Window(begin, end == 0 ? 1440 : end));
    }

    private static CampaignSettings hours(CallingHours hours) {
        return copy(hours, 10);
    }

    private static CampaignSettings fast() {
        return copy(CallingHours.allDay(), 50);
    }

    private static CampaignSettings slow() {
        return copy(CallingHours.allDay(), 1);
    }

    private static CampaignSettings copy(CallingHours hours, double rate) {
        CampaignSettings s = Rows.settings();
        return new CampaignSettings(
                hours,
                s.zone(),
                true,
                true,
                40,
                rate,
                null,
                3,
                s.minBetweenAttempts(),
                s.ringTimeout(),
                s.maxCallDuration(),
                s.retry(),
                null,
                false,
                s.machines(),
                s.message(),
                "US",
                List.of("US"),
                "update",
                s.consent(),
                s.identity(),
                null);
    }
}
