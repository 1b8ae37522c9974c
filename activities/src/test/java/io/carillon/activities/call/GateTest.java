package io.carillon.activities.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.activities.call.Gate.Answer;
import io.carillon.activities.database.UuidV7;
import io.carillon.activities.testing.Rows;
import io.carillon.activities.testing.TestDatabase;
import io.carillon.workflows.campaign.CampaignStart;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.LeadId;
import io.carillon.workflows.phone.PhoneNumber;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Every rule of the gate, each against rows that break it alone. */
class GateTest {
    private static final Duration MS_300 = Duration.ofMillis(300);

    private static final TestDatabase DATABASE = TestDatabase.open();
    private static final String NUMBER = "+12125550123";

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
    void claim() {
        rows = Rows.in(DATABASE);
        campaign = rows.campaign("active", Rows.settings());
        lead = rows.lead(campaign, NUMBER, "America/New_York");
        call = Gates.claim(rows, campaign, lead);
    }

    @Test
    void letsAClaimThroughAndReservesItsInstant() {
        Instant before = Instant.now();

        Answer answer = gates.gate.pass(call);

        assertThat(answer).isInstanceOf(Answer.Open.class);
        Gate.Permit permit = ((Answer.Open) answer).permit();
        assertThat(permit.to()).isEqualTo(new PhoneNumber(NUMBER));
        assertThat(permit.from()).isEqualTo(new PhoneNumber(Rows.CALLER_ID));
        assertThat(permit.sendAt()).isBetween(before, before.plus(Duration.ofSeconds(2)));
        assertThat(permit.window().notAfterNanos() - permit.window().notBeforeNanos())
                .isBetween(0L, Pace.LATEST.toNanos());
        assertThat(
                        row(
                                "SELECT state || ' ' || attempt || ' ' || carrier || ' ' ||"
                                        + " (flow_version_id IS NOT NULL) || ' ' || (send_deadline >"
                                        + " send_at) FROM calls WHERE id = :id",
                                call.value()))
                .isEqualTo("dialing 1 simulator true true");
        assertThat(
                        row(
                                "SELECT status || ' ' || attempts || ' ' || (first_attempt_at ="
                                        + " last_attempt_at) FROM leads WHERE id = :id",
                                lead.value()))
                .isEqualTo("in_call 1 true");
        assertThat(decisions()).isEqualTo("dialed gate 1");
    }

    @Test
    void passesOnce() {
        gates.gate.pass(call);

        assertThat(gates.gate.pass(call)).isEqualTo(new Answer.NotClaimed(true));
        assertThat(gates.gate.pass(new CallId(UuidV7.next())))
                .isEqualTo(new Answer.NotClaimed(false));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            textBlock =
                    """
                    campaign_paused ~ UPDATE campaigns SET status = 'paused'
                    scheduled       ~ UPDATE campaigns SET starts_at = carillon_now() + interval '1 hour'
                    scheduled       ~ UPDATE campaigns SET status = 'scheduled', starts_at = carillon_now() + interval '1 hour'
                    campaign_draft  ~ UPDATE campaigns SET status = 'draft'
                    account_problem ~ UPDATE organizations SET status = 'suspended'
                    retry_delay     ~ UPDATE leads SET attempts = 1, last_attempt_at = carillon_now() - interval '59 minutes'; UPDATE campaigns SET settings = jsonb_set(settings, '{minBetweenAttempts}', '"PT1H"')
                    time_zone       ~ UPDATE leads SET time_zones = '{}'; UPDATE campaigns SET settings = jsonb_set(settings, '{hours,windows,SUNDAY}', '[]')
                    calling_hours   ~ UPDATE campaigns SET settings = jsonb_set(settings, '{hours,windows}', '{}')
                    calling_hours   ~ UPDATE campaigns SET settings = jsonb_set(settings, '{hours,closedDates}', (SELECT jsonb_agg(((carillon_now() AT TIME ZONE 'America/New_York')::date + n)::text) FROM generate_series(0, 1) n))
                    number_cap      ~ UPDATE organizations SET limits = '{"calls_per_number":{"PT24H":0}}'
                    daily_cap       ~ UPDATE campaigns SET settings = jsonb_set(settings, '{maxCallsPerDay}', '0')
                    daily_cap       ~ UPDATE organizations SET limits = '{"max_calls_per_day":0}'
                    daily_cap       ~ UPDATE organizations SET limits = '{"max_spend_per_day":"0"}'
                    carrier_down    ~ UPDATE carrier_accounts SET status = 'down'
                    account_problem ~ UPDATE carrier_accounts SET status = 'paused'
                    account_problem ~ UPDATE campaigns SET accounts = '{}', carrier = 'twilio'
                    caller_id       ~ UPDATE caller_ids SET status = 'pending'
                    caller_id       ~ UPDATE caller_ids SET carrier = 'twilio'
                    caller_id       ~ UPDATE caller_ids SET max_calls_per_day = 0
                    caller_id       ~ UPDATE campaigns SET caller_ids = '{+12025550199}'
                    concurrency     ~ UPDATE campaigns SET settings = jsonb_set(settings, '{maxConcurrent}', '0')
                    concurrency     ~ UPDATE carrier_accounts SET max_concurrent = 0
                    pacing          ~ INSERT INTO pacers (scope, organization_id, last_send_at) SELECT 'campaign:' || id, organization_id, carillon_now() + interval '2 seconds' FROM campaigns
                    pacing          ~ INSERT INTO pacers (scope, organization_id, last_send_at) SELECT 'account:' || id, organization_id, carillon_now() + interval '2 seconds' FROM carrier_accounts
                    """)
    void givesTheClaimBack(String rule, String statements) {
        break_(statements);

        Answer answer = gates.gate.pass(call);

        assertThat(answer).isEqualTo(new Answer.Closed(rule));
        assertThat(row("SELECT count(*)::text FROM calls WHERE id = :id", call.value()))
                .isEqualTo("0");
        assertThat(
                        row(
                                "SELECT status || ' ' || held_by || ' ' || (call_id IS NULL) FROM"
                                        + " leads WHERE id = :id",
                                lead.value()))
                .isEqualTo("pending " + rule + " true");
        assertThat(decisions()).isEqualTo("held " + rule + " 1");
        assertThat(events()).isEmpty();
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            textBlock =
                    """
                    suppression         ~ suppressed ~ INSERT INTO suppressions (id, organization_id, number, reason) SELECT gen_random_uuid(), id, '+12125550123', 'asked' FROM organizations
                    suppression         ~ suppressed ~ INSERT INTO suppressions (id, organization_id, prefix, reason) SELECT gen_random_uuid(), id, '+1212', 'asked' FROM organizations
                    suppression         ~ suppressed ~ INSERT INTO suppressions (id, organization_id, number, campaign_id, reason) SELECT gen_random_uuid(), organization_id, '+12125550123', id, 'asked' FROM campaigns
                    suppression         ~ suppressed ~ INSERT INTO suppressions (id, organization_id, number, reason, expires_at) SELECT gen_random_uuid(), id, '+12125550123', 'asked', carillon_now() + interval '1 day' FROM organizations
                    ends_at             ~ expired    ~ UPDATE campaigns SET ends_at = carillon_now()
                    expires_at          ~ expired    ~ UPDATE calls SET expires_at = carillon_now() + interval '1 millisecond'
                    max_attempts        ~ exhausted  ~ UPDATE leads SET attempts = 3
                    campaign_ended      ~ canceled   ~ UPDATE campaigns SET status = 'stopped'
                    country_not_allowed ~ failed     ~ UPDATE campaigns SET settings = jsonb_set(settings, '{allowedCountries}', '["GB"]')
                    """)
    void endsTheLead(String rule, String outcome, String statements) {
        break_(statements);

        Answer answer = gates.gate.pass(call);

        assertThat(answer).isEqualTo(new Answer.Closed(rule));
        assertThat(row("SELECT count(*)::text FROM calls WHERE id = :id", call.value()))
                .isEqualTo("0");
        assertThat(
                        row(
                                "SELECT status || ' ' || outcome || ' ' || (next_attempt_at IS NULL) ||"
                                        + " ' ' || (done_at IS NOT NULL) FROM leads WHERE id = :id",
                                lead.value()))
                .isEqualTo("done " + outcome + " true true");
        assertThat(decisions()).isEqualTo("finished " + rule + " 1");
        assertThat(events()).containsExactly("lead.finished");
        assertThat(gates.woken.campaigns).containsExactly(campaign);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            textBlock =
                    """
                    INSERT INTO suppressions (id, organization_id, number, reason, expires_at) SELECT gen_random_uuid(), id, '+12125550123', 'asked', carillon_now() - interval '1 second' FROM organizations
                    INSERT INTO suppressions (id, organization_id, prefix, reason) SELECT gen_random_uuid(), id, '+1213', 'asked' FROM organizations
                    INSERT INTO suppressions (id, organization_id, number, campaign_id, reason) SELECT gen_random_uuid(), organization_id, '+12125550123', gen_random_uuid(), 'asked' FROM campaigns
                    UPDATE leads SET time_zones = '{}'
                    UPDATE campaigns SET settings = jsonb_set(settings, '{allowedCountries}', '["CA","US"]')
                    INSERT INTO pacers (scope, organization_id, day, calls_today) SELECT 'organization:' || id, id, (carillon_now() AT TIME ZONE 'UTC')::date - 1, 900 FROM organizations; UPDATE organizations SET limits = '{"max_calls_per_day":1}'
                    UPDATE caller_ids SET max_calls_per_day = 1, cool_down_seconds = 5
                    UPDATE organizations SET limits = '{"max_spend_per_day":"0.01","calls_per_number":{"PT24H":1,"P7D":2}}'
                    """)
    void doesNotMindWhatDoesNotConcernTheCall(String statements) {
        break_(statements);

        assertThat(gates.gate.pass(call)).isInstanceOf(Answer.Open.class);
    }

    @Test
    void countsTheSameRefusalInsteadOfRepeatingIt() {
        break_("UPDATE caller_ids SET status = 'pending'");

        gates.gate.pass(call);
        gates.gate.pass(Gates.claim(rows, campaign, lead));
        gates.gate.pass(Gates.claim(rows, campaign, lead));

        assertThat(decisions()).isEqualTo("held caller_id 3");
    }

    @Test
    void waitsForADialToLeaveTheWindowOfItsNumber() {
        break_("UPDATE organizations SET limits = '{\"calls_per_number\":{\"PT24H\":1}}'");
        break_(
                "INSERT INTO calls (id, organization_id, campaign_id, lead_id, state, to_number,"
                        + " callback_token, result, ended_at, dialed_at) SELECT gen_random_uuid(),"
                        + " organization_id, campaign_id, id, 'failed', phones[1], id::text, 'busy',"
                        + " carillon_now(), carillon_now() - interval '23 hours' FROM leads");

        assertThat(gates.gate.pass(call)).isEqualTo(new Answer.Closed("number_cap"));

        assertThat(
                        row(
                                "SELECT (next_attempt_at BETWEEN carillon_now() + interval '59"
                                        + " minutes' AND carillon_now() + interval '1 hour')::text FROM"
                                        + " leads WHERE id = :id",
                                lead.value()))
                .isEqualTo("true");
    }

    @Test
    void waitsUntilTheDayOfTheCampaignIsOver() {
        break_(
                "UPDATE campaigns SET settings = jsonb_set(jsonb_set(settings, '{maxCallsPerDay}',"
                        + " '1'), '{zone}', '\"Pacific/Auckland\"')");
        gates.gate.pass(call);
        LeadId second = rows.lead(campaign, "+12125550124", "America/New_York");

        assertThat(gates.gate.pass(Gates.claim(rows, campaign, second)))
                .isEqualTo(new Answer.Closed("daily_cap"));

        assertThat(
                        row(
                                "SELECT (next_attempt_at = ((carillon_now() AT TIME ZONE"
                                        + " 'Pacific/Auckland')::date + 1)::timestamp AT TIME ZONE"
                                        + " 'Pacific/Auckland')::text FROM leads WHERE id = :id",
                                second.value()))
                .isEqualTo("true");
    }

    @Test
    void takesTurnsWithCallerIdsAndPassesOverThoseThatHadTheirCalls() {
        break_(
                "INSERT INTO caller_ids (id, organization_id, number, carrier, status,"
                        + " max_calls_per_day) SELECT gen_random_uuid(), id, '+12025550101',"
                        + " 'simulator', 'verified', 1 FROM organizations");
        break_(
                "UPDATE campaigns SET caller_ids = '{+12025550100,+12025550101}',"
                        + " settings = jsonb_set(settings, '{callsPerSecond}', '50')");
        break_("UPDATE carrier_accounts SET calls_per_second = 50");

        List<String> shown =
                List.of(call, next(1), next(2), next(3)).stream()
                        .map(gates.gate::pass)
                        .map(answer -> ((Answer.Open) answer).permit().from().e164())
                        .toList();

        assertThat(shown)
                .containsExactly("+12025550100", "+12025550101", "+12025550100", "+12025550100");
    }

    @Test
    void asksForTheZoneOfTheSecondNumberWhenZonesCameFromNumbers() {
        break_(
                "UPDATE campaigns SET settings = jsonb_set(settings, '{hours,closedDates}', (SELECT"
                        + " jsonb_agg(((carillon_now() AT TIME ZONE 'Asia/Tokyo')::date + n)::text) FROM"
                        + " generate_series(0, 1) n)) || '{\"allowedCountries\":[\"JP\",\"US\"]}'");
        break_(
                "UPDATE leads SET zone_source = 'number', phones = '{+12125550123,+81312345678}',"
                        + " phone_index = 1");
        break_("UPDATE calls SET to_number = '+81312345678'");

        assertThat(gates.gate.pass(call)).isEqualTo(new Answer.Closed("calling_hours"));
    }

    @Test
    void reservesAnotherInstantForAMissedTurnWithoutCountingTwice() {
        Gate.Permit first = ((Answer.Open) gates.gate.pass(call)).permit();

        Gate.Permit second = ((Answer.Open) gates.gate.again(call)).permit();

        assertThat(second.sendAt()).isAfter(first.sendAt());
        assertThat(row("SELECT attempts::text FROM leads WHERE id = :id", lead.value()))
                .isEqualTo("1");
        assertThat(callsToday()).isEqualTo("1");
    }

    @ParameterizedTest
    @CsvSource({
        "900 milliseconds, 2, true",
        "900 milliseconds, 0, false",
        "3 seconds, 2, false",
    })
    void keepsAClaimThatOnlyThePaceHoldsBackForSoLong(
            String taken, int patienceSeconds, boolean kept) {
        break_(
                "INSERT INTO pacers (scope, organization_id, last_send_at) SELECT 'campaign:' || id,"
                        + " organization_id, carillon_now() + interval '"
                        + taken
                        + "' FROM campaigns");

        Answer answer = gates.gate.pass(call, Duration.ofSeconds(patienceSeconds));

        if (kept) {
            assertThat(answer).isInstanceOf(Answer.Early.class);
            assertThat(((Answer.Early) answer).time()).isBetween(MS_300, Duration.ofSeconds(2));
            assertThat(row("SELECT state FROM calls WHERE id = :id", call.value()))
                    .isEqualTo("claimed");
            assertThat(
                            row(
                                    "SELECT (gate_asked_at IS NOT NULL)::text FROM calls WHERE id = :id",
                                    call.value()))
                    .isEqualTo("true");
            assertThat(callsToday()).isEqualTo("0");
            break_("UPDATE campaigns SET status = 'paused'");
            assertThat(gates.gate.pass(call, Duration.ofSeconds(2)))
                    .isEqualTo(new Answer.Closed("campaign_paused"));
        } else {
            assertThat(answer).isEqualTo(new Answer.Closed("pacing"));
        }
    }

    @Test
    void readsTheClockAgainWhereLittleIsLeftOfATurn() {
        Gate.Permit permit = ((Answer.Open) gates.gate.pass(call)).permit();
        long notBefore = permit.window().notBeforeNanos();
        Gate.Permit uncertain =
                permit.within(
                        new Gate.SendWindow(
                                permit.window().readNanos(), notBefore, notBefore + 1_000_000));

        await().atMost(Duration.ofSeconds(30))
                .until(() -> gates.gate.readAgain(uncertain).window().length().toMillis() >= 20);

        Gate.Permit certain =
                permit.within(
                        new Gate.SendWindow(
                                permit.window().readNanos(), notBefore, notBefore + 24_000_000));
        assertThat(gates.gate.readAgain(certain)).isSameAs(certain);
    }

    @Test
    void leavesTheLastSlotsOfAnAccountToSingleCalls() {
        break_("UPDATE carrier_accounts SET max_concurrent = 10");
        for (int i = 0; i < 9; i++) {
            rows.update(
                    "UPDATE calls SET state = 'in_progress', account_id = (SELECT id FROM"
                            + " carrier_accounts WHERE organization_id = :organization) WHERE id = :id",
                    Map.of("id", next(20 + i).value()));
        }
        break_("UPDATE campaigns SET settings = jsonb_set(settings, '{maxConcurrent}', '50')");
        LeadId other = rows.lead(campaign, "+12125550160", "America/New_York");

        assertThat(gates.gate.pass(call)).isEqualTo(new Answer.Closed("concurrency"));
        assertThat(gates.gate.pass(Gates.claimSingle(rows, campaign, other)))
                .isInstanceOf(Answer.Open.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            textBlock =
                    """
                    UPDATE campaigns SET settings = jsonb_set(settings, '{maxCallsPerDay}', '1')
                    UPDATE organizations SET limits = '{"max_calls_per_day":1}'
                    UPDATE caller_ids SET max_calls_per_day = 1
                    UPDATE caller_ids SET cool_down_seconds = 3600
                    """)
    void aMissedTurnDoesNotStandInItsOwnWay(String statements) {
        break_(statements);
        gates.gate.pass(call);

        assertThat(gates.gate.again(call)).isInstanceOf(Answer.Open.class);

        assertThat(callsToday()).isEqualTo("1");
        assertThat(gates.gate.pass(next(1))).isInstanceOf(Answer.Closed.class);
    }

    @Test
    void aMissedTurnIsCountedForTheCallerIdShownAtLast() {
        break_(
                "INSERT INTO caller_ids (id, organization_id, number, carrier, status)"
                        + " SELECT gen_random_uuid(), id, '+12025550101', 'simulator', 'verified' FROM"
                        + " organizations");
        break_("UPDATE caller_ids SET max_calls_per_day = 1");
        break_("UPDATE campaigns SET caller_ids = '{+12025550100,+12025550101}'");
        gates.gate.pass(call);
        gates.gate.again(call);

        assertThat(gates.gate.pass(next(1))).isInstanceOf(Answer.Open.class);
        assertThat(gates.gate.pass(next(2))).isEqualTo(new Answer.Closed("caller_id"));
    }

    @Test
    void doesNotSendAMissedTurnAfterAPause() {
        gates.gate.pass(call);
        break_("UPDATE campaigns SET status = 'paused'");

        assertThat(gates.gate.again(call)).isEqualTo(new Answer.Closed("campaign_paused"));

        assertThat(
                        row(
                                "SELECT status || ' ' || attempts || ' ' || (last_attempt_at IS NULL)"
                                        + " FROM leads WHERE id = :id",
                                lead.value()))
                .isEqualTo("pending 0 true");
        assertThat(callsToday()).isEqualTo("0");
    }

    @Test
    void neverReservesAgainOnceThereIsEvidence() {
        gates.gate.pass(call);
        break_("UPDATE calls SET evidence_at = carillon_now()");

        assertThat(gates.gate.again(call)).isEqualTo(new Answer.NotClaimed(true));
    }

    @Test
    void takesBackAnAttemptThatNeverLeft() {
        gates.gate.pass(call);

        gates.gate.takeBack(call, "carrier_down", Duration.ofSeconds(30));

        assertThat(
                        row(
                                "SELECT status || ' ' || attempts || ' ' || held_by || ' ' ||"
                                        + " (next_attempt_at > carillon_now() + interval '25 seconds')"
                                        + " FROM leads WHERE id = :id",
                                lead.value()))
                .isEqualTo("pending 0 carrier_down true");
        assertThat(callsToday()).isEqualTo("0");
        assertThat(row("SELECT count(*)::text FROM calls WHERE id = :id", call.value()))
                .isEqualTo("0");
        assertThat(events()).isEmpty();
    }

    @Test
    void aSingleCallWaitsAgainUnderItsId() {
        LeadId other = rows.lead(campaign, "+12125550150", "America/New_York");
        CallId single = Gates.claimSingle(rows, campaign, other);
        break_("UPDATE carrier_accounts SET status = 'down'");

        assertThat(gates.gate.pass(single)).isEqualTo(new Answer.Closed("carrier_down"));

        assertThat(
                        row(
                                "SELECT k.state || ' ' || l.status || ' ' || (l.call_id = k.id) FROM"
                                        + " calls k JOIN leads l ON l.id = k.lead_id WHERE k.id = :id",
                                single.value()))
                .isEqualTo("waiting pending true");
    }

    @Test
    void aSuppressedSingleCallIsCanceledWithItsReason() {
        LeadId other = rows.lead(campaign, "+12125550150", "America/New_York");
        CallId single = Gates.claimSingle(rows, campaign, other);
        break_(
                "INSERT INTO suppressions (id, organization_id, number, reason) SELECT"
                        + " gen_random_uuid(), id, '+12125550150', 'asked' FROM organizations");

        gates.gate.pass(single);

        assertThat(
                        row(
                                "SELECT state || ' ' || result || ' ' || reason FROM calls WHERE id ="
                                        + " :id",
                                single.value()))
                .isEqualTo("canceled canceled NUMBER_SUPPRESSED");
        assertThat(events()).containsExactly("call.canceled", "lead.finished");
    }

    @Test
    void leavesRoomToRingBeforeClosingTime() {
        break_(
                "UPDATE campaigns SET settings = jsonb_set(jsonb_set(settings, '{ringTimeout}',"
                        + " '\"PT2M\"'), '{hours,windows}', (SELECT"
                        + " jsonb_object_agg(trim(to_char(day, 'DAY')), jsonb_build_array("
                        + " jsonb_build_object('beginMinute', 0, 'endMinute', minute))) FROM (SELECT"
                        + " timestamp '2026-01-05' + n * interval '1 day' AS day,"
                        + " greatest(1, (extract(hour FROM local) * 60 + extract(minute FROM local))::int + 1)"
                        + " AS minute FROM generate_series(0, 6) n, (SELECT carillon_now() AT TIME ZONE"
                        + " 'America/New_York' AS local) l) d))");

        assertThat(gates.gate.pass(call)).isEqualTo(new Answer.Closed("calling_hours"));
    }

    private CallId next(int n) {
        return Gates.claim(
                rows, campaign, rows.lead(campaign, "+1212555020" + n, "America/New_York"));
    }

    /** Breaks this test's rows only: other organizations have theirs. */
    private void break_(String statements) {
        for (String statement : statements.split("; ")) {
            String own = statement.contains("organizations") ? "id" : "organization_id";
            String where =
                    statement.contains("organizations") && statement.startsWith("INSERT")
                            ? " WHERE id = :organization"
                            : statement.contains(" FROM calls")
                                    ? ""
                                    : " WHERE " + own + " = :organization";
            rows.update(statement + where, Map.of());
        }
    }

    private String decisions() {
        return row(
                "SELECT coalesce(string_agg(decision || ' ' || rule || ' ' || times, ', ' ORDER BY"
                        + " at), '') FROM lead_decisions WHERE lead_id = :id",
                lead.value());
    }

    private List<String> events() {
        return DATABASE.transactions()
                .system(
                        () ->
                                DATABASE.transactions()
                                        .jdbc()
                                        .sql(
                                                "SELECT type FROM events WHERE organization_id = :id"
                                                        + " ORDER BY type")
                                        .param("id", rows.organizationId().value())
                                        .query(String.class)
                                        .list());
    }

    private String callsToday() {
        return row(
                "SELECT calls_today::text FROM pacers WHERE scope = 'campaign:' || :id",
                campaign.campaign().value());
    }

    private String row(String sql, Object id) {
        return rows.value(String.class, sql, id);
    }
}
