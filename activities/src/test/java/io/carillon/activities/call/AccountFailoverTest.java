package io.carillon.activities.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.carrier.DialAnswer;
import io.carillon.activities.carrier.DialAnswer.Problem;
import io.carillon.activities.database.UuidV7;
import io.carillon.workflows.call.CallActivities;
import io.carillon.workflows.call.DialOutcome;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.LeadId;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/** When an account fails, pending calls go on with the next, and no call is placed twice. */
class AccountFailoverTest {
    private static final CallBed BED = new CallBed();
    private static final CallActivities CALLS = BED.bean(CallActivities.class);
    private static final UUID SECOND = UuidV7.next();
    private static int numbers;

    @BeforeAll
    static void twoAccounts() {
        BED.rows.update(
                """
                INSERT INTO carrier_accounts (id, organization_id, carrier, name, calls_per_second, max_concurrent)
                VALUES (:id, :organization, 'simulator', 'second', 50, 1000)
                """,
                Map.of("id", SECOND));
        BED.rows.update(
                "UPDATE campaigns SET accounts = accounts || :second::uuid WHERE organization_id = :organization",
                Map.of("second", SECOND));
    }

    @AfterAll
    static void close() {
        BED.close();
    }

    @BeforeEach
    void reset() {
        BED.calm();
        BED.rows.update(
                "DELETE FROM events WHERE organization_id = :organization AND type LIKE 'account.%'",
                Map.of());
    }

    @Test
    void anAccountItsCarrierTurnedDownIsPausedAndTheLeadGoesToTheNext() {
        LeadId lead = lead();
        BED.driver.answer = request -> new DialAnswer.NotSent("no_balance", Problem.ACCOUNT);

        DialOutcome refused = CALLS.dial(Gates.claim(BED.rows, BED.campaign, lead));
        BED.driver.answer = request -> new DialAnswer.Accepted("CA1");
        CallId again = Gates.claim(BED.rows, BED.campaign, lead);
        DialOutcome taken = CALLS.dial(again);

        assertThat(refused).isEqualTo(new DialOutcome.Released("account_problem"));
        assertThat(taken).isInstanceOf(DialOutcome.Accepted.class);
        assertThat(BED.call(again, "account_id")).isEqualTo(SECOND.toString());
        assertThat(account("status || ' ' || reason"))
                .isEqualTo("paused the carrier turned it down: no_balance");
        assertThat(told()).containsExactly("account.paused");
    }

    @Test
    void aClaimWhoseAccountFailsOnItsWayToTheGateIsDialedOnceWithTheNext() {
        CallId call = BED.claimed();
        set("status = 'down', down_until = carillon_now() + interval '1 minute'");

        assertThat(CALLS.dial(call)).isInstanceOf(DialOutcome.Accepted.class);
        assertThat(CALLS.dial(call)).isInstanceOf(DialOutcome.AlreadyDialed.class);

        assertThat(BED.driver.dials).hasSize(1);
        assertThat(BED.call(call, "account_id")).isEqualTo(SECOND.toString());
    }

    @ParameterizedTest
    @CsvSource({"accepted", "ambiguous"})
    void aCallWhoseAccountFailsBehindTheGateStaysWithItAndIsNeverSentAgain(String answer) {
        CallId call = BED.claimed();
        BED.driver.beforeLastCheck = () -> set("status = 'paused'");
        BED.driver.answer =
                request ->
                        answer.equals("accepted")
                                ? new DialAnswer.Accepted("CA1")
                                : new DialAnswer.Ambiguous("timeout");

        CALLS.dial(call);
        DialOutcome again = CALLS.dial(call);
        CALLS.recover(call);

        assertThat(again).isInstanceOf(DialOutcome.AlreadyDialed.class);
        assertThat(BED.driver.dials).hasSize(1);
        assertThat(BED.call(call, "account_id")).isEqualTo(BED.rows.account().toString());
    }

    @ParameterizedTest
    @CsvSource({"unsent", "maybe"})
    void fiveDialsInARowWithoutAnAnswerOpenTheBreakerAndOneProbeClosesIt(String answer) {
        BED.driver.answer =
                request ->
                        answer.equals("unsent")
                                ? new DialAnswer.NotSent("connection_refused", Problem.DOWN)
                                : new DialAnswer.Ambiguous("timeout");
        for (int i = 0; i < 5; i++) {
            CALLS.dial(BED.claimed());
        }
        String opened = account("status || ' ' || breaker_seconds");
        BED.driver.answer = request -> new DialAnswer.Accepted("CA1");
        CallId meanwhile = BED.claimed();
        CALLS.dial(meanwhile);
        set("down_until = carillon_now()");
        CallId probe = BED.claimed();
        CALLS.dial(probe);

        assertThat(opened).isEqualTo("down 1");
        assertThat(BED.call(meanwhile, "account_id")).isEqualTo(SECOND.toString());
        assertThat(BED.call(probe, "account_id")).isEqualTo(BED.rows.account().toString());
        assertThat(account("status || ' ' || failures || ' ' || (reason IS NULL)"))
                .isEqualTo("active 0 true");
        assertThat(told()).containsExactly("account.down", "account.active");
    }

    @Test
    void anAccountThatIsTooFastIsSlowedAtOnce() {
        BED.driver.answer = request -> new DialAnswer.NotSent("429", Problem.RATE);

        CALLS.dial(BED.claimed());

        assertThat(account("status || ' ' || pace_share")).isEqualTo("active 0.5");
        assertThat(told()).isEmpty();
    }

    @Test
    void aSuccessOfAnAccountThatIsWellWritesNothing() {
        String before = account("xmin::text");

        CALLS.dial(BED.claimed());

        assertThat(BED.driver.dials).hasSize(1);
        assertThat(account("xmin::text")).isEqualTo(before);
    }

    @Test
    void aSuccessEndsTheRowOfFailures() {
        BED.driver.answer = request -> new DialAnswer.NotSent("connection_refused", Problem.DOWN);
        CALLS.dial(BED.claimed());
        String failed = account("failures::text");
        BED.driver.answer = request -> new DialAnswer.Accepted("CA1");
        CALLS.dial(BED.claimed());

        assertThat(failed).isEqualTo("1");
        assertThat(account("failures::text")).isEqualTo("0");
    }

    private static LeadId lead() {
        return BED.rows.lead(
                BED.campaign, "+1305555%04d".formatted(1000 + numbers++), "America/New_York");
    }

    private static void set(String assignments) {
        BED.rows.update(
                "UPDATE carrier_accounts SET "
                        + assignments
                        + " WHERE id = :id AND organization_id = :organization",
                Map.of("id", BED.rows.account()));
    }

    private static String account(String column) {
        return BED.rows.value(
                String.class,
                "SELECT " + column + " FROM carrier_accounts WHERE id = :id",
                BED.rows.account());
    }

    private static List<String> told() {
        return BED.rows
                .value(
                        String.class,
                        "SELECT coalesce(string_agg(type, ' ' ORDER BY sequence), '') FROM events WHERE"
                                + " organization_id = :id AND type LIKE 'account.%'",
                        BED.rows.organizationId().value())
                .transform(types -> types.isEmpty() ? List.of() : List.of(types.split(" ")));
    }
}
