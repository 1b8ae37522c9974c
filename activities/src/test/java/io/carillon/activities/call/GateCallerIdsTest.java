package io.carillon.activities.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.call.Gate.Answer;
import io.carillon.activities.database.UuidV7;
import io.carillon.activities.testing.Rows;
import io.carillon.activities.testing.TestDatabase;
import io.carillon.workflows.campaign.CampaignStart;
import io.carillon.workflows.ids.LeadId;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Which number the gate lets a call show, and that it lets it show no other. */
class GateCallerIdsTest {
    private static final TestDatabase DATABASE = TestDatabase.open();

    private final Gates gates = new Gates(DATABASE.transactions());
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
        campaign =
                rows.campaign(
                        "active", Rows.settings("{\"callsPerSecond\":1000,\"maxConcurrent\":100}"));
        change("UPDATE carrier_accounts SET calls_per_second = 1000");
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource({
        "simulator, status = 'pending'",
        "simulator, status = 'retired'",
        "simulator, carrier = 'other'",
        "simulator, number = '+12025550199'",
        "simulator, accounts = '{}'",
        "simulator, accounts = ARRAY[gen_random_uuid()]",
        "simulator, 'refused_at = carillon_now() - interval ''59 minutes'', refused_by = (SELECT a.id FROM carrier_accounts a WHERE a.name = ''simulator'' AND a.organization_id = caller_ids.organization_id)'",
        "twilio,    status = 'pending'",
        "ilyost,    status = 'pending'",
        "sip,       status = 'pending'",
        "sip,       carrier = 'simulator'"
    })
    void showsNoNumberThatIsNotProved(String carrier, String assignments) {
        rows.dialsWith(carrier, "http://127.0.0.1:1");
        change("UPDATE caller_ids SET " + assignments);

        assertThat(pass("+12125550123")).isEqualTo("caller_id");
    }

    @Test
    void showsNoNumberOfAnotherOrganization() {
        Rows theirs = Rows.in(DATABASE);
        theirs.update(
                "UPDATE caller_ids SET number = '+12025550177' WHERE organization_id = :organization",
                Map.of());

        change("UPDATE campaigns SET caller_ids = '{+12025550177}'");

        assertThat(pass("+12125550123")).isEqualTo("caller_id");
    }

    @ParameterizedTest
    @CsvSource({
        "accounts = NULL",
        "accounts = ARRAY[(SELECT a.id FROM carrier_accounts a WHERE a.name = 'simulator' AND a.organization_id = caller_ids.organization_id)]",
        "'refused_at = carillon_now() - interval ''61 minutes'', refused_by = (SELECT a.id FROM carrier_accounts a WHERE a.name = ''simulator'' AND a.organization_id = caller_ids.organization_id)'",
        "'refused_at = carillon_now(), refused_by = gen_random_uuid()'"
    })
    void showsWhatIsProvedForTheAccount(String assignments) {
        change("UPDATE caller_ids SET " + assignments);

        assertThat(pass("+12125550123")).isEqualTo(Rows.CALLER_ID);
    }

    @ParameterizedTest
    @CsvSource({"accounts = ARRAY[:second]", "'refused_at = carillon_now(), refused_by = :first'"})
    void dialsWithTheAccountThatMayShowIt(String assignments) {
        rows.update(
                "UPDATE campaigns SET accounts = ARRAY[:first, :second]::uuid[] WHERE organization_id = :organization",
                Map.of("first", rows.account(), "second", second));
        rows.update(
                "UPDATE caller_ids SET " + assignments + " WHERE organization_id = :organization",
                Map.of("first", rows.account(), "second", second));

        Answer answer = gates.gate.pass(Gates.claim(rows, campaign, lead("+12125550123")));

        assertThat(((Answer.Open) answer).permit().account().id().value()).isEqualTo(second);
    }

    /** A function that is called for every row would use no index, either. */
    @Test
    void isJudgedByThePlanItself() {
        List<String> plan =
                DATABASE.transactions()
                        .system(
                                () ->
                                        DATABASE.transactions()
                                                .jdbc()
                                                .sql(
                                                        """
                                                        EXPLAIN SELECT FROM caller_ids i
                                                        JOIN carrier_accounts a ON a.organization_id = i.organization_id
                                                            AND may_show(a, i)
                                                        """)
                                                .query(String.class)
                                                .list());

        assertThat(String.join("\n", plan))
                .contains("'verified'", "refused_by")
                .doesNotContain("may_show", "proved_for");
    }

    @Test
    void takesTurnsWithoutAChoice() {
        callerIds("+13055550100", "+12125550100");

        var shown = new ArrayList<String>();
        for (int i = 0; i < 4; i++) {
            shown.add(pass("+1212555%04d".formatted(numbers++)));
        }

        assertThat(shown)
                .containsExactly("+13055550100", "+12125550100", "+13055550100", "+12125550100");
    }

    @Test
    void showsTheNearestNumberThatIsFree() {
        callerIds("+13055550100", "+17185550100", "+12125550100");
        change("UPDATE campaigns SET caller_id_choice = '{local}'");
        change("UPDATE caller_ids SET max_calls_per_day = 2 WHERE number ~ '^.1(212|718)'");

        var shown = new ArrayList<String>();
        for (int i = 0; i < 5; i++) {
            shown.add(pass("+1212555%04d".formatted(numbers++)));
        }

        assertThat(shown)
                .containsExactly(
                        "+12125550100",
                        "+12125550100",
                        "+17185550100",
                        "+17185550100",
                        "+13055550100");
        assertThat(pass("+13055550123")).isEqualTo("+13055550100");
    }

    @Test
    void showsALeadTheNumberItWasShownLast() {
        callerIds("+13055550100", "+17185550100", "+12125550100");
        change("UPDATE campaigns SET caller_id_choice = '{sticky,local}'");
        LeadId lead = lead("+12125550123");
        before(lead, 1, "+12125550100");
        before(lead, 2, "+17185550100");

        assertThat(pass(lead)).isEqualTo("+17185550100");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "status = 'retired'",
        "'max_calls_per_day = 1, cool_down_seconds = NULL'",
        "'refused_at = carillon_now(), refused_by = (SELECT a.id FROM carrier_accounts a WHERE a.name = ''simulator'' AND a.organization_id = caller_ids.organization_id)'"
    })
    void keepsNoLeadWaitingForTheNumberItWasShownLast(String assignments) {
        callerIds("+17185550100", "+12125550100");
        change("UPDATE campaigns SET caller_id_choice = '{sticky}'");
        LeadId lead = lead("+12125550123");
        before(lead, 1, "+17185550100");
        change("UPDATE caller_ids SET " + assignments + " WHERE number = '+17185550100'");
        rows.update(
                """
                INSERT INTO pacers (scope, organization_id, day, calls_today)
                SELECT 'caller_id:' || id, organization_id, (carillon_now() AT TIME ZONE 'UTC')::date, 1
                FROM caller_ids WHERE organization_id = :organization
                """,
                Map.of());

        assertThat(pass(lead)).isEqualTo("+12125550100");
    }

    @Test
    void showsALeadThatWasNotCalledAnyNumber() {
        callerIds("+13055550100", "+12125550100");
        change("UPDATE campaigns SET caller_id_choice = '{sticky}'");

        var shown = new HashSet<String>();
        for (int i = 0; i < 2; i++) {
            shown.add(pass("+1212555%04d".formatted(numbers++)));
        }

        assertThat(shown).containsExactlyInAnyOrder("+13055550100", "+12125550100");
    }

    /** The campaign's, in this order. */
    private void callerIds(String... shown) {
        for (String number : shown) {
            rows.update(
                    """
                    INSERT INTO caller_ids (id, organization_id, number, carrier, status)
                    VALUES (:id, :organization, :number, 'simulator', 'verified')
                    """,
                    Map.of("id", UuidV7.next(), "number", number));
        }
        rows.update(
                "UPDATE campaigns SET caller_ids = :numbers WHERE organization_id = :organization",
                Map.of("numbers", List.of(shown).toArray(String[]::new)));
    }

    /** An attempt of yesterday. */
    private void before(LeadId lead, int attempt, String shown) {
        rows.update(
                """
                INSERT INTO calls (id, organization_id, campaign_id, lead_id, state, result, to_number, from_number,
                    callback_token, attempt, ended_at, carrier)
                SELECT :id, organization_id, campaign_id, id, 'failed', 'busy', phones[1], :shown, :token, :attempt,
                    carillon_now() - interval '1 day', 'simulator'
                FROM leads WHERE id = :lead
                """,
                Map.of(
                        "id",
                        UuidV7.next(),
                        "shown",
                        shown,
                        "token",
                        lead + "-" + attempt,
                        "attempt",
                        attempt,
                        "lead",
                        lead.value()));
        rows.update(
                "UPDATE leads SET attempts = :attempt WHERE id = :lead",
                Map.of("attempt", attempt, "lead", lead.value()));
    }

    private LeadId lead(String number) {
        return rows.lead(campaign, number, "America/New_York");
    }

    private String pass(String number) {
        return pass(lead(number));
    }

    /** The number shown, or the rule that refused. */
    private String pass(LeadId lead) {
        return switch (gates.gate.pass(Gates.claim(rows, campaign, lead))) {
            case Answer.Open open -> open.permit().from().e164();
            case Answer.Closed closed -> closed.rule();
            case Answer.Early early -> "early";
            case Answer.NotClaimed notClaimed -> "not claimed";
        };
    }

    /** Of this test's organization only. */
    private void change(String statement) {
        rows.update(
                statement
                        + (statement.contains(" WHERE number") ? " AND " : " WHERE ")
                        + "organization_id = :organization",
                Map.of());
    }
}
