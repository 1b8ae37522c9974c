package io.carillon.activities.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.lead.LeadDecisions;
import io.carillon.activities.testing.Rows;
import io.carillon.activities.testing.TestDatabase;
import io.carillon.workflows.campaign.CampaignStart;
import io.carillon.workflows.ids.LeadId;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** On a Sunday, 2026-11-29 half past eleven in Chicago. */
class LawfulClaimsTest {
    private static final TestDatabase DATABASE =
            TestDatabase.open()
                    .at(Duration.between(Instant.now(), Instant.parse("2026-11-29T17:30:00Z")));

    private final Rows rows = Rows.in(DATABASE);
    private final CampaignStart campaign = rows.campaign("active", Rows.settings());
    private final List<LeadDecisions.Decision> decided = new ArrayList<>();
    private final Claims claims =
            new Claims(
                    DATABASE.transactions(),
                    new Budget(DATABASE.transactions(), new Demands(DATABASE.transactions(), 50)),
                    decided::add);

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @Test
    void claimsOnlyWhomTheLawLetsBeCalledAndMovesTheOthers() {
        rows.dialsWith("twilio", null);
        LeadId chicago = rows.lead(campaign, "+13125550123", "America/Chicago");
        LeadId alabama = rows.lead(campaign, "+12055550123", "America/Chicago");
        LeadId texas = rows.lead(campaign, "+12145550123", "America/Chicago");
        LeadId told = rows.lead(campaign, "+13125550124", "America/Chicago");
        rows.update(
                "UPDATE leads SET variables = '{\"state\":\"AL\"}' WHERE id = :id AND organization_id = :organization",
                Map.of("id", told.value()));

        Claims.Look look = claims.look(campaign);

        assertThat(look.calls()).extracting(call -> call.lead()).containsExactly(chicago);
        assertThat(state(alabama)).isEqualTo("pending calling_hours 2026-11-30T14:00:00");
        assertThat(state(texas)).isEqualTo("pending calling_hours 2026-11-29T18:00:00");
        assertThat(state(told)).isEqualTo("pending calling_hours 2026-11-30T15:00:00");
    }

    @Test
    void claimsEverybodyForTheSimulator() {
        rows.lead(campaign, "+12055550125", "America/Chicago");

        assertThat(claims.look(campaign).calls()).hasSize(1);
    }

    @Test
    void letsTheGateEndALeadWithoutLaws() {
        rows.dialsWith("twilio", null);
        rows.lead(campaign, "+493012345678", "Europe/Berlin");

        assertThat(claims.look(campaign).calls()).hasSize(1);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ''         | column agreed_on is empty
                    10/01/2026 | column agreed_on is not a date like 2026-10-01
                    2026-12-24 | column agreed_on lies in the future
                    """)
    void holdsAtTheClaimWhoeverHasNotAgreed(String cell, String detail) {
        rows.dialsWith("twilio", null);
        LeadId lead = agreed("+13125550123", cell);

        assertThat(claims.look(campaign).calls()).isEmpty();

        assertThat(held(lead)).isEqualTo("pending account_problem never");
        assertThat(decided)
                .containsExactly(
                        new LeadDecisions.Decision(
                                campaign.organization(),
                                lead,
                                null,
                                "held",
                                "account_problem",
                                "no consent: " + detail,
                                null));
    }

    @Test
    void claimsWhoeverHasAgreed() {
        rows.dialsWith("twilio", null);
        agreed("+13125550123", "2026-10-01");

        assertThat(claims.look(campaign).calls()).hasSize(1);
    }

    @Test
    void asksTheSimulatorsPeopleForNoConsent() {
        agreed("+13125550123", "");

        assertThat(claims.look(campaign).calls()).hasSize(1);
    }

    @Test
    void letsTheGateEndWhoeverMayNotBeCalledAnyway() {
        rows.dialsWith("twilio", null);
        agreed("+493012345678", "");
        agreed("+14165550123", "");

        assertThat(claims.look(campaign).calls()).hasSize(2);
    }

    @Test
    void movesManyClosedLeadsInALook() {
        rows.dialsWith("twilio", null);
        for (int i = 0; i < 300; i++) {
            rows.lead(campaign, "+1205555%04d".formatted(i), "America/Chicago");
        }

        claims.look(campaign);

        assertThat(
                        rows.value(
                                Long.class,
                                "SELECT count(*) FROM leads WHERE campaign_id = :id AND held_by = 'calling_hours'",
                                campaign.campaign().value()))
                .isEqualTo(300);
    }

    private LeadId agreed(String number, String cell) {
        rows.update(
                """
                UPDATE campaigns
                SET settings = settings || '{"consent":{"basis":"written","obtained_at":"agreed_on","source":"form"}}'
                WHERE id = :id AND organization_id = :organization
                """,
                Map.of("id", campaign.campaign().value()));
        LeadId lead = rows.lead(campaign, number, "America/Chicago");
        rows.update(
                """
                UPDATE leads SET variables = jsonb_build_object('agreed_on', :cell::text)
                WHERE id = :id AND organization_id = :organization
                """,
                Map.of("id", lead.value(), "cell", cell));
        return lead;
    }

    private String held(LeadId lead) {
        return rows.value(
                String.class,
                "SELECT status || ' ' || held_by || ' ' || coalesce(next_attempt_at::text, 'never') FROM leads WHERE id = :id",
                lead.value());
    }

    private String state(LeadId lead) {
        return rows.value(
                String.class,
                "SELECT status || ' ' || held_by || ' ' || to_char(next_attempt_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS') FROM leads WHERE id = :id",
                lead.value());
    }
}
