package io.carillon.workflows.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.workflows.call.CallResult;
import io.carillon.workflows.call.MachinePolicy;
import io.carillon.workflows.campaign.AfterCall.Again;
import io.carillon.workflows.campaign.AfterCall.Attempt;
import io.carillon.workflows.campaign.AfterCall.Done;
import io.carillon.workflows.campaign.AfterCall.NextPhone;
import io.carillon.workflows.campaign.AfterCall.Standing;
import io.carillon.workflows.lead.LeadOutcome;
import io.carillon.workflows.schedule.CallingHours;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The contract's table from result to outcome, row by row. */
class AfterCallTest {
    private static final Instant DIALED = Instant.parse("2026-11-20T15:00:00Z");
    private static final Instant ENDED = Instant.parse("2026-11-20T15:01:00Z");
    private static final Standing FIRST = new Standing(1, 0, false, false);

    @ParameterizedTest(name = "{0}, message left {1}: {2}")
    @CsvSource({
        "HUMAN, false, REACHED",
        "MACHINE, true, VOICEMAIL",
        "MACHINE, false, EXHAUSTED",
        "FAX, false, EXHAUSTED",
        "UNKNOWN, false, EXHAUSTED",
        "NO_ANSWER, false, EXHAUSTED",
        "BUSY, false, EXHAUSTED",
        "REJECTED, false, EXHAUSTED",
        "CONGESTION, false, EXHAUSTED",
        "INVALID_NUMBER, false, INVALID_NUMBER",
        "CARRIER_ERROR, false, FAILED",
        "BLOCKED, false, FAILED",
        "CANCELED, false, CANCELED"
    })
    void outcomeWhenNotRetried(CallResult result, boolean messageLeft, LeadOutcome outcome) {
        assertThat(AfterCall.decide(attempt(result, messageLeft), FIRST, settings(Map.of(), 3)))
                .isEqualTo(new Done(outcome));
    }

    @ParameterizedTest(name = "{0}, message left {1}, entry for every result: retried {2}")
    @CsvSource({
        "HUMAN, false, false",
        "MACHINE, true, false",
        "MACHINE, false, true",
        "FAX, false, true",
        "UNKNOWN, false, true",
        "NO_ANSWER, false, true",
        "BUSY, false, true",
        "REJECTED, false, true",
        "CONGESTION, false, true",
        "INVALID_NUMBER, false, false",
        "CARRIER_ERROR, false, true",
        "BLOCKED, false, true",
        "CANCELED, false, false"
    })
    void retriedWhenThereIsAnEntry(CallResult result, boolean messageLeft, boolean retried) {
        AfterCall decided =
                AfterCall.decide(attempt(result, messageLeft), FIRST, settings(everyResult(), 3));

        if (retried) {
            assertThat(decided).isEqualTo(new Again(ENDED.plus(Duration.ofMinutes(10))));
        } else {
            assertThat(decided).isInstanceOf(Done.class);
        }
    }

    @ParameterizedTest(name = "retry {0}: after {1} minutes")
    @CsvSource({"0, 10", "1, 30", "2, 30", "7, 30"})
    void usesTheNthDelayAndRepeatsTheLast(int used, long minutes) {
        CampaignSettings settings =
                settings(Map.of("busy", List.of(minutes(10), minutes(30))), 100);

        assertThat(
                        AfterCall.decide(
                                attempt(CallResult.BUSY, false),
                                new Standing(used + 1, used, false, false),
                                settings))
                .isEqualTo(new Again(ENDED.plus(minutes(minutes))));
    }

    // The promise is for 60 minutes after the end of the call, which began a minute before.
    @ParameterizedTest(name = "{0} after {1} of 3 attempts, {2} minutes apart, single {3}: {4}")
    @CsvSource({
        "HUMAN,     1, 0,  false, 60",
        "HUMAN,     2, 0,  false, 60",
        "HUMAN,     1, 30, false, 60",
        "HUMAN,     1, 90, false, 89",
        "UNKNOWN,   1, 0,  false, 60",
        "MACHINE,   1, 0,  false, 60",
        "HUMAN,     3, 0,  false, reached",
        "HUMAN,     1, 0,  true,  reached",
        "CANCELED,  1, 0,  false, canceled"
    })
    void callsBackWhenItWasPromised(
            CallResult result, int attempts, long spacing, boolean single, String expected) {
        AfterCall decided =
                AfterCall.decide(
                        new Attempt(
                                result, false, false, true, DIALED, ENDED, ENDED.plus(minutes(60))),
                        new Standing(attempts, 0, true, single),
                        spaced(settings(everyResult(), 3), minutes(spacing)));

        assertThat(decided)
                .isEqualTo(
                        expected.matches("[0-9]+")
                                ? new AfterCall.CallBack(
                                        ENDED.plus(minutes(Long.parseLong(expected))))
                                : new Done(LeadOutcome.ofWire(expected)));
    }

    @Test
    void whoOptedOutIsNotCalledBack() {
        assertThat(
                        AfterCall.decide(
                                new Attempt(
                                        CallResult.HUMAN,
                                        false,
                                        true,
                                        false,
                                        DIALED,
                                        ENDED,
                                        ENDED.plus(minutes(60))),
                                FIRST,
                                settings(everyResult(), 3)))
                .isEqualTo(new Done(LeadOutcome.OPTED_OUT));
    }

    @Test
    void stopsAtTheCap() {
        assertThat(
                        AfterCall.decide(
                                attempt(CallResult.BUSY, false),
                                new Standing(3, 2, true, false),
                                settings(everyResult(), 3)))
                .isEqualTo(new Done(LeadOutcome.EXHAUSTED));
    }

    @Test
    void anEmptyListIsNoRetry() {
        assertThat(
                        AfterCall.decide(
                                attempt(CallResult.BUSY, false),
                                FIRST,
                                settings(Map.of("busy", List.of()), 3)))
                .isEqualTo(new Done(LeadOutcome.EXHAUSTED));
    }

    @Test
    void theLaterOfDelayAndSpacingWins() {
        CampaignSettings settings = spaced(settings(everyResult(), 3), Duration.ofMinutes(60));

        assertThat(AfterCall.decide(attempt(CallResult.BUSY, false), FIRST, settings))
                .isEqualTo(new Again(DIALED.plus(Duration.ofMinutes(60))));
    }

    @Test
    void triesTheNextNumberWhenTheListedRetriesAreUsedUp() {
        CampaignSettings settings =
                settings(Map.of("busy", List.of(minutes(10), minutes(30))), 100);

        assertThat(
                        AfterCall.decide(
                                attempt(CallResult.BUSY, false),
                                new Standing(2, 1, true, false),
                                settings))
                .isEqualTo(new Again(ENDED.plus(minutes(30))));
        assertThat(
                        AfterCall.decide(
                                attempt(CallResult.BUSY, false),
                                new Standing(3, 2, true, false),
                                settings))
                .isEqualTo(new NextPhone(ENDED));
    }

    @ParameterizedTest
    @EnumSource(
            value = CallResult.class,
            names = {"HUMAN", "CANCELED"},
            mode = EnumSource.Mode.EXCLUDE)
    void triesTheNextNumberAtOnceWhereNothingIsRetried(CallResult result) {
        assertThat(
                        AfterCall.decide(
                                attempt(result, false),
                                new Standing(1, 0, true, false),
                                settings(Map.of(), 3)))
                .isEqualTo(new NextPhone(ENDED));
    }

    @Test
    void anInvalidNumberIsNeverRetriedButTheNextOneIsTriedAfterTheSpacing() {
        CampaignSettings settings = spaced(settings(everyResult(), 3), Duration.ofMinutes(5));

        assertThat(
                        AfterCall.decide(
                                attempt(CallResult.INVALID_NUMBER, false),
                                new Standing(1, 0, true, false),
                                settings))
                .isEqualTo(new NextPhone(DIALED.plus(Duration.ofMinutes(5))));
    }

    @ParameterizedTest
    @EnumSource(CallResult.class)
    void anOptOutIsTheOutcomeWhateverTheResult(CallResult result) {
        assertThat(
                        AfterCall.decide(
                                new Attempt(result, false, true, false, DIALED, ENDED, null),
                                new Standing(1, 0, true, false),
                                settings(everyResult(), 3)))
                .isEqualTo(new Done(LeadOutcome.OPTED_OUT));
    }

    @ParameterizedTest
    @EnumSource(CallResult.class)
    void aSingleCallIsNeverRetried(CallResult result) {
        assertThat(
                        AfterCall.decide(
                                attempt(result, false),
                                new Standing(1, 0, true, true),
                                settings(everyResult(), 3)))
                .isInstanceOf(Done.class);
    }

    @ParameterizedTest(name = "goal {0}, delays {1}: {2}")
    @CsvSource({
        "true, PT10M, reached",
        "false, PT10M, 2026-11-20T15:11:00Z",
        "false, none named, 2026-11-20T15:01:01Z",
        "false, empty, reached"
    })
    void triesAPersonAgainUntilTheGoalWhenToldTo(boolean goal, String delays, String then) {
        Map<String, List<Duration>> retry =
                switch (delays) {
                    case "none named" -> Map.of();
                    case "empty" -> Map.of("human", List.of());
                    default -> Map.of("human", List.of(Duration.parse(delays)));
                };
        AfterCall decided =
                AfterCall.decide(
                        new Attempt(CallResult.HUMAN, false, false, goal, DIALED, ENDED, null),
                        FIRST,
                        untilGoal(settings(retry, 3)));

        assertThat(decided)
                .isEqualTo(
                        then.equals("reached")
                                ? new Done(LeadOutcome.REACHED)
                                : new Again(Instant.parse(then)));
    }

    private static Attempt attempt(CallResult result, boolean messageLeft) {
        return new Attempt(result, messageLeft, false, false, DIALED, ENDED, null);
    }

    private static Duration minutes(long minutes) {
        return Duration.ofMinutes(minutes);
    }

    private static Map<String, List<Duration>> everyResult() {
        Map<String, List<Duration>> retry = new HashMap<>();
        for (CallResult result : CallResult.values()) {
            retry.put(result.wire(), List.of(minutes(10)));
        }
        return retry;
    }

    private static CampaignSettings settings(Map<String, List<Duration>> retry, int attempts) {
        return settings(retry, attempts, Duration.ZERO, false);
    }

    private static CampaignSettings spaced(CampaignSettings settings, Duration spacing) {
        return settings(settings.retry(), settings.maxAttemptsPerLead(), spacing, false);
    }

    private static CampaignSettings untilGoal(CampaignSettings settings) {
        return settings(settings.retry(), settings.maxAttemptsPerLead(), Duration.ZERO, true);
    }

    private static CampaignSettings settings(
            Map<String, List<Duration>> retry, int attempts, Duration spacing, boolean untilGoal) {
        return new CampaignSettings(
                CallingHours.allDay(),
                ZoneId.of("America/New_York"),
                true,
                true,
                10,
                1,
                null,
                attempts,
                spacing,
                Duration.ofSeconds(30),
                Duration.ofMinutes(10),
                retry,
                null,
                untilGoal,
                new MachinePolicy(
                        true, MachinePolicy.OnMachine.HANG_UP, MachinePolicy.OnUnknown.CONTINUE),
                null,
                "US",
                List.of("US"),
                "update",
                Map.of(),
                Map.of(),
                null);
    }
}
