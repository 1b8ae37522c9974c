package io.carillon.activities.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.call.CallBed;
import io.carillon.activities.call.Gate;
import io.carillon.activities.carrier.DialAnswer;
import io.carillon.activities.database.UuidV7;
import io.carillon.activities.temporal.WorkflowStarter.RunState;
import io.carillon.activities.testing.Rows;
import io.carillon.activities.testing.Runbook;
import io.carillon.activities.testing.TestDatabase;
import io.carillon.workflows.call.CallActivities;
import io.carillon.workflows.call.CallEnding;
import io.carillon.workflows.call.CallResult;
import io.carillon.workflows.call.LookUp;
import io.carillon.workflows.campaign.CampaignStart;
import io.carillon.workflows.ids.CallId;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.PGConnection;

import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/**
 * The runbook's restore, its steps as they stand there, over rows as a backup has them: whatever it
 * knew of a request that left after it, and whatever Temporal remembers, nobody is rung for
 * nothing.
 */
class RestoredBackupTest {
    private static final CallBed BED = new CallBed();
    private static final TestDatabase DATABASE = BED.database();
    private static final CallActivities CALLS = BED.bean(CallActivities.class);
    private static final Sweeper SWEEPER = BED.bean(Sweeper.class);
    private static final CampaignStart CAMPAIGN =
            BED.rows.campaign(
                    "active",
                    Rows.settings("{\"retry\":{\"unknown\":[\"PT1M\"],\"no_answer\":[\"PT1M\"]}}"));
    private static final Runbook RUNBOOK = Runbook.read();

    /** What the backup knows of the request. */
    private enum Known {
        NOTHING,
        CLAIMED,
        RESERVED
    }

    /** What becomes of its workflow. */
    private enum Temporal {
        IS_LOST,
        ASKS_AGAIN,
        RECOVERS
    }

    /** A call of the lost time, and its number. */
    private record Lost(CallId call, String number) {
        String line(String from, Instant at) {
            return "{\"at\":\"%s\",\"to\":\"%s\",\"from\":\"%s\",\"reference\":\"%s\",\"rang\":true}"
                    .formatted(at, number, from, call);
        }
    }

    @AfterAll
    static void close() {
        BED.close();
    }

    @BeforeEach
    void calm() {
        BED.calm();
        DATABASE.asSuperuser(
                """
                DROP TABLE IF EXISTS restore_active, restore_lines, restore_unknown;
                UPDATE organizations SET status = 'active';
                UPDATE leads SET status = 'done', outcome = 'failed' WHERE status <> 'done';
                """);
    }

    @ParameterizedTest
    @CsvSource({
        "NOTHING, IS_LOST",
        "NOTHING, ASKS_AGAIN",
        "NOTHING, RECOVERS",
        "CLAIMED, IS_LOST",
        "CLAIMED, ASKS_AGAIN",
        "CLAIMED, RECOVERS",
        "RESERVED, IS_LOST",
        "RESERVED, ASKS_AGAIN",
        "RESERVED, RECOVERS",
    })
    void whoWasSpokenToSinceTheBackupIsNotCalledAgain(Known known, Temporal temporal)
            throws Exception {
        Lost lost = lost(known);
        BED.driver.found = new LookUp.Ended(true, null, "hung_up");

        restore(lost, temporal);

        assertThat(BED.call(lost.call(), "state || ' ' || result || ' ' || attempt"))
                .isEqualTo("completed unknown 1");
        assertThat(BED.events(lost.call())).containsExactly("call.initiated", "call.completed");
        CallId next = againDue(lost);
        CALLS.dial(next);
        assertThat(lead(lost, "outcome")).isEqualTo("suppressed");
        assertThat(BED.driver.dials).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "NOTHING, IS_LOST",
        "CLAIMED, ASKS_AGAIN",
        "RESERVED, RECOVERS",
    })
    void whoDidNotAnswerSinceTheBackupIsTriedAgainByTheCampaignsRules(
            Known known, Temporal temporal) throws Exception {
        Lost lost = lost(known);
        BED.driver.found = new LookUp.Ended(false, CallResult.NO_ANSWER, "no_answer");

        restore(lost, temporal);

        assertThat(BED.call(lost.call(), "state || ' ' || result || ' ' || attempt"))
                .isEqualTo("failed no_answer 1");
        assertThat(lead(lost, "status || ' ' || attempts")).isEqualTo("pending 1");
        assertThat(BED.driver.dials).isEmpty();
        CallId next = againDue(lost);
        CALLS.dial(next);
        assertThat(BED.driver.dials).hasSize(1);
        assertThat(BED.call(next, "attempt")).isEqualTo("2");
    }

    @Test
    void nobodyIsDialedBeforeTheLastStep() throws Exception {
        CallId claimed = BED.claimed(CAMPAIGN);

        run("restore-suspend");
        CALLS.dial(claimed);

        assertThat(BED.driver.dials).isEmpty();
        assertThat(BED.call(claimed, "state")).isEqualTo("gone");
    }

    @Test
    void twoRequestsToOneNumberAreWrittenOneAfterTheOther() throws Exception {
        Lost first = lost(Known.NOTHING);
        var second = new Lost(new CallId(UuidV7.next()), first.number());
        BED.driver.found = new LookUp.Ended(false, CallResult.NO_ANSWER, "no_answer");
        run("restore-suspend");
        carrierSays(
                first.line(Rows.CALLER_ID, before()),
                second.line(Rows.CALLER_ID, before().plusMillis(500)));

        run("restore-adopt");
        SWEEPER.sweep();
        assertThat(left()).isEqualTo(1);
        run("restore-adopt");
        SWEEPER.sweep();

        assertThat(left()).isZero();
        assertThat(BED.call(first.call(), "attempt")).isEqualTo("1");
        assertThat(BED.call(second.call(), "attempt")).isEqualTo("2");
    }

    /** Its line is older than the backup: the backup knows that it let the request through. */
    @Test
    void whatTheCarrierTurnedAwayBeforeTheBackupIsDialed() throws Exception {
        BED.driver.answer = request -> new DialAnswer.NotSent("429", DialAnswer.Problem.RATE);
        CallId away = BED.claimed(CAMPAIGN);
        String number = BED.call(away, "to_number");
        String line = new Lost(away, number).line(Rows.CALLER_ID, Instant.now());
        CALLS.dial(away);
        BED.driver.reset();
        run("restore-suspend");

        carrierSays(line);
        run("restore-adopt");
        run("restore-suppress");
        run("restore-resume");

        assertThat(suppressed(number)).isFalse();
        CALLS.dial(againDue(new Lost(away, number)));
        assertThat(BED.driver.dials).hasSize(1);
    }

    @Test
    void aDayThatIsFullByTheLostTimeIsFull() throws Exception {
        CampaignStart capped = BED.rows.campaign("active", Rows.settings("{\"maxCallsPerDay\":1}"));
        Lost lost = lost(capped, Known.NOTHING);
        BED.driver.found = new LookUp.Ended(false, CallResult.NO_ANSWER, "no_answer");
        CallId next = BED.claimed(capped);

        restore(lost, Temporal.IS_LOST);
        CALLS.dial(next);

        assertThat(BED.call(lost.call(), "restored_at IS NOT NULL")).isEqualTo("true");
        assertThat(BED.driver.dials).isEmpty();
        assertThat(lead(lost, "attempts")).isEqualTo("1");
    }

    /** Its workflow has run since and gave it back; without the list it might have dialed. */
    @ParameterizedTest
    @EnumSource(Temporal.class)
    void whoWasClaimedAndNeverDialedIsCalled(Temporal temporal) throws Exception {
        Lost claimed = lost(Known.CLAIMED);
        var stranger = new Lost(new CallId(UuidV7.next()), "+12025559998");
        BED.workflows.states.put(claimed.call().toString(), RunState.COMPLETED);
        run("restore-suspend");

        carrierSays(stranger.line(Rows.CALLER_ID, before()));
        run("restore-adopt");
        goesOn(claimed, temporal);
        SWEEPER.sweep();
        run("restore-suppress");
        run("restore-resume");

        assertThat(lead(claimed, "status || ' ' || attempts")).isEqualTo("pending 0");
        CALLS.dial(againDue(claimed));
        assertThat(BED.driver.dials).hasSize(1);
    }

    @Test
    void whoseLeadTheBackupDoesNotKnowIsSuppressed() throws Exception {
        var stranger = new Lost(new CallId(UuidV7.next()), "+12025559999");
        run("restore-suspend");
        carrierSays(stranger.line(Rows.CALLER_ID, before()));

        run("restore-adopt");
        assertThat(left()).isZero();
        run("restore-suppress");
        run("restore-resume");

        assertThat(suppressed(stranger.number())).isTrue();
    }

    @Test
    void whatTheBackupKnowsIsLeftAlone() throws Exception {
        CallId dialed = BED.claimed(CAMPAIGN);
        CALLS.dial(dialed);
        CALLS.conclude(dialed, new CallEnding(CallResult.HUMAN, "hung_up", true, false));
        var known = new Lost(dialed, BED.call(dialed, "to_number"));
        String before = BED.call(dialed, "to_jsonb(calls)");
        run("restore-suspend");

        carrierSays(known.line(Rows.CALLER_ID, before()));
        run("restore-adopt");
        run("restore-suppress");

        assertThat(BED.call(dialed, "to_jsonb(calls)")).isEqualTo(before);
        assertThat(suppressed(known.number())).isFalse();
    }

    private Lost lost(Known known) {
        return lost(CAMPAIGN, known);
    }

    private Lost lost(CampaignStart campaign, Known known) {
        CallId claimed = BED.claimed(campaign);
        String number = BED.call(claimed, "to_number");
        switch (known) {
            // The claim came after the backup, too.
            case NOTHING -> {
                BED.rows.update(
                        "UPDATE leads SET status = 'pending', call_id = NULL WHERE call_id = :call AND organization_id = :organization",
                        Map.of("call", claimed.value()));
                BED.rows.update(
                        "DELETE FROM calls WHERE id = :call AND organization_id = :organization",
                        Map.of("call", claimed.value()));
            }
            case CLAIMED -> {}
            case RESERVED ->
                    assertThat(BED.bean(Gate.class).pass(claimed))
                            .isInstanceOf(Gate.Answer.Open.class);
        }
        BED.set(claimed, "claimed_at = carillon_now() - interval '10 seconds'");
        return new Lost(claimed, number);
    }

    /** Every step in its order; between the fifth and the seventh the processes are started. */
    private void restore(Lost lost, Temporal temporal) throws SQLException, IOException {
        run("restore-suspend");
        carrierSays(lost.line(Rows.CALLER_ID, before()));
        run("restore-adopt");
        goesOn(lost, temporal);
        SWEEPER.sweep();
        assertThat(left()).isZero();
        run("restore-suppress");
        run("restore-resume");
    }

    private static void goesOn(Lost lost, Temporal temporal) {
        switch (temporal) {
            case IS_LOST -> {}
            case ASKS_AGAIN -> CALLS.dial(lost.call());
            case RECOVERS -> CALLS.recover(lost.call());
        }
    }

    private void carrierSays(String... lines) throws SQLException, IOException {
        run("restore-lines");
        try (Connection connection = DATABASE.superuser()) {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(
                            RUNBOOK.copied("restore-copy"),
                            new StringReader(String.join("\n", List.of(lines)) + "\n"));
        }
        run("restore-unknown");
        run("restore-claims");
    }

    /** The lead is pending; claimed as the dispatcher does when it is due. */
    private static CallId againDue(Lost lost) {
        assertThat(lead(lost, "status")).isEqualTo("pending");
        var call = new CallId(UuidV7.next());
        BED.rows.update(
                """
                INSERT INTO calls (id, organization_id, campaign_id, lead_id, state, to_number, callback_token, claimed_at)
                SELECT :call, organization_id, campaign_id, id, 'claimed', phones[1], :call::text, carillon_now()
                FROM leads WHERE phones[1] = :number AND organization_id = :organization
                """,
                Map.of("call", call.value(), "number", lost.number()));
        BED.rows.update(
                "UPDATE leads SET status = 'in_call', call_id = :call WHERE phones[1] = :number AND organization_id = :organization",
                Map.of("call", call.value(), "number", lost.number()));
        return call;
    }

    private static @Nullable String lead(Lost lost, String column) {
        return BED.rows.value(
                String.class,
                "SELECT " + column + " FROM leads WHERE phones[1] = :id",
                lost.number());
    }

    private static long left() throws SQLException {
        try (Connection connection = DATABASE.superuser();
                var statement = connection.createStatement();
                var count = statement.executeQuery(RUNBOOK.step("restore-left").getFirst())) {
            count.next();
            return count.getLong(1);
        }
    }

    private static boolean suppressed(String number) {
        return BED.rows.value(
                Boolean.class,
                "SELECT EXISTS (SELECT FROM suppressions WHERE number = :id)",
                number);
    }

    private static void run(String step) {
        RUNBOOK.step(step).forEach(DATABASE::asSuperuser);
    }

    /** A restore takes longer. */
    private static Instant before() {
        return Instant.now().minusSeconds(10).truncatedTo(ChronoUnit.MICROS);
    }
}
