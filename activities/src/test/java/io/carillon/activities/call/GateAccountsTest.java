package io.carillon.activities.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.account.AccountHealths;
import io.carillon.activities.account.DialNews;
import io.carillon.activities.call.Gate.Answer;
import io.carillon.activities.database.UuidV7;
import io.carillon.activities.event.Outbox;
import io.carillon.activities.testing.Rows;
import io.carillon.activities.testing.TestDatabase;
import io.carillon.workflows.campaign.CampaignStart;
import io.carillon.workflows.ids.AccountId;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.LeadId;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Which account the gate takes, how fast, and what a call may cost. */
class GateAccountsTest {
    private static final TestDatabase DATABASE = TestDatabase.open();
    private static final int WORKERS = 6;

    private final Gates gates = new Gates(DATABASE.transactions());
    private final AccountHealths healths =
            AccountHealths.over(DATABASE.transactions(), Outbox.over(DATABASE.transactions()));
    private final UUID second = UuidV7.next();
    private Rows rows;
    private CampaignStart campaign;
    private int numbers;

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @BeforeEach
    void twoAccounts() {
        rows = Rows.in(DATABASE);
        rows.update(
                """
                INSERT INTO carrier_accounts (id, organization_id, carrier, name, calls_per_second, max_concurrent)
                VALUES (:id, :organization, 'simulator', 'second', 1000, 1000)
                """,
                Map.of("id", second));
        account(rows.account(), "calls_per_second = 1000");
        campaign = campaign();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            textBlock =
                    """
                    first  ~ SELECT 1
                    second ~ UPDATE campaigns SET accounts = ARRAY[accounts[2], accounts[1]]
                    second ~ FIRST status = 'paused'
                    second ~ FIRST status = 'down'
                    second ~ FIRST status = 'down', down_until = carillon_now() + interval '1 minute'
                    first  ~ FIRST status = 'down', down_until = carillon_now() - interval '1 second'
                    second ~ FIRST max_concurrent = 0
                    second ~ FIRST carrier = 'twilio'
                    second ~ FIRST carrier = 'ilyost', base_url = 'http://127.0.0.1:1'; UPDATE caller_ids SET carrier = 'ilyost'; SECOND carrier = 'ilyost', price_per_minute = 0.01, base_url = 'http://127.0.0.1:1'; UPDATE organizations SET limits = '{"max_spend_per_day":"100"}'
                    first  ~ FIRST max_concurrent = 2, carrier = 'ilyost', base_url = 'http://127.0.0.1:1'; SECOND carrier = 'ilyost', base_url = 'http://127.0.0.1:1'; UPDATE caller_ids SET carrier = 'ilyost'
                    second ~ FIRST max_concurrent = 1, carrier = 'ilyost', base_url = 'http://127.0.0.1:1'; SECOND carrier = 'ilyost', base_url = 'http://127.0.0.1:1'; UPDATE caller_ids SET carrier = 'ilyost'
                    first  ~ FIRST failures = 4
                    first  ~ FIRST pace_share = 0.125, slowed_at = carillon_now()
                    """)
    void takesTheFirstThatMayBeDialedWith(String account, String statements) {
        change(statements);

        Gate.Permit permit = ((Answer.Open) gates.gate.pass(claim())).permit();

        assertThat(permit.account().id().value())
                .isEqualTo(account.equals("first") ? rows.account() : second);
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            textBlock =
                    """
                    account_problem ~ 60 ~ FIRST status = 'paused', reason = 'bill'; SECOND status = 'paused'                                                        ~ the carrier account is paused: bill
                    account_problem ~ 7  ~ FIRST status = 'paused', reason = 'bill'; SECOND status = 'down', down_until = carillon_now() + interval '7 seconds'      ~ the carrier account is paused: bill
                    carrier_down    ~ 7  ~ FIRST status = 'down', reason = 'silent', down_until = carillon_now() + interval '7 seconds'; SECOND status = 'paused'    ~ the carrier account is down: silent
                    carrier_down    ~ 1  ~ FIRST status = 'down', down_until = carillon_now() + interval '7 seconds'; SECOND max_concurrent = 0                      ~ the carrier account is down
                    concurrency     ~ 1  ~ FIRST max_concurrent = 0; SECOND status = 'paused'                                                                       ~ the carrier account's calls at once are used up
                    """)
    void whereNoneMayTheFirstOnesTroubleIsNamed(
            String rule, int seconds, String statements, String detail) {
        change(statements);
        CallId call = claim();
        UUID lead =
                rows.value(UUID.class, "SELECT lead_id FROM calls WHERE id = :id", call.value());

        assertThat(gates.gate.pass(call)).isEqualTo(new Answer.Closed(rule));

        assertThat(
                        rows.value(
                                String.class,
                                "SELECT detail || ' ' || round(extract(epoch FROM next_at - at)) FROM"
                                        + " lead_decisions WHERE lead_id = :id",
                                lead))
                .isEqualTo(detail + " " + seconds);
    }

    @Test
    void oneCallAloneProbesAnAccountThatIsDown() throws Exception {
        change("FIRST status = 'down', down_until = carillon_now(); SECOND status = 'paused'");
        CampaignStart other = campaign();
        var calls = new ArrayList<CallId>();
        for (int i = 0; i < 12; i++) {
            calls.add(claim(i % 2 == 0 ? campaign : other));
        }

        List<Answer> answers = passAll(calls);

        assertThat(answers).filteredOn(Answer.Open.class::isInstance).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> !(answer instanceof Answer.Open))
                .containsOnly(new Answer.Closed("carrier_down"));
        Gate.Permit probe =
                answers.stream()
                        .filter(Answer.Open.class::isInstance)
                        .map(answer -> ((Answer.Open) answer).permit())
                        .findFirst()
                        .orElseThrow();
        assertThat(probe.awaited()).isTrue();
        assertThat(gates.gate.again(probe.call())).isInstanceOf(Answer.Open.class);

        tell(probe, new DialNews.Answered());

        assertThat(gates.gate.pass(claim())).isInstanceOf(Answer.Open.class);
    }

    @Test
    void aProbeThatFailsPutsTheNextOff() {
        change(
                "FIRST status = 'down', down_until = carillon_now(), breaker_seconds = 4; SECOND status = 'paused'");
        Gate.Permit probe = ((Answer.Open) gates.gate.pass(claim())).permit();

        tell(probe, new DialNews.Unanswered("timeout", true));

        assertThat(
                        rows.value(
                                String.class,
                                "SELECT status || ' ' || breaker_seconds || ' ' || (probe_call_id IS NULL) ||"
                                        + " ' ' || (down_until > carillon_now() + interval '7 seconds') FROM"
                                        + " carrier_accounts WHERE id = :id",
                                rows.account()))
                .isEqualTo("down 8 true true");
    }

    @ParameterizedTest
    @CsvSource({"0, false", "10, true"})
    void holdsASlowedAccountToItsPaceUntilItHasGrownBack(int secondsAgo, boolean open) {
        change(
                "FIRST calls_per_second = 8, pace_share = 0.125, slowed_at = carillon_now() - interval '"
                        + secondsAgo
                        + " seconds'");
        gates.gate.pass(claim());

        assertThat(gates.gate.pass(claim()) instanceof Answer.Open).isEqualTo(open);
    }

    @Test
    void theHighestCostsOfAllLiveCallsHaveRoomInTheSpendOfTheDay() throws Exception {
        change(
                "FIRST price_per_minute = 0.01; UPDATE organizations SET limits = '{\"max_spend_per_day\":\"1.05\"}'");
        var calls = new ArrayList<CallId>();
        for (int i = 0; i < 9; i++) {
            calls.add(claim());
        }

        List<Answer> answers = passAll(calls);

        // Ten minutes and as many of a transfer are 0.20.
        assertThat(answers).filteredOn(Answer.Open.class::isInstance).hasSize(5);
        assertThat(answers)
                .filteredOn(answer -> !(answer instanceof Answer.Open))
                .containsOnly(new Answer.Closed("daily_cap"));
    }

    @Test
    void whatACallDidNotCostIsLeftToTheNext() {
        change(
                "FIRST price_per_minute = 0.01; UPDATE organizations SET limits = '{\"max_spend_per_day\":\"0.25\"}'");
        Instant before = Instant.now();
        CallId call = claim();
        gates.gate.pass(call);
        CallId next = claim();
        UUID lead =
                rows.value(UUID.class, "SELECT lead_id FROM calls WHERE id = :id", next.value());

        assertThat(gates.gate.pass(next)).isEqualTo(new Answer.Closed("daily_cap"));
        assertThat(
                        rows.value(
                                        java.time.OffsetDateTime.class,
                                        "SELECT next_attempt_at FROM leads WHERE id = :id",
                                        lead)
                                .toInstant())
                .isBefore(before.plusSeconds(60));
        rows.update(
                "UPDATE calls SET answered_at = carillon_now() WHERE id = :id AND organization_id = :organization",
                Map.of("id", call.value()));
        gates.outcomes.conclude(call, Gates.ending(io.carillon.workflows.call.CallResult.HUMAN));

        assertThat(gates.gate.pass(claim())).isInstanceOf(Answer.Open.class);
    }

    @Test
    void aCallOfWhoseEndNobodyKnowsCountsWithItsHighestCost() {
        change("FIRST price_per_minute = 0.01");
        CallId call = claim();
        gates.gate.pass(call);

        gates.outcomes.conclude(
                call,
                new io.carillon.workflows.call.CallEnding(
                        io.carillon.workflows.call.CallResult.UNKNOWN, null, false, false, true));

        assertThat(
                        rows.value(
                                String.class,
                                "SELECT cost::text || ' ' || counted_cost::text FROM calls WHERE id = :id",
                                call.value()))
                .isEqualTo("0.000000 0.200000");
        assertThat(
                        rows.value(
                                String.class,
                                "SELECT spent_today::text FROM pacers WHERE scope = 'organization:' || :id",
                                rows.organizationId().value()))
                .isEqualTo("0.200000");
    }

    private CampaignStart campaign() {
        CampaignStart made =
                rows.campaign(
                        "active", Rows.settings("{\"callsPerSecond\":1000,\"maxConcurrent\":100}"));
        rows.update(
                "UPDATE campaigns SET accounts = ARRAY[:first, :second]::uuid[] WHERE id = :id AND organization_id = :organization",
                Map.of("first", rows.account(), "second", second, "id", made.campaign().value()));
        return made;
    }

    private CallId claim() {
        return claim(campaign);
    }

    private CallId claim(CampaignStart of) {
        LeadId lead = rows.lead(of, "+1212555%04d".formatted(numbers++), "America/New_York");
        return Gates.claim(rows, of, lead);
    }

    private void tell(Gate.Permit permit, DialNews news) {
        healths.tell(new AccountId(rows.account()), permit.call(), permit.sendAt(), news);
    }

    private List<Answer> passAll(List<CallId> calls) throws Exception {
        try (ExecutorService workers = Executors.newFixedThreadPool(WORKERS)) {
            List<Callable<Answer>> runs =
                    calls.stream()
                            .<Callable<Answer>>map(call -> () -> gates.gate.pass(call))
                            .toList();
            var answers = new ArrayList<Answer>();
            for (Future<Answer> each : workers.invokeAll(runs)) {
                answers.add(each.get());
            }
            return answers;
        }
    }

    /** Of this test's organization only. */
    private void change(String statements) {
        for (String statement : statements.split("; ")) {
            if (statement.startsWith("FIRST ")) {
                account(rows.account(), statement.substring("FIRST ".length()));
            } else if (statement.startsWith("SECOND ")) {
                account(second, statement.substring("SECOND ".length()));
            } else if (statement.startsWith("UPDATE")) {
                String own = statement.contains("organizations") ? "id" : "organization_id";
                rows.update(statement + " WHERE " + own + " = :organization", Map.of());
            }
        }
    }

    private void account(UUID id, String assignments) {
        rows.update(
                "UPDATE carrier_accounts SET "
                        + assignments
                        + " WHERE id = :id AND organization_id = :organization",
                Map.of("id", id));
    }
}
