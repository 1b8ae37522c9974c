package io.carillon.activities.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.campaign.CampaignProgress.Progress;
import io.carillon.activities.database.UuidV7;
import io.carillon.activities.testing.Rows;
import io.carillon.activities.testing.TestDatabase;
import io.carillon.workflows.campaign.CampaignStart;
import io.carillon.workflows.ids.LeadId;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import java.util.Map;

class CampaignProgressTest {
    private static final TestDatabase DATABASE = TestDatabase.open();

    private final Rows rows = Rows.in(DATABASE);
    private final CampaignStart campaign = rows.campaign("active", Rows.settings());
    private int numbers;
    private final CampaignProgress progress = new JdbcCampaignProgress(DATABASE.transactions());

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @Test
    void addsUpWhatCallsCostInEachCurrency() {
        call("in_progress", "", "USD");
        call("failed", "0.000000", "USD");
        call("completed", "0.014000", "USD");
        call("completed", "0.028000", "USD");
        call("completed", "1.200000", "EUR");

        Progress now = progress.of(rows.organizationId(), campaign.campaign());

        assertThat(now.cost()).isEqualTo(Map.of("USD", "0.042", "EUR", "1.2"));
        assertThat(now.callsActive()).isEqualTo(1);
        assertThat(now.callsTotal()).isEqualTo(5);
        assertThat(now.callsPerMinute()).isEqualTo(1);
    }

    @Test
    void costsNothingBeforeItsFirstCall() {
        Progress now = progress.of(rows.organizationId(), campaign.campaign());

        assertThat(now.cost()).isEmpty();
        assertThat(now.callsTotal()).isZero();
    }

    private void call(String state, String cost, String currency) {
        LeadId lead = rows.lead(campaign, "+1212555%04d".formatted(numbers++), "America/New_York");
        rows.update(
                """
                INSERT INTO calls (id, organization_id, campaign_id, lead_id, state, result, to_number, callback_token,
                    attempt, dialed_at, ended_at, cost, currency)
                SELECT :id, organization_id, campaign_id, id, :state, CASE WHEN :state <> 'in_progress' THEN 'human' END,
                    phones[1], :token, 1, carillon_now(), CASE WHEN :state <> 'in_progress' THEN carillon_now() END,
                    nullif(:cost, '')::numeric, :currency
                FROM leads WHERE id = :lead
                """,
                Map.of(
                        "id",
                        UuidV7.next(),
                        "state",
                        state,
                        "token",
                        lead.toString(),
                        "cost",
                        cost,
                        "currency",
                        currency,
                        "lead",
                        lead.value()));
    }
}
