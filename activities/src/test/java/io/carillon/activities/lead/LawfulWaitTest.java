package io.carillon.activities.lead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.carillon.activities.database.UuidV7;
import io.carillon.activities.testing.Rows;
import io.carillon.activities.testing.TestDatabase;
import io.carillon.workflows.campaign.CampaignStart;
import io.carillon.workflows.ids.LeadId;
import io.carillon.workflows.lead.WaitingFor;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** On a Sunday, 2026-11-29 half past eleven in Chicago. */
class LawfulWaitTest {
    private static final TestDatabase DATABASE =
            TestDatabase.open()
                    .at(Duration.between(Instant.now(), Instant.parse("2026-11-29T17:30:00Z")));

    private final Rows rows = Rows.in(DATABASE);
    private final CampaignStart campaign = rows.campaign("active", Rows.settings());
    private final Waiting waiting = new JdbcWaiting(DATABASE.transactions());

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @Test
    void saysThatTheLawHoldsALead() {
        rows.dialsWith("twilio", null);
        LeadId chicago = rows.lead(campaign, "+13125550123", "America/Chicago");
        LeadId alabama = rows.lead(campaign, "+12055550123", "America/Chicago");

        Map<LeadId, Waiting.Why> answers =
                waiting.of(rows.organizationId(), List.of(chicago, alabama));

        assertThat(answers.get(chicago)).extracting(Waiting.Why::rule).isEqualTo(WaitingFor.DUE);
        assertThat(answers.get(alabama))
                .isEqualTo(
                        new Waiting.Why(
                                WaitingFor.CALLING_HOURS,
                                Instant.parse("2026-11-30T14:00:00Z"),
                                null));
        assertThat(waiting.held(rows.organizationId(), campaign.campaign()))
                .extracting(Waiting.Held::rule, Waiting.Held::leads)
                .containsExactlyInAnyOrder(
                        tuple(WaitingFor.DUE, 1L), tuple(WaitingFor.CALLING_HOURS, 1L));
    }

    @Test
    void saysOfASingleCallWhatItsOwnCarrierMeans() {
        rows.dialsWith("twilio", null);
        rows.update(
                "UPDATE campaigns SET kind = 'direct', accounts = '{}', caller_ids = '{}' WHERE organization_id = :organization",
                Map.of());
        LeadId lead = rows.lead(campaign, "+12055550123", "America/Chicago");
        rows.update(
                """
                WITH call AS (
                    INSERT INTO calls (id, organization_id, campaign_id, lead_id, state, to_number, callback_token,
                        carrier, single)
                    VALUES (:call, :organization, :campaign, :lead, 'waiting', '+12055550123', :token, 'twilio', true)
                    RETURNING id, lead_id)
                UPDATE leads l SET single = true, call_id = call.id FROM call WHERE l.id = call.lead_id
                """,
                Map.of(
                        "call", UuidV7.next(),
                        "campaign", campaign.campaign().value(),
                        "lead", lead.value(),
                        "token", lead.toString()));

        assertThat(waiting.of(rows.organizationId(), List.of(lead)).get(lead))
                .extracting(Waiting.Why::rule)
                .isEqualTo(WaitingFor.CALLING_HOURS);
        assertThat(waiting.held(rows.organizationId(), campaign.campaign()))
                .extracting(Waiting.Held::rule)
                .containsExactly(WaitingFor.CALLING_HOURS);
    }
}
