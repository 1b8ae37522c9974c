package io.carillon.activities.lead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import io.carillon.activities.event.Outbox;
import io.carillon.activities.testing.RecordedWorkflows;
import io.carillon.activities.testing.Rows;
import io.carillon.activities.testing.TestDatabase;
import io.carillon.workflows.campaign.CampaignStart;
import io.carillon.workflows.ids.LeadId;
import io.carillon.workflows.lead.WaitingFor;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

class WaitingTest {
    private static final TestDatabase DATABASE = TestDatabase.open();

    private static final LeadFilter ANY = new LeadFilter(null, null, null, null);

    private final Waiting waiting = new JdbcWaiting(DATABASE.transactions());
    private final LeadStore store =
            new JdbcLeadStore(
                    DATABASE.transactions(),
                    new LeadChanges(
                            DATABASE.transactions(),
                            new JdbcLeadDecisions(DATABASE.transactions()),
                            new LeadFinished(
                                    DATABASE.transactions(), Outbox.over(DATABASE.transactions())),
                            new PersonEraser(DATABASE.transactions()),
                            new RecordedWorkflows()),
                    waiting);
    private final Rows rows = Rows.in(DATABASE);
    private final CampaignStart campaign = rows.campaign("active", Rows.settings());
    private final LeadId lead = rows.lead(campaign, "+12125550123", "America/New_York");

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            textBlock =
                    """
                    DUE             ~ UPDATE leads SET held_by = NULL
                    CAMPAIGN_DRAFT  ~ UPDATE campaigns SET status = 'draft'
                    CAMPAIGN_PAUSED ~ UPDATE campaigns SET status = 'paused'
                    SCHEDULED       ~ UPDATE campaigns SET status = 'scheduled', starts_at = carillon_now() + interval '1 hour'
                    SCHEDULED       ~ UPDATE leads SET due_at = carillon_now() + interval '1 hour', next_attempt_at = carillon_now() + interval '1 hour'
                    RETRY_DELAY     ~ UPDATE leads SET attempts = 1, due_at = carillon_now() + interval '1 hour', next_attempt_at = carillon_now() + interval '1 hour'
                    CALLING_HOURS   ~ UPDATE campaigns SET settings = jsonb_set(settings, '{hours,windows}', '{}')
                    TIME_ZONE       ~ UPDATE leads SET time_zones = '{}'; UPDATE campaigns SET settings = jsonb_set(settings, '{hours,windows,SUNDAY}', '[]')
                    CARRIER_DOWN    ~ UPDATE carrier_accounts SET status = 'down'
                    ACCOUNT_PROBLEM ~ UPDATE carrier_accounts SET status = 'paused'
                    ACCOUNT_PROBLEM ~ UPDATE organizations SET status = 'suspended'
                    CALLER_ID       ~ UPDATE caller_ids SET status = 'retired'
                    DAILY_CAP       ~ INSERT INTO pacers (scope, organization_id, day, calls_today) SELECT 'campaign:' || id, organization_id, (carillon_now() AT TIME ZONE 'America/New_York')::date, 5 FROM campaigns; UPDATE campaigns SET settings = jsonb_set(settings, '{maxCallsPerDay}', '5')
                    CONCURRENCY     ~ UPDATE campaigns SET settings = jsonb_set(settings, '{maxConcurrent}', '0')
                    PACING          ~ INSERT INTO pacers (scope, organization_id, last_send_at) SELECT 'campaign:' || id, organization_id, carillon_now() + interval '2 seconds' FROM campaigns
                    NUMBER_CAP      ~ UPDATE leads SET held_by = 'number_cap', next_attempt_at = carillon_now() + interval '1 hour'
                    PRE_DIAL_HOOK   ~ UPDATE leads SET held_by = 'pre_dial_hook', next_attempt_at = carillon_now() + interval '1 minute'
                    """)
    void saysWhatHoldsALead(WaitingFor rule, String statements) {
        for (String statement : statements.split("; ")) {
            String own = statement.contains("organizations") ? "id" : "organization_id";
            rows.update(statement + " WHERE " + own + " = :organization", Map.of());
        }

        Map<LeadId, Waiting.Why> answers = waiting.of(rows.organizationId(), List.of(lead));

        assertThat(answers.get(lead)).extracting(Waiting.Why::rule).isEqualTo(rule);
        assertThat(store.find(rows.organizationId(), lead))
                .map(Lead::waitingFor)
                .contains(rule.wire());
        assertThat(store.list(rows.organizationId(), campaign.campaign(), ANY, null, 10))
                .extracting(Lead::waitingFor)
                .containsExactly(rule.wire());
        assertThat(waiting.held(rows.organizationId(), campaign.campaign()))
                .extracting(Waiting.Held::rule, Waiting.Held::leads)
                .containsExactly(tuple(rule, 1L));
    }

    @Test
    void countsWhatItSaysOfEachLead() {
        List<String> numbers =
                IntStream.range(0, 40).mapToObj("+120255501%02d"::formatted).toList();
        for (String number : numbers) {
            rows.lead(campaign, number, "America/New_York");
        }
        change(
                "UPDATE leads SET held_by = 'number_cap', next_attempt_at = carillon_now() + interval '1 hour'",
                1,
                5);
        change(
                "UPDATE leads SET attempts = 2, due_at = carillon_now() + interval '2 hours', next_attempt_at = carillon_now() + interval '2 hours'",
                5,
                9);
        change(
                "UPDATE leads SET time_zones = '{}', next_attempt_at = NULL, held_by = 'time_zone'",
                9,
                12);
        change("UPDATE leads SET attempts = 3, held_by = 'busy'", 12, 20);
        change(
                "UPDATE leads SET phones = array_append(phones, '+14155550100'), phone_index = 1, zone_source = 'number'",
                20,
                25);
        List<LeadId> leads =
                store.list(rows.organizationId(), campaign.campaign(), ANY, null, 100).stream()
                        .map(Lead::id)
                        .toList();

        Map<WaitingFor, Long> counted =
                waiting.held(rows.organizationId(), campaign.campaign()).stream()
                        .collect(toMap(Waiting.Held::rule, Waiting.Held::leads));

        assertThat(counted)
                .isEqualTo(
                        waiting.of(rows.organizationId(), leads).values().stream()
                                .collect(groupingBy(Waiting.Why::rule, counting())))
                .containsEntry(WaitingFor.NUMBER_CAP, 4L)
                .containsEntry(WaitingFor.RETRY_DELAY, 4L);
    }

    /** Of the leads with these numbers. */
    private void change(String statement, int from, int to) {
        rows.update(
                statement
                        + " WHERE organization_id = :organization AND right(phones[1], 2)::int >= :from"
                        + " AND right(phones[1], 2)::int < :to AND phones[1] LIKE '+120255501__'",
                Map.of("from", from, "to", to));
    }

    @Test
    void aNumberOnTheLineHoldsTheOtherLeadWithIt() {
        LeadId other =
                rows.lead(
                        rows.campaign("active", Rows.settings()),
                        "+12125550123",
                        "America/New_York");
        rows.update(
                "INSERT INTO calls (id, organization_id, campaign_id, lead_id, state, to_number,"
                        + " callback_token) SELECT gen_random_uuid(), organization_id, campaign_id, id,"
                        + " 'in_progress', phones[1], id::text FROM leads WHERE id = :lead AND"
                        + " organization_id = :organization",
                Map.of("lead", lead.value()));
        rows.update(
                "UPDATE leads SET status = 'in_call' WHERE id = :lead AND organization_id = :organization",
                Map.of("lead", lead.value()));

        Map<LeadId, Waiting.Why> answers = waiting.of(rows.organizationId(), List.of(lead, other));

        assertThat(answers).containsOnlyKeys(other);
        assertThat(answers.get(other))
                .extracting(Waiting.Why::rule)
                .isEqualTo(WaitingFor.NUMBER_IN_USE);
    }
}
