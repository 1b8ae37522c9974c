package io.carillon.activities.suppression;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.event.CallEvents;
import io.carillon.activities.event.Outbox;
import io.carillon.activities.lead.LeadDecisions;
import io.carillon.activities.lead.LeadFinished;
import io.carillon.activities.testing.RecordedWorkflows;
import io.carillon.activities.testing.Rows;
import io.carillon.activities.testing.TestDatabase;
import io.carillon.workflows.campaign.CampaignStart;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.LeadId;
import io.carillon.workflows.phone.PhoneNumber;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class OptOutTest {
    private static final TestDatabase DATABASE = TestDatabase.open();
    private static final Transactions TRANSACTIONS = DATABASE.transactions();
    private static final PhoneNumber NUMBER = new PhoneNumber("+12025550194");

    private final Rows rows = Rows.in(DATABASE);
    private final List<String> events = new ArrayList<>();
    private final List<LeadDecisions.Decision> decided = new ArrayList<>();
    private final Outbox outbox = event -> events.add(event.type());
    private final JdbcSuppressions suppressions =
            new JdbcSuppressions(
                    TRANSACTIONS,
                    new SuppressedLeads(
                            TRANSACTIONS,
                            decided::add,
                            new LeadFinished(TRANSACTIONS, outbox),
                            new CallEvents(TRANSACTIONS, outbox),
                            new RecordedWorkflows()),
                    decided::add);

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @Test
    void endsEveryPendingLeadOfTheNumberInEveryCampaignOfTheOrganization() {
        CampaignStart one = rows.campaign("active", Rows.settings());
        CampaignStart other = rows.campaign("draft", Rows.settings());
        Rows neighbour = Rows.in(DATABASE);
        LeadId heard = rows.lead(one, NUMBER.e164());
        LeadId second = rows.lead(other, NUMBER.e164());
        LeadId theirs =
                neighbour.lead(neighbour.campaign("active", Rows.settings()), NUMBER.e164());
        LeadId someoneElse = rows.lead(one, "+12025550195");
        CallId call = liveCall(one, heard);

        TRANSACTIONS.system(() -> suppressions.optOut(rows.organizationId(), NUMBER, call));

        assertThat(statusOf(second)).isEqualTo("done/suppressed");
        assertThat(statusOf(heard)).isEqualTo("in_call/none");
        assertThat(statusOf(theirs)).isEqualTo("pending/none");
        assertThat(statusOf(someoneElse)).isEqualTo("pending/none");
        assertThat(events).containsExactly("lead.finished");
    }

    @Test
    void reachesHundredsOfPendingLeadsWithinASecondAndSaysSo() {
        Outbox events = Outbox.over(TRANSACTIONS);
        LeadDecisions decisions = LeadDecisions.over(TRANSACTIONS);
        var real =
                new JdbcSuppressions(
                        TRANSACTIONS,
                        new SuppressedLeads(
                                TRANSACTIONS,
                                decisions,
                                new LeadFinished(TRANSACTIONS, events),
                                new CallEvents(TRANSACTIONS, events),
                                new RecordedWorkflows()),
                        decisions);
        CampaignStart heardIn = rows.campaign("active", Rows.settings());
        LeadId heard = rows.lead(heardIn, NUMBER.e164());
        CallId call = liveCall(heardIn, heard);
        for (String status : List.of("draft", "scheduled", "active", "paused")) {
            leads(rows.campaign(status, Rows.settings()), 50);
        }

        TRANSACTIONS.system(() -> real.optOut(rows.organizationId(), NUMBER, call));

        String detail =
                rows.value(
                        String.class,
                        "SELECT detail FROM lead_decisions WHERE lead_id = :id AND decision = 'opted_out'",
                        heard.value());
        assertThat(detail).matches("in force after [0-9]{1,3} ms; other leads ended: 200");
        assertThat(
                        rows.value(
                                Long.class,
                                "SELECT count(*) FROM leads l JOIN lead_decisions d ON d.lead_id = l.id WHERE"
                                        + " l.organization_id = :id AND l.outcome = 'suppressed' AND d.decision ="
                                        + " 'finished' AND d.rule = 'suppression' AND d.detail = 'opt_out'",
                                rows.organizationId().value()))
                .isEqualTo(200);
    }

    /** Of the number, each another person's. */
    private void leads(CampaignStart campaign, int count) {
        rows.update(
                """
                INSERT INTO leads (id, organization_id, campaign_id, person_key, phones, due_at, next_attempt_at)
                SELECT gen_random_uuid(), :organization, :campaign, 'x:' || n, ARRAY['+12025550100', :number],
                    carillon_now(), carillon_now()
                FROM generate_series(1, :count) n
                """,
                Map.of(
                        "campaign", campaign.campaign().value(),
                        "number", NUMBER.e164(),
                        "count", count));
    }

    @Test
    void hearingItTwiceOnOneCallIsHearingItOnce() {
        CampaignStart campaign = rows.campaign("active", Rows.settings());
        CallId call = liveCall(campaign, rows.lead(campaign, NUMBER.e164()));

        TRANSACTIONS.system(() -> suppressions.optOut(rows.organizationId(), NUMBER, call));
        TRANSACTIONS.system(() -> suppressions.optOut(rows.organizationId(), NUMBER, call));

        assertThat(decided)
                .extracting(LeadDecisions.Decision::decision)
                .containsExactly("opted_out");
    }

    @Test
    void noLaterUploadShortensAPersonsWord() {
        CampaignStart campaign = rows.campaign("active", Rows.settings());
        CallId call = liveCall(campaign, rows.lead(campaign, NUMBER.e164()));
        TRANSACTIONS.system(() -> suppressions.optOut(rows.organizationId(), NUMBER, call));

        List<Suppression> added =
                suppressions.add(
                        rows.organizationId(),
                        List.of(
                                new Suppression.Wanted(
                                        Suppression.What.number(NUMBER),
                                        null,
                                        "holiday",
                                        java.time.Instant.parse("2030-01-01T00:00:00Z"))));

        assertThat(added).extracting(Suppression::reason).containsExactly("opt_out");
        assertThat(added).extracting(Suppression::expiresAt).containsOnlyNulls();
    }

    private CallId liveCall(CampaignStart campaign, LeadId lead) {
        var call = new CallId(java.util.UUID.randomUUID());
        rows.update(
                """
                INSERT INTO calls (id, organization_id, campaign_id, lead_id, state, to_number, callback_token, attempt)
                VALUES (:id, :organization, :campaign, :lead, 'in_progress', :number, :token, 1)
                """,
                Map.of(
                        "id", call.value(),
                        "campaign", campaign.campaign().value(),
                        "lead", lead.value(),
                        "number", NUMBER.e164(),
                        "token", call.toString()));
        rows.update(
                "UPDATE leads SET status = 'in_call' WHERE id = :id AND organization_id = :organization",
                Map.of("id", lead.value()));
        return call;
    }

    private String statusOf(LeadId lead) {
        return rows.value(
                String.class,
                "SELECT status || '/' || coalesce(outcome, 'none') FROM leads WHERE id = :id",
                lead.value());
    }
}
