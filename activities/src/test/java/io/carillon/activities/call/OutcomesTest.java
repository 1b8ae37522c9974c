package io.carillon.activities.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.lead.DaySpread;
import io.carillon.activities.testing.Rows;
import io.carillon.activities.testing.TestDatabase;
import io.carillon.workflows.call.CallEnding;
import io.carillon.workflows.call.CallResult;
import io.carillon.workflows.campaign.CampaignStart;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.LeadId;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** What a call's end writes: call, lead, decision and events, once. */
class OutcomesTest {
    private static final TestDatabase DATABASE = TestDatabase.open();

    private final Gates gates = new Gates(DATABASE.transactions());
    private Rows rows;
    private CampaignStart campaign;
    private LeadId lead;
    private CallId call;

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @BeforeEach
    void dial() {
        rows = Rows.in(DATABASE);
        campaign = rows.campaign("active", Rows.settings());
        lead = rows.lead(campaign, "+12125550123", "America/New_York");
        call = Gates.claim(rows, campaign, lead);
        assertThat(gates.gate.pass(call)).isInstanceOf(Gate.Answer.Open.class);
    }

    @ParameterizedTest(name = "{0}: {1}, {2}, {3}")
    @CsvSource({
        "HUMAN,          completed, done,    reached,        call.initiated call.completed lead.finished",
        "MACHINE,        completed, done,    exhausted,      call.initiated call.completed lead.finished",
        "FAX,            completed, done,    exhausted,      call.initiated call.completed lead.finished",
        "UNKNOWN,        failed,    done,    exhausted,      call.failed lead.finished",
        "NO_ANSWER,      failed,    pending, ,               call.initiated call.failed",
        "BUSY,           failed,    pending, ,               call.initiated call.failed",
        "REJECTED,       failed,    done,    exhausted,      call.initiated call.failed lead.finished",
        "CONGESTION,     failed,    done,    exhausted,      call.initiated call.failed lead.finished",
        "INVALID_NUMBER, failed,    done,    invalid_number, call.initiated call.failed lead.finished",
        "CARRIER_ERROR,  failed,    done,    failed,         call.initiated call.failed lead.finished",
        "BLOCKED,        failed,    done,    failed,         call.initiated call.failed lead.finished",
        "CANCELED,       canceled,  done,    canceled,       call.canceled lead.finished"
    })
    void writesWhatTheTableSays(
            CallResult result, String state, String status, String outcome, String events) {
        boolean first = gates.outcomes.conclude(call, Gates.ending(result));

        assertThat(first).isTrue();
        assertThat(
                        row(
                                "SELECT state || ' ' || result || ' ' || (ended_at IS NOT NULL) FROM"
                                        + " calls WHERE id = :id",
                                call.value()))
                .isEqualTo(state + " " + result.wire() + " true");
        assertThat(
                        row(
                                "SELECT status || ' ' || coalesce(outcome, '') || ' ' || last_result ||"
                                        + " ' ' || (call_id IS NULL) FROM leads WHERE id = :id",
                                lead.value()))
                .isEqualTo(
                        status
                                + " "
                                + (outcome == null ? "" : outcome)
                                + " "
                                + result.wire()
                                + " true");
        assertThat(events()).containsExactlyInAnyOrder(events.split(" "));
    }

    @Test
    void theFirstEndingWins() {
        gates.outcomes.conclude(call, Gates.ending(CallResult.HUMAN));

        assertThat(gates.outcomes.conclude(call, Gates.ending(CallResult.BUSY))).isFalse();

        assertThat(row("SELECT result FROM calls WHERE id = :id", call.value())).isEqualTo("human");
        assertThat(events()).hasSize(3);
    }

    @Test
    void doesNotStandInTheLineOfTheGates() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            boolean ended =
                    DATABASE.transactions()
                            .system(
                                    () -> {
                                        lockCampaign("FOR NO KEY UPDATE");
                                        return done(threads.submit(this::busy));
                                    });

            assertThat(ended).isTrue();
        }
    }

    @Test
    void waitsForWhoStopsTheCampaignAndLeavesNoLeadBehind() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Boolean> ending =
                    DATABASE.transactions()
                            .system(
                                    () -> {
                                        lockCampaign("FOR UPDATE");
                                        Future<Boolean> begun = threads.submit(this::busy);
                                        awaitWaiting();
                                        change("status", "stopped");
                                        return begun;
                                    });
            assertThat(done(ending)).isTrue();
        }

        assertThat(row("SELECT status || ' ' || outcome FROM leads WHERE id = :id", lead.value()))
                .isEqualTo("done canceled");
    }

    private boolean busy() {
        return gates.outcomes.conclude(call, Gates.ending(CallResult.BUSY));
    }

    private void lockCampaign(String how) {
        DATABASE.transactions()
                .jdbc()
                .sql("SELECT id FROM campaigns WHERE id = :id " + how)
                .param("id", campaign.campaign().value())
                .query(UUID.class)
                .single();
    }

    private void change(String column, String value) {
        DATABASE.transactions()
                .jdbc()
                .sql("UPDATE campaigns SET " + column + " = :value WHERE id = :id")
                .param("value", value)
                .param("id", campaign.campaign().value())
                .update();
    }

    /** Until somebody stands behind the campaign's row. */
    private static void awaitWaiting() {
        while (!DATABASE.transactions()
                .jdbc()
                .sql(
                        "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND pid <> pg_backend_pid())")
                .query(Boolean.class)
                .single()) {
            Thread.onSpinWait();
        }
    }

    private static boolean done(Future<Boolean> ending) {
        try {
            return ending.get(5, TimeUnit.SECONDS);
        } catch (Exception late) {
            throw new AssertionError("the call does not end", late);
        }
    }

    @Test
    void retriesTheSameNumberAfterItsDelay() {
        gates.outcomes.conclude(call, Gates.ending(CallResult.BUSY));

        assertThat(
                        row(
                                "SELECT phone_index || ' ' || (retries ->> 'busy') || ' ' || (due_at ="
                                        + " next_attempt_at) || ' ' || (next_attempt_at BETWEEN"
                                        + " carillon_now() + interval '55 seconds' AND carillon_now() +"
                                        + " interval '60 seconds') FROM leads WHERE id = :id",
                                lead.value()))
                .isEqualTo("0 1 true true");
        assertThat(gates.woken.campaigns).containsExactly(campaign);
    }

    @Test
    void triesAnotherPartOfTheDayWhenTheCampaignSaysSo() {
        change("{\"retrySpread\":\"day_parts\"}");

        gates.outcomes.conclude(call, Gates.ending(CallResult.NO_ANSWER));

        DaySpread.Part next = part("next_attempt_at");
        assertThat(next).isNotEqualTo(part("last_attempt_at")).isNotEqualTo(DaySpread.Part.NIGHT);
        assertThat(
                        row(
                                "SELECT rule || ' ' || detail || ' ' || (l.due_at = d.next_at) FROM"
                                        + " lead_decisions d JOIN leads l ON l.id = d.lead_id WHERE"
                                        + " l.id = :id AND decision = 'retried'",
                                lead.value()))
                .isEqualTo("retry_delay in the " + next.wire() + " true");
    }

    @Test
    void doesNotWaitForAnotherPartOfTheDayAfterWhatRangNobody() {
        change("{\"retrySpread\":\"day_parts\",\"retry\":{\"congestion\":[\"PT1M\"]}}");

        gates.outcomes.conclude(call, Gates.ending(CallResult.CONGESTION));

        assertThat(
                        row(
                                "SELECT (next_attempt_at < carillon_now() + interval '61 seconds')::text"
                                        + " FROM leads WHERE id = :id",
                                lead.value()))
                .isEqualTo("true");
    }

    private void change(String settings) {
        rows.update(
                "UPDATE campaigns SET settings = settings || :settings::jsonb WHERE id = :campaign"
                        + " AND organization_id = :organization",
                Map.of("settings", settings, "campaign", campaign.campaign().value()));
    }

    private DaySpread.Part part(String column) {
        return DaySpread.Part.at(
                LocalTime.parse(
                        row(
                                "SELECT to_char("
                                        + column
                                        + " AT TIME ZONE 'America/New_York', 'HH24:MI:SS') FROM"
                                        + " leads WHERE id = :id",
                                lead.value())));
    }

    @ParameterizedTest(name = "{0} after {1}: {2}")
    @CsvSource({
        "HUMAN, PT2H, pending 0 {} true call_back",
        "HUMAN, nonsense, done",
        "MACHINE, PT2H, pending 0 {} true call_back",
        "NO_ANSWER, PT2H, pending 0 {} true call_back"
    })
    void callsBackWhenItWasPromised(CallResult result, String promise, String expected) {
        rows.update(
                "UPDATE calls SET call_back = :promise WHERE id = :call AND organization_id = :organization",
                Map.of("promise", promise, "call", call.value()));

        gates.outcomes.conclude(call, Gates.ending(result));

        assertThat(
                        row(
                                "SELECT CASE WHEN l.status = 'done' THEN 'done' ELSE l.status || ' ' ||"
                                        + " l.phone_index || ' ' || l.retries || ' ' || (l.next_attempt_at ="
                                        + " k.ended_at + interval '2 hours') || ' ' || (SELECT rule FROM"
                                        + " lead_decisions d WHERE d.lead_id = l.id AND decision ="
                                        + " 'retried') END FROM leads l JOIN calls k ON k.lead_id ="
                                        + " l.id WHERE l.id = :id",
                                lead.value()))
                .isEqualTo(expected);
    }

    @Test
    void aPromisedCallStandsBeforeTheWholeGate() {
        rows.update(
                "UPDATE calls SET call_back = 'PT1S' WHERE id = :call AND organization_id = :organization",
                Map.of("call", call.value()));
        change("{\"maxAttemptsPerLead\":2}");
        gates.outcomes.conclude(call, Gates.ending(CallResult.HUMAN));
        suppress("+12125550123", "asked", null);

        assertThat(gates.gate.pass(Gates.claim(rows, campaign, lead)))
                .isEqualTo(new Gate.Answer.Closed("suppression"));
    }

    @Test
    void thePromisedCallCountsTowardsTheCap() {
        rows.update(
                "UPDATE calls SET call_back = 'PT1S' WHERE id = :call AND organization_id = :organization",
                Map.of("call", call.value()));
        change("{\"maxAttemptsPerLead\":1}");

        gates.outcomes.conclude(call, Gates.ending(CallResult.HUMAN));

        assertThat(row("SELECT outcome FROM leads WHERE id = :id", lead.value()))
                .isEqualTo("reached");
    }

    @Test
    void goesOnToTheNextNumberWithItsOwnRetries() {
        phones("+12125550123", "+12125550124");

        gates.outcomes.conclude(call, Gates.ending(CallResult.INVALID_NUMBER));

        assertThat(
                        row(
                                "SELECT status || ' ' || phone_index || ' ' || retries FROM leads WHERE"
                                        + " id = :id",
                                lead.value()))
                .isEqualTo("pending 1 {}");
    }

    @Test
    void aLeadWhoseNextNumberIsSuppressedIsDone() {
        phones("+12125550123", "+12125550124");
        suppress("+12125550124", "asked", null);

        gates.outcomes.conclude(call, Gates.ending(CallResult.INVALID_NUMBER));

        assertThat(row("SELECT outcome FROM leads WHERE id = :id", lead.value()))
                .isEqualTo("suppressed");
    }

    @Test
    void aPersonWhoOptedOutIsDoneAsOptedOut() {
        suppress("+12125550123", "opt_out", call);

        gates.outcomes.conclude(call, Gates.ending(CallResult.HUMAN));

        assertThat(row("SELECT outcome FROM leads WHERE id = :id", lead.value()))
                .isEqualTo("opted_out");
    }

    @Test
    void aRetryInAStoppedCampaignIsCanceled() {
        rows.update(
                "UPDATE campaigns SET status = 'stopped' WHERE organization_id = :organization",
                Map.of());

        gates.outcomes.conclude(call, Gates.ending(CallResult.BUSY));

        assertThat(row("SELECT outcome FROM leads WHERE id = :id", lead.value()))
                .isEqualTo("canceled");
    }

    @Test
    void addsUpTalkAndCostByTheStartedMinute() {
        rows.update(
                "UPDATE carrier_accounts SET price_per_minute = 0.02 WHERE organization_id ="
                        + " :organization",
                Map.of());
        rows.update(
                "UPDATE calls SET state = 'in_progress', goal = 'confirmed', answers ="
                        + " '{\"choice\":\"1\"}', answered_at = carillon_now() - interval '61 seconds'"
                        + " WHERE organization_id = :organization",
                Map.of());

        gates.outcomes.conclude(call, Gates.ending(CallResult.HUMAN));

        assertThat(
                        row(
                                "SELECT (talk_seconds BETWEEN 61 AND 65) || ' ' || cost || ' ' || goal"
                                        + " || ' ' || (answers ->> 'choice') FROM leads WHERE id = :id",
                                lead.value()))
                .isEqualTo("true 0.040000 confirmed 1");
        assertThat(
                        row(
                                "SELECT spent_today::text FROM pacers WHERE scope = 'organization:' ||"
                                        + " :id",
                                rows.organizationId().value()))
                .isEqualTo("0.040000");
    }

    @Test
    void tellsTheCampaignWhichAnswersItsLeadsHave() {
        rows.update(
                "UPDATE calls SET answers = '{\"size\":\"3\",\"choice\":\"1\"}' WHERE organization_id = :organization",
                Map.of());

        gates.outcomes.conclude(call, Gates.ending(CallResult.HUMAN));

        assertThat(
                        row(
                                "SELECT string_agg(kind || ' ' || name, ', ' ORDER BY name) FROM campaign_columns WHERE campaign_id = :id",
                                campaign.campaign().value()))
                .isEqualTo("answer choice, answer size");
    }

    @Test
    void aMachineThatHeardTheMessageIsVoicemail() {
        gates.outcomes.conclude(call, new CallEnding(CallResult.MACHINE, null, true, true));

        assertThat(row("SELECT outcome FROM leads WHERE id = :id", lead.value()))
                .isEqualTo("voicemail");
        assertThat(gates.woken.campaigns).containsExactly(campaign);
    }

    @Test
    void cancelsOnlyWhatWasNotDialed() {
        LeadId other = rows.lead(campaign, "+12125550150", "America/New_York");
        CallId claimed = Gates.claim(rows, campaign, other);

        assertThat(gates.outcomes.cancelUndialed(claimed, "asked")).isTrue();
        assertThat(gates.outcomes.cancelUndialed(call, "asked")).isFalse();

        assertThat(row("SELECT state || ' ' || reason FROM calls WHERE id = :id", claimed.value()))
                .isEqualTo("canceled asked");
        assertThat(row("SELECT outcome FROM leads WHERE id = :id", other.value()))
                .isEqualTo("canceled");
    }

    @Test
    void releasesOnlyAClaim() {
        LeadId other = rows.lead(campaign, "+12125550150", "America/New_York");
        CallId claimed = Gates.claim(rows, campaign, other);

        gates.outcomes.release(claimed, "worker_lost");
        gates.outcomes.release(call, "worker_lost");

        assertThat(row("SELECT status || ' ' || held_by FROM leads WHERE id = :id", other.value()))
                .isEqualTo("pending worker_lost");
        assertThat(row("SELECT status FROM leads WHERE id = :id", lead.value()))
                .isEqualTo("in_call");
    }

    @Test
    void aLeadTakenOutMeanwhileStaysAsItIs() {
        rows.update(
                "UPDATE leads SET status = 'done', outcome = 'suppressed', call_id = NULL WHERE"
                        + " organization_id = :organization",
                Map.of());

        gates.outcomes.conclude(call, Gates.ending(CallResult.BUSY));

        assertThat(row("SELECT outcome FROM leads WHERE id = :id", lead.value()))
                .isEqualTo("suppressed");
        assertThat(events()).containsExactlyInAnyOrder("call.initiated", "call.failed");
    }

    private void phones(String... phones) {
        rows.update(
                "UPDATE leads SET phones = :phones WHERE organization_id = :organization",
                Map.of("phones", phones));
    }

    private void suppress(
            String number, String reason, @org.jspecify.annotations.Nullable CallId heardOn) {
        rows.update(
                "INSERT INTO suppressions (id, organization_id, number, reason, source_call_id) VALUES"
                        + " (gen_random_uuid(), :organization, :number, :reason, nullif(:call,"
                        + " '')::uuid)",
                Map.of(
                        "number",
                        number,
                        "reason",
                        reason,
                        "call",
                        heardOn == null ? "" : heardOn.value().toString()));
    }

    private List<String> events() {
        return DATABASE.transactions()
                .system(
                        () ->
                                DATABASE.transactions()
                                        .jdbc()
                                        .sql("SELECT type FROM events WHERE organization_id = :id")
                                        .param("id", rows.organizationId().value())
                                        .query(String.class)
                                        .list());
    }

    /**
     * A dial may be reserved for the first moments of a new day when a call of the old one ends.
     */
    @Test
    void theSpendOfYesterdayLeavesTheCallsOfTheNewDayCounted() {
        rows.update(
                "UPDATE carrier_accounts SET price_per_minute = 1 WHERE organization_id ="
                        + " :organization",
                Map.of());
        rows.update(
                "UPDATE calls SET answered_at = carillon_now() WHERE organization_id = :organization",
                Map.of());
        rows.update(
                "UPDATE pacers SET day = (carillon_now() AT TIME ZONE 'UTC')::date + 2, calls_today = 7"
                        + " WHERE scope = 'organization:' || :organization",
                Map.of());

        gates.outcomes.conclude(call, Gates.ending(CallResult.HUMAN));

        assertThat(
                        row(
                                "SELECT calls_today || ' ' || spent_today::int || ' ' || (day >"
                                        + " (carillon_now() AT TIME ZONE 'UTC')::date) FROM pacers"
                                        + " WHERE scope = 'organization:' || :id",
                                rows.organizationId().value()))
                .isEqualTo("7 0 true");
    }

    private String row(String sql, Object id) {
        return rows.value(String.class, sql, id);
    }
}
