package io.carillon.activities.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.activities.call.FakeDriver;
import io.carillon.activities.campaign.CampaignControl.NotPossible;
import io.carillon.activities.carrier.Capabilities.Feature;
import io.carillon.activities.flow.CompiledFlow;
import io.carillon.activities.testing.Rows;
import io.carillon.activities.testing.TestDatabase;
import io.carillon.workflows.campaign.CampaignStart;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;

class StartCheckTest {
    private static final TestDatabase DATABASE = TestDatabase.open();

    private final CheckedStart start =
            new CheckedStart(DATABASE, (organization, id) -> sayingName());
    private final Rows rows = start.rows;
    private final CampaignStart campaign = start.campaign;

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @Test
    void refusesWhenALeadLacksAVariable() {
        rows.lead(campaign, "+12025550001");

        assertThatThrownBy(start::run)
                .isInstanceOf(NotPossible.class)
                .hasMessageContaining("{{name}}");
    }

    @Test
    void looksAtTheLeadsWhenTheirIntakeCouldNotSay() {
        rows.lead(campaign, "+12025550001");
        rows.update(
                "UPDATE leads SET variables = '{\"name\":\"Ada\"}' WHERE campaign_id = :id AND organization_id = :organization",
                Map.of("id", campaign.campaign().value()));

        assertThatCode(start::run).doesNotThrowAnyException();
    }

    @Test
    void asksNoLeadForWhatTheIntakeHasSaid() {
        rows.lead(campaign, "+12025550001");
        rows.update(
                "UPDATE campaigns SET complete_variables = '{name}' WHERE id = :id AND organization_id = :organization",
                Map.of("id", campaign.campaign().value()));

        assertThatCode(start::run).doesNotThrowAnyException();
    }

    @Test
    void asksNothingOfSingleCalls() {
        rows.lead(campaign, "+12025550001");
        rows.update(
                "UPDATE leads SET single = true WHERE campaign_id = :id AND organization_id = :organization",
                Map.of("id", campaign.campaign().value()));

        assertThatCode(start::run).doesNotThrowAnyException();
    }

    @Test
    void refusesWhatACarrierOfItsAccountsCannotDoAndNamesTheStep() {
        var able = new FakeDriver("twilio");
        able.lacks.add(Feature.VALID_DIGITS);
        var fussy =
                new CheckedStart(
                        DATABASE,
                        (organization, id) ->
                                flow(Map.of("pin", List.of(Feature.GATHER, Feature.VALID_DIGITS))),
                        List.of(new FakeDriver(), able));
        assertThatCode(fussy::run).doesNotThrowAnyException();

        alsoDialsWithTwilio(fussy);

        assertThatThrownBy(fussy::run)
                .isInstanceOfSatisfying(
                        NotPossible.class,
                        refused -> {
                            assertThat(refused.code()).isEqualTo("STEP_NOT_SUPPORTED");
                            assertThat(refused.pointer()).isEqualTo("/flow/steps/pin");
                            assertThat(refused)
                                    .hasMessageContaining("twilio")
                                    .hasMessageContaining("[VALID_DIGITS]");
                        });
        assertThatThrownBy(fussy::edited)
                .isInstanceOfSatisfying(
                        NotPossible.class,
                        refused -> assertThat(refused.code()).isEqualTo("STEP_NOT_SUPPORTED"));
    }

    /** Of a campaign that dials with both. */
    @ParameterizedTest
    @CsvSource({
        "true, simulator, true",
        "true, twilio, true",
        "true, neither, false",
        "false, twilio, false"
    })
    void refusesATuningThatACarrierOfItsAccountsDoesNotHave(
            boolean tuned, String lacking, boolean refused) {
        var drivers = List.of(new FakeDriver(), new FakeDriver("twilio"));
        drivers.stream()
                .filter(driver -> driver.carrier().equals(lacking))
                .forEach(driver -> driver.lacks.add(Feature.MACHINE_TUNING));
        var tunable =
                new CheckedStart(
                        DATABASE, (organization, id) -> flow(Map.of()), List.copyOf(drivers));
        alsoDialsWithTwilio(tunable);
        if (tuned) {
            tunable.rows.update(
                    "UPDATE campaigns SET settings = jsonb_set(settings, '{machines,tuning}', '{\"timeout\":\"PT20S\"}') WHERE organization_id = :organization",
                    Map.of());
        }

        if (refused) {
            assertThatThrownBy(tunable::run)
                    .isInstanceOfSatisfying(
                            NotPossible.class,
                            no -> {
                                assertThat(no.code()).isEqualTo("TUNING_NOT_SUPPORTED");
                                assertThat(no.pointer()).isEqualTo("/answering_machine/tuning");
                                assertThat(no).hasMessageContaining(lacking);
                            });
        } else {
            assertThatCode(tunable::run).doesNotThrowAnyException();
        }
    }

    /** At an address where it rings nobody. */
    private static void alsoDialsWithTwilio(CheckedStart start) {
        start.rows.update(
                """
                WITH second AS (
                    INSERT INTO carrier_accounts (id, organization_id, carrier, name, base_url, calls_per_second, max_concurrent)
                    VALUES (gen_random_uuid(), :organization, 'twilio', 'second', 'http://127.0.0.1:1', 1, 1)
                    RETURNING id)
                UPDATE campaigns SET accounts = accounts || second.id
                FROM second WHERE campaigns.id = :id AND organization_id = :organization
                """,
                Map.of("id", start.campaign.campaign().value()));
    }

    @ParameterizedTest
    @CsvSource({
        "accounts = '{}', false",
        "accounts = ARRAY[gen_random_uuid()], false",
        "status = 'pending', false",
        "carrier = 'twilio', false",
        "accounts = ARRAY[(SELECT id FROM carrier_accounts a WHERE a.organization_id = caller_ids.organization_id)], true",
        "'refused_at = carillon_now(), refused_by = (SELECT id FROM carrier_accounts a WHERE a.organization_id = caller_ids.organization_id)', true"
    })
    void startsOnlyWithCallerIdsThatAreProvedForItsAccounts(String assignments, boolean starts) {
        rows.update(
                "UPDATE campaigns SET complete_variables = '{name}' WHERE organization_id = :organization",
                Map.of());
        rows.update(
                "UPDATE caller_ids SET " + assignments + " WHERE organization_id = :organization",
                Map.of());

        if (starts) {
            assertThatCode(start::run).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(start::run)
                    .isInstanceOfSatisfying(
                            NotPossible.class,
                            no -> assertThat(no.code()).isEqualTo("CALLER_ID_NOT_OWNED"));
        }
    }

    @Test
    void refusesASpendingCapWhereAnAccountHasNoPrice() {
        rows.lead(campaign, "+12025550001");
        rows.dialsWith("twilio", "http://127.0.0.1:1");
        rows.update(
                "UPDATE campaigns SET complete_variables = '{name}' WHERE organization_id = :organization",
                Map.of());
        assertThatCode(start::run).doesNotThrowAnyException();

        rows.update(
                "UPDATE organizations SET limits = '{\"max_spend_per_day\":\"10\"}' WHERE id = :organization",
                Map.of());

        assertThatThrownBy(start::run)
                .isInstanceOf(NotPossible.class)
                .hasMessageContaining("no price_per_minute");
        rows.update(
                "UPDATE carrier_accounts SET price_per_minute = 0.01 WHERE organization_id = :organization",
                Map.of());
        assertThatCode(start::run).doesNotThrowAnyException();
    }

    private static CompiledFlow sayingName() {
        return flow(Map.of(), "name");
    }

    /** A flow of which only the start is asked. */
    static CompiledFlow flow(Map<String, List<Feature>> needs, String... required) {
        return (CompiledFlow)
                Proxy.newProxyInstance(
                        CompiledFlow.class.getClassLoader(),
                        new Class<?>[] {CompiledFlow.class},
                        (proxy, method, arguments) ->
                                switch (method.getName()) {
                                    case "requiredVariables" -> List.of(required);
                                    case "needs" -> needs;
                                    default -> throw new AssertionError(method.getName());
                                });
    }
}
