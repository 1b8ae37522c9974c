package io.carillon.activities.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.call.GateFacts.AccountTrouble;
import io.carillon.workflows.campaign.CampaignStatus;
import io.carillon.workflows.schedule.CallingHours;
import io.carillon.workflows.schedule.CallingHours.Window;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Every rule at its boundary: one microsecond before, exactly at, one microsecond after. */
class GateRulesTest {
    private static final Instant SEND = GateScene.SEND;
    private static final LocalDate TODAY = LocalDate.parse("2026-11-20");
    private static final Duration DAY = Duration.ofDays(1);

    /**
     * The rules in the order they are asked. What ends a lead comes before every wait, and of two
     * waits the one nobody can shorten comes first.
     */
    private static final List<Breach> IN_ORDER = inOrder();

    private record Breach(String said, Consumer<GateScene> breaks) {}

    private final GateScene scene = new GateScene();

    @Test
    void letsThroughWhatNoRuleMinds() {
        assertThat(scene.judged()).isEqualTo(new Verdict.Pass(SEND, scene.callerIds.getFirst()));
    }

    @ParameterizedTest(name = "{0} {1} us after the send instant: {2}")
    @CsvSource({
        "ends_at, -1, expired",
        "ends_at, 0, expired",
        "ends_at, 1, pass",
        "expires_at, -1, expired",
        "expires_at, 0, expired",
        "expires_at, 1, pass",
        "starts_at, -1, pass",
        "starts_at, 0, pass",
        "starts_at, 1, scheduled",
        "scheduled_at, -1, pass",
        "scheduled_at, 0, pass",
        "scheduled_at, 1, scheduled",
        "spaced_at, -1, pass",
        "spaced_at, 0, pass",
        "spaced_at, 1, retry_delay"
    })
    void heedsInstants(String what, long micros, String said) {
        Instant at = SEND.plus(micros, ChronoUnit.MICROS);
        switch (what) {
            case "ends_at" -> scene.endsAt = at;
            case "expires_at" -> scene.expiresAt = at;
            case "starts_at" -> scene.startsAt = at;
            case "scheduled_at" -> scene.scheduledAt = at;
            default -> {
                scene.spacing = Duration.ofHours(1);
                scene.lastAttemptAt = at.minus(scene.spacing);
            }
        }

        Verdict verdict = scene.judged();

        assertThat(said(verdict)).isEqualTo(said);
        if (verdict instanceof Verdict.Wait wait) {
            assertThat(wait.next()).isEqualTo(at);
        }
    }

    @Test
    void waitsForTheLaterOfTheCampaignsStartAndTheCallsOwn() {
        scene.startsAt = SEND.plusSeconds(60);
        scene.scheduledAt = SEND.plusSeconds(30);

        assertThat(scene.judged())
                .isEqualTo(new Verdict.Wait("scheduled", SEND.plusSeconds(60), null));
    }

    @Test
    void spacesAttemptsOfLeadsButNotSingleCalls() {
        scene.spacing = Duration.ofHours(1);
        scene.lastAttemptAt = SEND.minusSeconds(1);
        scene.single = true;

        assertThat(said(scene.judged())).isEqualTo("pass");
    }

    @ParameterizedTest(name = "{0} attempts of {1}, single {2}: {3}")
    @CsvSource({
        "0, 1, false, pass",
        "1, 1, false, exhausted",
        "2, 3, false, pass",
        "3, 3, false, exhausted",
        "4, 3, false, exhausted",
        "4, 3, true, pass"
    })
    void countsTheAttemptsOfALead(int attempts, int cap, boolean single, String said) {
        scene.attempts = attempts;
        scene.maxAttempts = cap;
        scene.single = single;

        assertThat(said(scene.judged())).isEqualTo(said);
    }

    /**
     * SEND is noon in New York, 09:00 in Los Angeles, 18:00 in Berlin, 02:00 of the 21st in Tokyo.
     */
    @ParameterizedTest(name = "{0} in {1}, ringing {2}: {3} until {4}")
    @CsvSource({
        // window, zones, ring timeout, verdict, next
        "11:00-12:01, America/New_York, PT59.999999S, pass,",
        "11:00-12:01, America/New_York, PT1M, pass,",
        "11:00-12:01, America/New_York, PT1M0.000001S, calling_hours, 2026-11-21T16:00:00Z",
        "12:00-13:00, America/New_York, PT30S, pass,",
        "12:01-13:00, America/New_York, PT30S, calling_hours, 2026-11-20T17:01:00Z",
        "11:00-12:00, America/New_York, PT30S, calling_hours, 2026-11-21T16:00:00Z",
        "22:00-12:01, America/New_York, PT1M, pass,",
        "22:00-12:00, America/New_York, PT30S, calling_hours, 2026-11-21T03:00:00Z",
        "09:00-20:00, America/New_York America/Los_Angeles, PT30S, pass,",
        "09:01-20:00, America/New_York America/Los_Angeles, PT30S, calling_hours, 2026-11-20T17:01:00Z",
        "09:00-12:01, America/New_York America/Los_Angeles, PT2M, calling_hours,",
        "09:00-18:00, America/New_York Europe/Berlin, PT30S, calling_hours, 2026-11-21T14:00:00Z",
        "00:00-23:59, Asia/Tokyo, PT30S, pass,",
        "03:00-20:00, Asia/Tokyo, PT30S, calling_hours, 2026-11-20T18:00:00Z"
    })
    void ringsOnlyWhileEveryCandidateZoneIsOpen(
            String window, String zones, Duration ring, String said, Instant next) {
        scene.hours = CallingHours.everyDay(window(window));
        scene.zones = Arrays.stream(zones.split(" ")).map(ZoneId::of).toList();
        scene.ring = ring;

        Verdict verdict = scene.judged();

        assertThat(said(verdict)).isEqualTo(said);
        if (verdict instanceof Verdict.Wait wait) {
            assertThat(wait.next()).isEqualTo(next);
        }
    }

    @Test
    void keepsClosedDatesOfEveryCandidateZone() {
        scene.hours =
                new CallingHours(
                        CallingHours.allDay().windows(), Set.of(LocalDate.parse("2026-11-21")));
        scene.zones = List.of(GateScene.NEW_YORK, ZoneId.of("Asia/Tokyo"));

        // In Tokyo it is the 21st until 15:00Z; New York is closed from 05:00Z of the 21st on.
        assertThat(scene.judged())
                .isEqualTo(
                        new Verdict.Wait(
                                "calling_hours", Instant.parse("2026-11-22T05:00:00Z"), null));
    }

    @ParameterizedTest(name = "{0} zones, lead's zone {1}, held {2}: {3}")
    @CsvSource({
        "0, true, true, time_zone",
        "0, true, false, pass",
        "0, false, true, pass",
        "5, true, true, pass",
        "6, true, true, time_zone",
        "6, true, false, pass"
    })
    void holdsALeadWhoseZoneNobodyKnows(int zones, boolean useLeadZone, boolean hold, String said) {
        scene.hours = CallingHours.everyDay(window("09:00-20:00"));
        scene.zones = Collections.nCopies(zones, GateScene.NEW_YORK);
        scene.useLeadZone = useLeadZone;
        scene.holdUnknownZone = hold;

        assertThat(said(scene.judged())).isEqualTo(said);
    }

    /** Dials before the send instant, as ISO durations and microseconds; caps by window. */
    @ParameterizedTest(name = "dialed {0} + {1} us before, caps {2}: free in {3}")
    @CsvSource({
        "PT24H, 1, PT24H=1, pass",
        "PT24H, 0, PT24H=1, pass",
        "PT24H, -1, PT24H=1, PT0.000001S",
        "P7D, 0, P7D=1, pass",
        "P7D, -1, P7D=1, PT0.000001S",
        "P30D, 0, P30D=1, pass",
        "P30D, -1, P30D=1, PT0.000001S",
        "PT23H, 0, PT24H=2, pass",
        "PT23H PT1H, 0, PT24H=2, PT1H",
        "PT23H PT2H PT1H, 0, PT24H=2, PT22H",
        "PT23H PT2H PT1H, 0, PT24H=1, PT23H",
        // The widest wait wins, whichever window it comes from.
        "P6D PT23H, 0, PT24H=1 P7D=2, P1D",
        "P6D PT1H, 0, PT24H=1 P7D=2, P1D",
        "P6DT23H PT1H, 0, PT24H=1 P7D=2, PT23H",
        "P29D P6D PT1H, 0, PT24H=2 P7D=3 P30D=3, P1D",
        "PT1H, 0, PT24H=0, PT24H"
    })
    void capsTheCallsToANumberOverRollingWindows(
            String dialed, long micros, String caps, String said) {
        scene.dialedBefore =
                Arrays.stream(dialed.split(" "))
                        .map(
                                ago ->
                                        SEND.minus(Duration.parse(ago))
                                                .minus(micros, ChronoUnit.MICROS))
                        .toList();
        var limits = new LinkedHashMap<String, Integer>();
        for (String cap : caps.split(" ")) {
            limits.put(cap.split("=")[0], Integer.valueOf(cap.split("=")[1]));
        }
        scene.callsPerNumber = Map.copyOf(limits);

        assertThat(scene.judged())
                .isEqualTo(
                        said.equals("pass")
                                ? new Verdict.Pass(SEND, scene.callerIds.getFirst())
                                : new Verdict.Wait(
                                        "number_cap", SEND.plus(Duration.parse(said)), null));
    }

    /** The cap is 5. Midnight in New York is 05:00Z. */
    @ParameterizedTest(name = "{0}: {1} calls on {2}: {3}")
    @CsvSource({
        "2026-11-20T17:00:00Z, 4, 2026-11-20, pass",
        "2026-11-20T17:00:00Z, 5, 2026-11-20, 2026-11-21T05:00:00Z",
        "2026-11-20T17:00:00Z, 6, 2026-11-20, 2026-11-21T05:00:00Z",
        "2026-11-20T17:00:00Z, 9, 2026-11-19, pass",
        "2026-11-21T04:59:59.999999Z, 5, 2026-11-20, 2026-11-21T05:00:00Z",
        "2026-11-21T05:00:00Z, 5, 2026-11-20, pass",
        // Another call was given an instant of tomorrow already.
        "2026-11-21T04:59:59.999999Z, 1, 2026-11-21, 2026-11-21T05:00:00Z",
        "2026-11-21T05:00:00Z, 5, 2026-11-21, 2026-11-22T05:00:00Z",
        // A day of 25 hours and one of 23.
        "2026-11-01T12:00:00Z, 5, 2026-11-01, 2026-11-02T05:00:00Z",
        "2027-03-14T12:00:00Z, 5, 2027-03-14, 2027-03-15T04:00:00Z"
    })
    void capsTheCampaignsDayInItsZone(Instant send, int calls, LocalDate day, String said) {
        scene.send = send;
        scene.maxCallsPerDay = 5;
        scene.campaignCalled(day, calls);

        assertDayFull(scene.judged(), said);
    }

    @Test
    void beginsADayWithoutMidnightWhereTheClockDoes() {
        scene.zone = ZoneId.of("Africa/Cairo");
        scene.send = Instant.parse("2026-04-23T12:00:00Z");
        scene.maxCallsPerDay = 1;
        scene.campaignCalled(LocalDate.parse("2026-04-23"), 1);

        assertDayFull(scene.judged(), "2026-04-23T22:00:00Z");
    }

    @ParameterizedTest(name = "{0}: {1} calls and {2} spent on {3}: {4}")
    @CsvSource({
        "2026-11-20T17:00:00Z, 4, 0.999999, 2026-11-20, pass",
        "2026-11-20T17:00:00Z, 5, 0, 2026-11-20, 2026-11-21T00:00:00Z",
        "2026-11-20T17:00:00Z, 0, 1.000000, 2026-11-20, 2026-11-21T00:00:00Z",
        "2026-11-20T17:00:00Z, 0, 1.000001, 2026-11-20, 2026-11-21T00:00:00Z",
        "2026-11-20T17:00:00Z, 5, 1, 2026-11-19, pass",
        "2026-11-20T23:59:59.999999Z, 5, 0, 2026-11-20, 2026-11-21T00:00:00Z",
        "2026-11-20T23:59:59.999999Z, 1, 0, 2026-11-21, 2026-11-21T00:00:00Z",
        "2026-11-21T00:00:00Z, 5, 1, 2026-11-20, pass"
    })
    void capsTheOrganizationsDayInUtc(
            Instant send, int calls, String spent, LocalDate day, String said) {
        scene.send = send;
        scene.organizationCallsPerDay = 5;
        scene.organizationSpendPerDay = new BigDecimal("1");
        scene.organizationCalled(day, calls, spent);

        assertDayFull(scene.judged(), said);
    }

    @Test
    void holdsTheSpendOfADayThatIsNotCountedAnyMore() {
        scene.send = Instant.parse("2026-11-20T23:59:59.999999Z");
        scene.organizationSpendPerDay = new BigDecimal("1");
        scene.organizationCalled(LocalDate.parse("2026-11-21"), 1, "0");

        assertDayFull(scene.judged(), "2026-11-21T00:00:00Z");
    }

    @ParameterizedTest(name = "{0} of 10 live, direct {1}: {2}")
    @CsvSource({
        "9, false, pass",
        "10, false, concurrency",
        "11, false, concurrency",
        "11, true, pass"
    })
    void countsTheCampaignsLiveCalls(int live, boolean direct, String said) {
        scene.campaignLive = live;
        scene.direct = direct;

        assertThat(said(scene.judged())).isEqualTo(said);
    }

    @ParameterizedTest(name = "{0} of 10 live, single {1}: {2}")
    @CsvSource({
        "8, false, pass",
        "9, false, concurrency",
        "9, true, pass",
        "10, true, concurrency",
        "11, true, concurrency"
    })
    void countsTheAccountsLiveCallsAndLeavesTheLastSlotToSingleOnes(
            int live, boolean single, String said) {
        scene.accountLive = live;
        scene.single = single;

        assertThat(said(scene.judged())).isEqualTo(said);
    }

    /** A cap of 5 a day (UTC) and a minute to cool down. */
    @ParameterizedTest(name = "{0}: {1} calls on {2}, the last {3} before: {4}")
    @CsvSource({
        "2026-11-20T17:00:00Z, 4, 2026-11-20, PT1M0.000001S, pass",
        "2026-11-20T17:00:00Z, 4, 2026-11-20, PT1M, pass",
        "2026-11-20T17:00:00Z, 4, 2026-11-20, PT59.999999S, 2026-11-20T17:00:00.000001Z",
        "2026-11-20T17:00:00Z, 5, 2026-11-20, PT1H, 2026-11-21T00:00:00Z",
        "2026-11-20T17:00:00Z, 5, 2026-11-20, PT1S, 2026-11-21T00:00:00Z",
        "2026-11-20T17:00:00Z, 5, 2026-11-19, PT17H, pass",
        "2026-11-20T23:59:59.999999Z, 5, 2026-11-20, PT1H, 2026-11-21T00:00:00Z",
        "2026-11-20T23:59:59.999999Z, 1, 2026-11-21, PT1H, 2026-11-21T00:00:00Z",
        "2026-11-21T00:00:00Z, 5, 2026-11-20, PT1H, pass"
    })
    void restsACallerId(Instant send, int calls, LocalDate day, Duration ago, String said) {
        scene.send = send;
        scene.callerIds = List.of(GateScene.callerId(0, 5, Duration.ofMinutes(1)));
        scene.callerIdCalled(scene.callerIds.getFirst(), day, calls, send.minus(ago));

        Verdict verdict = scene.judged();

        assertThat(said(verdict)).isEqualTo(said.equals("pass") ? "pass" : "caller_id");
        if (verdict instanceof Verdict.Wait wait) {
            assertThat(wait.next()).isEqualTo(said);
        }
    }

    // Ten minutes and a transfer of ten at 0.01 are 0.20.
    @ParameterizedTest
    @CsvSource({
        "0.80, 0.00, pass",
        "0.81, 0.00, 2026-11-21T00:00:00Z",
        "0.60, 0.20, pass",
        "0.60, 0.21, 2026-11-20T17:00:09.980Z",
        "0.00, 9.00, 2026-11-20T17:00:09.980Z"
    })
    void reservesTheHighestCostOfACall(String spent, BigDecimal reserved, String said) {
        scene.organizationSpendPerDay = new BigDecimal("1");
        scene.pricePerMinute = new BigDecimal("0.01");
        scene.organizationCalled(TODAY, 3, spent);
        scene.reserved = reserved;

        assertDayFull(scene.judged(), said);
    }

    @Test
    void passesOverTiredCallerIdsAndWaitsForTheFirstToRest() {
        scene.callerIds =
                List.of(
                        GateScene.callerId(0, null, Duration.ofMinutes(3)),
                        GateScene.callerId(1, null, Duration.ofMinutes(2)),
                        GateScene.callerId(2, 1, null));
        for (GateFacts.CallerId callerId : scene.callerIds) {
            scene.callerIdCalled(callerId, TODAY, 1, SEND.minusSeconds(60));
        }
        assertThat(scene.judged())
                .isEqualTo(
                        new Verdict.Wait(
                                "caller_id",
                                SEND.plusSeconds(60),
                                "every caller id has had its calls of the day or must cool down"));

        scene.callerIdCalled(scene.callerIds.get(2), TODAY.minusDays(1), 1, SEND.minus(DAY));

        assertThat(scene.judged()).isEqualTo(new Verdict.Pass(SEND, scene.callerIds.get(2)));
    }

    @ParameterizedTest(name = "ranks {0}, turn {1}, tired {2}: {3}")
    @CsvSource({
        "1 1 1, 0, '',  0",
        "1 1 1, 4, '',  1",
        "2 0 1, 0, '',  1",
        "2 0 1, 5, '',  1",
        "2 0 1, 0, 1,   2",
        "2 0 1, 0, 1 2, 0",
        "1 2 1, 0, '',  0",
        "1 2 1, 1, '',  2"
    })
    void showsWhatTheCampaignPrefersAmongThoseThatAreFree(
            String ranks, int turn, String tired, int shown) {
        scene.callerIds =
                IntStream.range(0, 3)
                        .mapToObj(n -> GateScene.callerId(n, Integer.parseInt(ranks.split(" ")[n])))
                        .toList();
        scene.campaignCalled(TODAY, turn);
        for (String each : tired.isEmpty() ? new String[0] : tired.split(" ")) {
            scene.callerIdCalled(
                    scene.callerIds.get(Integer.parseInt(each)), TODAY, 1, SEND.minusSeconds(1));
        }

        assertThat(scene.judged()).isEqualTo(new Verdict.Pass(SEND, scene.callerIds.get(shown)));
    }

    @Test
    void showsOnlyVerifiedCallerIds() {
        scene.callerIds = List.of();

        assertThat(said(scene.judged())).isEqualTo("caller_id");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "DRAFT, campaign_draft",
        "SCHEDULED, scheduled",
        "ACTIVE, pass",
        "PAUSED, campaign_paused",
        "COMPLETED, canceled",
        "STOPPED, canceled"
    })
    void dialsForActiveCampaignsOnly(CampaignStatus status, String said) {
        scene.status = status;

        assertThat(said(scene.judged())).isEqualTo(said);
    }

    @Test
    void saysTheFirstOfTwoRulesThatAreBroken() {
        for (int first = 0; first < IN_ORDER.size(); first++) {
            for (Breach second : IN_ORDER.subList(first + 1, IN_ORDER.size())) {
                var both = new GateScene();
                // The earlier one last, since some set the same fact.
                second.breaks().accept(both);
                IN_ORDER.get(first).breaks().accept(both);

                assertThat(said(both.judged()))
                        .as("%s and %s", IN_ORDER.get(first).said(), second.said())
                        .isEqualTo(IN_ORDER.get(first).said());
            }
        }
    }

    private static List<Breach> inOrder() {
        return List.of(
                new Breach("canceled", scene -> scene.status = CampaignStatus.STOPPED),
                new Breach("suppressed", scene -> scene.suppression = "asked"),
                new Breach("expired", scene -> scene.endsAt = SEND),
                new Breach("exhausted", scene -> scene.attempts = 3),
                new Breach("failed", scene -> scene.countryAllowed = false),
                new Breach("campaign_paused", scene -> scene.status = CampaignStatus.PAUSED),
                new Breach("scheduled", scene -> scene.scheduledAt = SEND.plusSeconds(1)),
                new Breach("account_problem", scene -> scene.organizationActive = false),
                new Breach(
                        "retry_delay",
                        scene -> {
                            scene.spacing = Duration.ofHours(1);
                            scene.lastAttemptAt = SEND.minusSeconds(1);
                        }),
                new Breach(
                        "calling_hours",
                        scene -> scene.hours = new CallingHours(Map.of(), Set.of())),
                new Breach("number_cap", scene -> scene.callsPerNumber = Map.of("PT24H", 0)),
                new Breach("daily_cap", scene -> scene.maxCallsPerDay = 0),
                new Breach(
                        "carrier_down",
                        scene ->
                                scene.trouble =
                                        new AccountTrouble(
                                                "carrier_down",
                                                "down",
                                                GateScene.SEND.plusSeconds(60))),
                new Breach("concurrency", scene -> scene.campaignLive = 10),
                new Breach("caller_id", scene -> scene.callerIds = List.of()));
    }

    private static void assertDayFull(Verdict verdict, String said) {
        assertThat(said(verdict)).isEqualTo(said.equals("pass") ? "pass" : "daily_cap");
        if (verdict instanceof Verdict.Wait wait) {
            assertThat(wait.next()).isEqualTo(said);
        }
    }

    private static String said(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Pass pass -> "pass";
            case Verdict.Wait wait -> wait.rule();
            case Verdict.Over over -> over.outcome().wire();
        };
    }

    private static Window window(String written) {
        String[] ends = written.split("-");
        return new Window(minute(ends[0]), minute(ends[1]));
    }

    private static int minute(String written) {
        return Integer.parseInt(written.substring(0, 2)) * 60
                + Integer.parseInt(written.substring(3));
    }
}
