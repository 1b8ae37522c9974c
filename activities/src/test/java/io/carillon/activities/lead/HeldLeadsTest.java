package io.carillon.activities.lead;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.testing.RecordedWorkflows;
import io.carillon.activities.testing.Rows;
import io.carillon.activities.testing.TestDatabase;
import io.carillon.workflows.campaign.CampaignStart;
import io.carillon.workflows.ids.LeadId;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Map;

/** A limit was raised: who waits for limits is due again, who waits for something else is not. */
class HeldLeadsTest {
    private static final TestDatabase DATABASE = TestDatabase.open();

    private final RecordedWorkflows workflows = new RecordedWorkflows();
    private final HeldLeads held = new HeldLeads(DATABASE.transactions(), workflows);
    private final Rows rows = Rows.in(DATABASE);
    private final CampaignStart campaign = rows.campaign("active", Rows.settings());

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "number_cap, true",
        "daily_cap, true",
        "caller_id, true",
        "calling_hours, false",
        "retry_delay, false",
        "account_problem, false",
        "time_zone, false"
    })
    void looksAtWhoWaitsForLimits(String rule, boolean due) {
        LeadId lead = waiting(rule);

        held.limitsChanged(rows.organizationId());

        assertThat(due(lead)).isEqualTo(due);
        assertThat(workflows.woken.contains(campaign)).isEqualTo(due);
    }

    @Test
    void leavesOtherOrganizationsAlone() {
        LeadId lead = waiting("daily_cap");

        held.limitsChanged(Rows.in(DATABASE).organizationId());

        assertThat(due(lead)).isFalse();
        assertThat(workflows.woken).isEmpty();
    }

    @Test
    void leavesCallsUnderWayAlone() {
        LeadId lead = waiting("daily_cap");
        set(lead, "status = 'in_call'");

        held.limitsChanged(rows.organizationId());

        assertThat(due(lead)).isFalse();
    }

    @Test
    void keepsARetryDelayThatIsNotOver() {
        LeadId lead = waiting("daily_cap");
        set(lead, "due_at = carillon_now() + interval '1 hour'");

        held.limitsChanged(rows.organizationId());

        assertThat(
                        rows.value(
                                Boolean.class,
                                "SELECT next_attempt_at = due_at FROM leads WHERE id = :id",
                                lead.value()))
                .isTrue();
    }

    private LeadId waiting(String rule) {
        LeadId lead = rows.lead(campaign, "+12025550123", "America/New_York");
        set(
                lead,
                "held_by = '%s', next_attempt_at = carillon_now() + interval '9 hours'"
                        .formatted(rule));
        return lead;
    }

    private void set(LeadId lead, String assignments) {
        rows.update(
                "UPDATE leads SET "
                        + assignments
                        + " WHERE id = :id AND organization_id = :organization",
                Map.of("id", lead.value()));
    }

    private boolean due(LeadId lead) {
        return rows.value(
                Boolean.class,
                "SELECT next_attempt_at <= carillon_now() FROM leads WHERE id = :id",
                lead.value());
    }
}
