package io.carillon.activities.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.call.Gate.Answer;
import io.carillon.activities.testing.Rows;
import io.carillon.activities.testing.TestDatabase;
import io.carillon.workflows.call.CallResult;
import io.carillon.workflows.campaign.CampaignStart;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.LeadId;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * The law at the gate, on a Sunday: 2026-11-29, half past noon in New York, half past eleven in
 * Chicago. The campaign's own hours are all day.
 */
class LawfulFloorTest {
    private static final Instant SUNDAY = Instant.parse("2026-11-29T17:30:00Z");
    private static final TestDatabase DATABASE =
            TestDatabase.open().at(Duration.between(Instant.now(), SUNDAY));

    private final Gates gates = new Gates(DATABASE.transactions());
    private final Rows rows = Rows.in(DATABASE);
    private CampaignStart campaign;

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @BeforeEach
    void campaign() {
        campaign = rows.campaign("active", Rows.settings());
        rows.lawful(campaign);
        set("allowedCountries", "[\"US\", \"CA\", \"GB\"]");
    }

    @ParameterizedTest(name = "{0} {1} in {2}: {3} {4}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    +12125550123  |         | America/New_York | dialed        |
                    +12055550123  |         | America/Chicago  | calling_hours | 2026-11-30T14:00:00Z
                    # half an hour before noon, from which on Texas may be called on Sundays
                    +12145550123  |         | America/Chicago  | calling_hours | 2026-11-29T18:00:00Z
                    # the column says more than the number, and so does the number
                    +12125550123  | Alabama | America/Chicago  | calling_hours | 2026-11-30T14:00:00Z
                    +12055550123  | NY      | America/New_York | calling_hours | 2026-11-30T13:00:00Z
                    +14165550123  |         | America/Toronto  | dialed        |
                    +442079460123 |         | Europe/London    | calling_hours | 2026-12-01T08:00:00Z
                    """)
    void keepsTheHoursOfThePlace(
            String number,
            @Nullable String state,
            String zone,
            String said,
            @Nullable Instant nextAttemptAt) {
        rows.dialsWith("twilio", null);
        LeadId lead = lead(number, state, zone);

        Answer answer = gates.gate.pass(Gates.claim(rows, campaign, lead));

        assertThat(said(answer)).isEqualTo(said);
        assertThat(nextAttemptAt == null ? null : nextAttemptAt(lead)).isEqualTo(nextAttemptAt);
    }

    @ParameterizedTest(name = "{0} at {1}: {2}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    simulator |                                    | dialed
                    simulator | https://simulator.example.com      | dialed
                    twilio    | http://localhost                   | dialed
                    twilio    | http://localhost:8090/twilio       | dialed
                    twilio    | http://127.0.0.1:8090              | dialed
                    twilio    | https://127.8.0.9/                 | dialed
                    twilio    | http://[::1]:8090                  | dialed
                    twilio    |                                    | calling_hours
                    ilyost    |                                    | calling_hours
                    sip       |                                    | calling_hours
                    twilio    | https://api.twilio.com             | calling_hours
                    twilio    | http://localhost.example.com       | calling_hours
                    twilio    | http://127.0.0.1.example.com       | calling_hours
                    twilio    | http://127.0.0.1@example.com       | calling_hours
                    twilio    | http://localhost:80@example.com    | calling_hours
                    twilio    | http://localhost/x@example.com     | calling_hours
                    twilio    | http://localhost\\@example.com     | calling_hours
                    twilio    | http://localhost#@example.com      | calling_hours
                    twilio    | http://127.1                       | calling_hours
                    twilio    | http://10.0.0.1                    | calling_hours
                    twilio    | http://192.168.1.10:8090           | calling_hours
                    twilio    | http://0.0.0.0                     | calling_hours
                    """)
    void freesOnlyTheSimulatorAndLoopbackAddresses(
            String carrier, @Nullable String baseUrl, String said) {
        rows.dialsWith(carrier, baseUrl);
        LeadId lead = lead("+12055550123", null, "America/Chicago");

        assertThat(said(gates.gate.pass(Gates.claim(rows, campaign, lead)))).isEqualTo(said);
    }

    @Test
    void holdsALeadWhoseZoneNobodyKnows() {
        rows.dialsWith("twilio", null);
        LeadId lead = lead("+12125550123", null);

        assertThat(said(gates.gate.pass(Gates.claim(rows, campaign, lead)))).isEqualTo("time_zone");
    }

    @Test
    void judgesInTheLeadsZoneWhateverTheCampaignSays() {
        rows.dialsWith("twilio", null);
        set("useLeadZone", "false");
        set("zone", "\"Europe/London\"");
        LeadId lead = lead("+18085550123", null, "Pacific/Honolulu");

        assertThat(said(gates.gate.pass(Gates.claim(rows, campaign, lead))))
                .isEqualTo("calling_hours");
        assertThat(nextAttemptAt(lead)).isEqualTo(Instant.parse("2026-11-29T18:00:00Z"));
    }

    @Test
    void endsALeadInACountryWithoutRules() {
        set("allowedCountries", "[\"DE\"]");
        rows.dialsWith("twilio", null);
        LeadId lead = lead("+493012345678", null, "Europe/Berlin");

        Answer answer = gates.gate.pass(Gates.claim(rows, campaign, lead));

        assertThat(answer).isEqualTo(new Answer.Closed("country_without_rules"));
        assertThat(
                        rows.value(
                                String.class,
                                "SELECT status || ' ' || outcome FROM leads WHERE id = :id",
                                lead.value()))
                .isEqualTo("done failed");
    }

    @Test
    void placesARetryWhereTheLawOpens() {
        rows.dialsWith("twilio", "http://127.0.0.1:1");
        LeadId lead = lead("+12055550123", null, "America/Chicago");
        CallId call = Gates.claim(rows, campaign, lead);
        gates.gate.pass(call);
        rows.dialsWith("twilio", null);

        gates.outcomes.conclude(call, Gates.ending(CallResult.BUSY));

        assertThat(nextAttemptAt(lead)).isEqualTo(Instant.parse("2026-11-30T14:00:00Z"));
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    consent  | {}
                    consent  | {"basis":"written","obtained_at":"2026-10-01"}
                    consent  | {"basis":"written","obtained_at":"2026-12-24","source":"web form"}
                    identity | {"caller_name":"Acme"}
                    message  | "Call {{opt_out_number}}"
                    message  | "This is {{caller_name}}"
                    """)
    void holdsWhatTheCampaignDoesNotDisclose(String member, String json) {
        rows.dialsWith("twilio", null);
        set(member, json);
        LeadId lead = lead("+12125550123", null, "America/New_York");

        assertThat(said(gates.gate.pass(Gates.claim(rows, campaign, lead))))
                .isEqualTo("account_problem");
        assertThat(nextAttemptAt(lead)).isAfter(SUNDAY);
    }

    @Test
    void holdsALeadUntilItsColumnSaysSinceWhenItAgrees() {
        rows.dialsWith("twilio", null);
        set("consent", "{\"basis\":\"written\",\"obtained_at\":\"agreed\",\"source\":\"shop\"}");
        LeadId lead = lead("+12125550123", null, "America/New_York");

        Answer answer = gates.gate.pass(Gates.claim(rows, campaign, lead));

        assertThat(said(answer)).isEqualTo("account_problem");
        assertThat(
                        rows.value(
                                String.class,
                                """
                                SELECT l.held_by || ', ' || (l.next_attempt_at IS NULL) || ', ' || d.detail
                                FROM leads l JOIN lead_decisions d ON d.lead_id = l.id
                                WHERE l.id = :id
                                """,
                                lead.value()))
                .isEqualTo("account_problem, true, no consent: column agreed is empty");

        rows.update(
                "UPDATE leads SET variables = '{\"agreed\":\"2026-10-01\"}' WHERE id = :id AND organization_id = :organization",
                Map.of("id", lead.value()));

        assertThat(said(gates.gate.pass(Gates.claim(rows, campaign, lead)))).isEqualTo("dialed");
    }

    @Test
    void speaksInTheCampaignsNameWhateverTheLeadsColumnsSay() {
        LeadId lead = lead("+12125550123", null, "America/New_York");
        rows.update(
                "UPDATE leads SET variables = '{\"caller_name\":\"Nobody\"}' WHERE id = :id AND organization_id = :organization",
                Map.of("id", lead.value()));

        Answer answer = gates.gate.pass(Gates.claim(rows, campaign, lead));

        assertThat(((Answer.Open) answer).permit().variables())
                .containsEntry("caller_name", "Acme")
                .containsEntry("opt_out_number", "+12025550111");
    }

    private void set(String member, String json) {
        rows.update(
                "UPDATE campaigns SET settings = settings || jsonb_build_object(:member::text, :json::jsonb) WHERE organization_id = :organization",
                Map.of("member", member, "json", json));
    }

    private LeadId lead(String number, @Nullable String state, String... zones) {
        LeadId lead = rows.lead(campaign, number, zones);
        if (state != null) {
            rows.update(
                    "UPDATE leads SET variables = jsonb_build_object('state', :state::text) WHERE id = :id AND organization_id = :organization",
                    Map.of("state", state, "id", lead.value()));
        }
        return lead;
    }

    private Instant nextAttemptAt(LeadId lead) {
        return rows.value(
                        java.time.OffsetDateTime.class,
                        "SELECT next_attempt_at FROM leads WHERE id = :id",
                        lead.value())
                .toInstant();
    }

    private static String said(Answer answer) {
        return switch (answer) {
            case Answer.Open open -> "dialed";
            case Answer.Closed(String rule) -> rule;
            case Answer.Early early -> "early";
            case Answer.NotClaimed other -> "not claimed";
        };
    }
}
