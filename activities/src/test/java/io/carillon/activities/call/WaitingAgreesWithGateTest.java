package io.carillon.activities.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.carillon.activities.lead.Waiting;
import io.carillon.activities.testing.Rows;
import io.carillon.activities.testing.TestDatabase;
import io.carillon.workflows.campaign.CampaignStart;
import io.carillon.workflows.ids.LeadId;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a lead is said to wait for is what the gate refuses it for, until the same instant. */
class WaitingAgreesWithGateTest {
    // At noon in Greenwich no counted day ends while a test runs.
    private static final TestDatabase DATABASE =
            TestDatabase.open()
                    .at(
                            Duration.between(
                                    Instant.now(),
                                    OffsetDateTime.now(ZoneOffset.UTC)
                                            .toLocalDate()
                                            .atTime(LocalTime.NOON)
                                            .toInstant(ZoneOffset.UTC)));

    private final Gates gates = new Gates(DATABASE.transactions());
    private final Waiting waiting = Waiting.over(DATABASE.transactions());
    private final Rows rows = Rows.in(DATABASE);
    private final CampaignStart campaign = rows.campaign("active", Rows.settings());
    private final LeadId lead = rows.lead(campaign, "+12125550123", "America/New_York");

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    // By time: the instant is the same too. The others end when somebody acts or a call ends.
    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            textBlock =
                    """
                    campaign_draft  ~ no  ~ UPDATE campaigns SET status = 'draft' WHERE organization_id = :organization
                    campaign_draft  ~ no  ~ UPDATE campaigns SET status = 'draft' WHERE organization_id = :organization; UPDATE organizations SET status = 'suspended' WHERE id = :organization
                    campaign_paused ~ no  ~ UPDATE campaigns SET status = 'paused' WHERE organization_id = :organization
                    scheduled       ~ yes ~ UPDATE campaigns SET status = 'scheduled', starts_at = carillon_now() + interval '1 hour' WHERE organization_id = :organization
                    scheduled       ~ yes ~ UPDATE campaigns SET starts_at = carillon_now() + interval '1 hour' WHERE organization_id = :organization
                    account_problem ~ no  ~ UPDATE organizations SET status = 'suspended' WHERE id = :organization
                    retry_delay     ~ yes ~ UPDATE campaigns SET settings = settings || '{"minBetweenAttempts":"PT1H"}' WHERE organization_id = :organization; UPDATE leads SET attempts = 1, last_attempt_at = carillon_now() - interval '30 minutes' WHERE organization_id = :organization
                    time_zone       ~ no  ~ UPDATE campaigns SET settings = jsonb_set(settings, '{hours,windows,SUNDAY}', '[]') WHERE organization_id = :organization; UPDATE leads SET time_zones = '{}' WHERE organization_id = :organization
                    calling_hours   ~ yes ~ UPDATE campaigns SET settings = jsonb_set(settings, '{hours,closedDates}', jsonb_build_array(carillon_now()::date::text)) WHERE organization_id = :organization
                    number_cap      ~ yes ~ UPDATE organizations SET limits = '{"calls_per_number":{"PT24H":1,"P7D":5}}' WHERE id = :organization; CALLED
                    number_cap      ~ yes ~ UPDATE organizations SET limits = '{"calls_per_number":{"PT24H":2,"P7D":1}}' WHERE id = :organization; CALLED
                    number_cap      ~ yes ~ UPDATE organizations SET limits = '{"calls_per_number":{"P30D":0}}' WHERE id = :organization
                    daily_cap       ~ yes ~ UPDATE campaigns SET settings = settings || '{"maxCallsPerDay":5}' WHERE organization_id = :organization; INSERT INTO pacers (scope, organization_id, day, calls_today) SELECT 'campaign:' || id, organization_id, (carillon_now() AT TIME ZONE 'America/New_York')::date, 5 FROM campaigns WHERE organization_id = :organization
                    daily_cap       ~ yes ~ UPDATE organizations SET limits = '{"max_calls_per_day":5}' WHERE id = :organization; INSERT INTO pacers (scope, organization_id, day, calls_today) SELECT 'organization:' || id, id, (carillon_now() AT TIME ZONE 'UTC')::date, 5 FROM organizations WHERE id = :organization
                    daily_cap       ~ yes ~ UPDATE organizations SET limits = '{"max_spend_per_day":"2.50"}' WHERE id = :organization; INSERT INTO pacers (scope, organization_id, day, spent_today) SELECT 'organization:' || id, id, (carillon_now() AT TIME ZONE 'UTC')::date, 2.5 FROM organizations WHERE id = :organization
                    number_cap      ~ yes ~ UPDATE organizations SET limits = '{"calls_per_number":{"P7D":1}}' WHERE id = :organization; CALLED; UPDATE campaigns SET settings = settings || '{"maxConcurrent":0}' WHERE organization_id = :organization
                    carrier_down    ~ no  ~ UPDATE carrier_accounts SET status = 'down' WHERE organization_id = :organization
                    carrier_down    ~ yes ~ UPDATE carrier_accounts SET status = 'down', down_until = carillon_now() + interval '3 minutes' WHERE organization_id = :organization
                    daily_cap       ~ yes ~ UPDATE carrier_accounts SET price_per_minute = 0.01 WHERE organization_id = :organization; UPDATE organizations SET limits = '{"max_spend_per_day":"0.19"}' WHERE id = :organization
                    account_problem ~ no  ~ UPDATE carrier_accounts SET carrier = 'ilyost', base_url = 'http://127.0.0.1:1' WHERE organization_id = :organization; UPDATE caller_ids SET carrier = 'ilyost' WHERE organization_id = :organization; UPDATE organizations SET limits = '{"max_spend_per_day":"9"}' WHERE id = :organization
                    account_problem ~ no  ~ UPDATE carrier_accounts SET status = 'paused' WHERE organization_id = :organization
                    account_problem ~ no  ~ UPDATE campaigns SET accounts = ARRAY[gen_random_uuid()] WHERE organization_id = :organization
                    concurrency     ~ no  ~ UPDATE campaigns SET settings = settings || '{"maxConcurrent":0}' WHERE organization_id = :organization
                    concurrency     ~ no  ~ UPDATE carrier_accounts SET max_concurrent = 0 WHERE organization_id = :organization; UPDATE caller_ids SET status = 'retired' WHERE organization_id = :organization
                    concurrency     ~ no  ~ UPDATE carrier_accounts SET max_concurrent = 10 WHERE organization_id = :organization; INSERT INTO calls (id, organization_id, campaign_id, lead_id, state, to_number, callback_token, account_id) SELECT gen_random_uuid(), l.organization_id, l.campaign_id, l.id, 'in_progress', '+1212555' || (2000 + n), l.id || '-' || n, a.id FROM leads l JOIN carrier_accounts a ON a.organization_id = l.organization_id, generate_series(1, 9) n WHERE l.organization_id = :organization
                    caller_id       ~ no  ~ UPDATE caller_ids SET status = 'retired' WHERE organization_id = :organization
                    caller_id       ~ no  ~ UPDATE caller_ids SET accounts = '{}' WHERE organization_id = :organization
                    caller_id       ~ no  ~ UPDATE caller_ids i SET refused_at = carillon_now(), refused_by = a.id FROM carrier_accounts a WHERE a.organization_id = i.organization_id AND i.organization_id = :organization
                    caller_id       ~ yes ~ UPDATE caller_ids SET max_calls_per_day = 1 WHERE organization_id = :organization; INSERT INTO pacers (scope, organization_id, day, calls_today) SELECT 'caller_id:' || id, organization_id, (carillon_now() AT TIME ZONE 'UTC')::date, 1 FROM caller_ids WHERE organization_id = :organization
                    caller_id       ~ yes ~ UPDATE caller_ids SET cool_down_seconds = 3600 WHERE organization_id = :organization; INSERT INTO pacers (scope, organization_id, last_send_at) SELECT 'caller_id:' || id, organization_id, carillon_now() - interval '10 minutes' FROM caller_ids WHERE organization_id = :organization
                    pacing          ~ yes ~ INSERT INTO pacers (scope, organization_id, last_send_at) SELECT 'campaign:' || id, organization_id, carillon_now() + interval '1 minute' FROM campaigns WHERE organization_id = :organization
                    pacing          ~ yes ~ INSERT INTO pacers (scope, organization_id, last_send_at) SELECT 'account:' || id, organization_id, carillon_now() + interval '1 minute' FROM carrier_accounts WHERE organization_id = :organization
                    """)
    void saysWhatTheGateSays(String rule, String byTime, String statements) {
        for (String statement : statements.split("; ")) {
            if (statement.equals("CALLED")) {
                called();
            } else {
                rows.update(statement, Map.of());
            }
        }

        Waiting.Why why =
                Objects.requireNonNull(waiting.of(rows.organizationId(), List.of(lead)).get(lead));
        List<Waiting.Held> all = waiting.held(rows.organizationId(), campaign.campaign());
        Gate.Answer answer = gates.gate.pass(Gates.claim(rows, campaign, lead));

        assertThat(answer).isEqualTo(new Gate.Answer.Closed(rule));
        assertThat(why.rule().wire()).isEqualTo(rule);
        assertThat(all).containsExactly(new Waiting.Held(why.rule(), 1, all.getFirst().next()));
        if (byTime.equals("yes")) {
            assertThat(why.until()).isCloseTo(gateSays(), within(1, ChronoUnit.MINUTES));
            assertThat(all.getFirst().next()).isCloseTo(gateSays(), within(1, ChronoUnit.MINUTES));
        }
    }

    /** An hour ago, from the other campaign. */
    private void called() {
        rows.update(
                """
                INSERT INTO calls (id, organization_id, campaign_id, lead_id, state, result, to_number, callback_token, dialed_at, ended_at)
                SELECT gen_random_uuid(), organization_id, campaign_id, id, 'failed', 'busy', phones[1], id::text,
                    carillon_now() - interval '1 hour', carillon_now()
                FROM leads WHERE organization_id = :organization
                """,
                Map.of());
    }

    private Instant gateSays() {
        return rows.value(
                        OffsetDateTime.class,
                        "SELECT next_attempt_at FROM leads WHERE id = :id",
                        lead.value())
                .toInstant();
    }
}
