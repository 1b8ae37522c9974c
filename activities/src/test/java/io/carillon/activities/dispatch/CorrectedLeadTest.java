package io.carillon.activities.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.activities.call.CallBed;
import io.carillon.activities.carrier.DialRequest;
import io.carillon.activities.database.Transactions;
import io.carillon.activities.lead.LeadChange;
import io.carillon.activities.lead.LeadStore;
import io.carillon.activities.testing.Rows;
import io.carillon.workflows.call.CallActivities;
import io.carillon.workflows.call.CallEnding;
import io.carillon.workflows.call.CallResult;
import io.carillon.workflows.call.CallStart;
import io.carillon.workflows.campaign.CampaignSettings;
import io.carillon.workflows.campaign.CampaignStart;
import io.carillon.workflows.ids.LeadId;
import io.carillon.workflows.phone.PhoneNumber;
import io.carillon.workflows.schedule.CallingHours;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** A lead corrected before its dial, from the claim through the gate to the carrier. */
class CorrectedLeadTest {
    private static final CallBed BED = new CallBed();
    private static final CallActivities CALLS = BED.bean(CallActivities.class);
    private static final LeadStore LEADS = BED.bean(LeadStore.class);
    private static final String OLD = "+12025550151";
    private static final String NEW = "+13125550152";

    private final Claims claims =
            new Claims(
                    BED.bean(Transactions.class),
                    new Budget(
                            BED.bean(Transactions.class),
                            new Demands(BED.bean(Transactions.class), 50)),
                    decision -> {});

    @AfterAll
    static void close() {
        BED.close();
    }

    @BeforeEach
    void calm() {
        BED.calm();
    }

    @Test
    void dialsTheCorrectedNumberAndNotTheOldOne() {
        CampaignStart campaign = campaign(CallingHours.allDay());
        LeadId lead = BED.rows.lead(campaign, OLD, "America/New_York");

        correct(lead, phones(NEW));
        dial(campaign, 1);

        assertThat(dialed()).containsExactly(NEW);
    }

    @Test
    void dialsTheCorrectedNumberThoughTheOldOneWasClaimedBefore() {
        CampaignStart campaign = campaign(CallingHours.allDay());
        LeadId lead = BED.rows.lead(campaign, OLD, "America/New_York");
        List<CallStart> claimed = claims.look(campaign).calls();
        status(campaign, "paused");
        claimed.forEach(call -> CALLS.dial(call.call()));

        correct(lead, phones(NEW));
        status(campaign, "active");
        dial(campaign, 1);

        assertThat(claimed).hasSize(1);
        assertThat(dialed()).containsExactly(NEW);
    }

    @Test
    void correctsNothingWhileTheOldNumberIsOnItsWay() {
        CampaignStart campaign = campaign(CallingHours.allDay());
        LeadId lead = BED.rows.lead(campaign, OLD, "America/New_York");
        claims.look(campaign);

        assertThatThrownBy(() -> correct(lead, phones(NEW)))
                .isInstanceOf(LeadStore.LeadState.class);
    }

    @Test
    void retriesOnTheCorrectedNumber() {
        CampaignStart campaign = campaign(CallingHours.allDay());
        LeadId lead = BED.rows.lead(campaign, OLD, "America/New_York");
        dial(campaign, 1);
        CALLS.conclude(
                BED.driver.dials.getFirst().call(),
                new CallEnding(CallResult.BUSY, "sip_486", false, false));

        correct(
                lead,
                new LeadChange(
                        List.of(new PhoneNumber(NEW)), null, null, null, null, Instant.EPOCH));
        dial(campaign, 2);

        assertThat(dialed()).containsExactly(OLD, NEW);
    }

    @Test
    void dialsInTheHoursOfTheCorrectedZone() {
        CampaignStart campaign = campaign(aroundNow());
        LeadId lead = BED.rows.lead(campaign, OLD, "Asia/Tokyo");
        assertThat(claims.look(campaign).calls()).isEmpty();

        correct(lead, zones("UTC"));
        dial(campaign, 1);

        assertThat(dialed()).containsExactly(OLD);
    }

    @Test
    void waitsForTheHoursOfTheCorrectedZone() {
        CampaignStart campaign = campaign(aroundNow());
        LeadId lead = BED.rows.lead(campaign, OLD, "UTC");

        correct(lead, zones("Asia/Tokyo"));

        assertThat(claims.look(campaign).calls()).isEmpty();
        assertThat(
                        BED.rows.value(
                                String.class,
                                "SELECT status || ' ' || held_by FROM leads WHERE id = :id",
                                lead.value()))
                .isEqualTo("pending calling_hours");
    }

    /** A claim that comes too late for its instant is given back, and taken again. */
    private void dial(CampaignStart campaign, int dials) {
        Instant end = Instant.now().plusSeconds(60);
        while (BED.driver.dials.size() < dials && Instant.now().isBefore(end)) {
            claims.look(campaign).calls().forEach(call -> CALLS.dial(call.call()));
        }
    }

    private static List<String> dialed() {
        return BED.driver.dials.stream().map(DialRequest::to).map(PhoneNumber::e164).toList();
    }

    private static void correct(LeadId lead, LeadChange change) {
        assertThat(LEADS.change(BED.rows.organizationId(), lead, change)).isPresent();
    }

    private static LeadChange phones(String number) {
        return new LeadChange(List.of(new PhoneNumber(number)), null, null, null, null, null);
    }

    private static LeadChange zones(String zone) {
        return new LeadChange(null, List.of(zone), null, null, null, null);
    }

    private static void status(CampaignStart campaign, String status) {
        BED.rows.update(
                "UPDATE campaigns SET status = :status WHERE id = :campaign AND organization_id = :organization",
                Map.of("status", status, "campaign", campaign.campaign().value()));
    }

    private static CallingHours aroundNow() {
        LocalTime now = LocalTime.now(ZoneOffset.UTC);
        int minute = now.getHour() * 60 + now.getMinute();
        int end = Math.floorMod(minute + 60, 1440);
        return CallingHours.everyDay(
                new CallingHours.Window(Math.floorMod(minute - 60, 1440), end == 0 ? 1440 : end));
    }

    private static CampaignStart campaign(CallingHours hours) {
        CampaignSettings s = Rows.settings();
        return BED.rows.campaign(
                "active",
                new CampaignSettings(
                        hours,
                        s.zone(),
                        true,
                        true,
                        s.maxConcurrent(),
                        s.callsPerSecond(),
                        null,
                        s.maxAttemptsPerLead(),
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
                        null));
    }
}
