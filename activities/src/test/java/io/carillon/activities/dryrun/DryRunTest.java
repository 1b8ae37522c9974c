package io.carillon.activities.dryrun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import static java.util.stream.Collectors.toMap;

import io.carillon.activities.campaign.CampaignControl.NotPossible;
import io.carillon.activities.flow.CompiledFlow;
import io.carillon.activities.settings.SettingsJson;
import io.carillon.activities.testing.Rows;
import io.carillon.activities.testing.TestDatabase;
import io.carillon.workflows.campaign.CampaignStart;
import io.carillon.workflows.ids.LeadId;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class DryRunTest {
    private static final TestDatabase DATABASE = TestDatabase.open();

    // Nine to eight everywhere, one at a time, a dial a second.
    private static final String NINE_TO_EIGHT =
            """
            {"maxConcurrent":100,"callsPerSecond":1,"hours":{"windows":{%s},"closedDates":[]}}
            """
                    .formatted(
                            String.join(
                                    ",",
                                    List.of(
                                                    "MONDAY",
                                                    "TUESDAY",
                                                    "WEDNESDAY",
                                                    "THURSDAY",
                                                    "FRIDAY",
                                                    "SATURDAY",
                                                    "SUNDAY")
                                            .stream()
                                            .map(
                                                    day ->
                                                            "\"%s\":[{\"beginMinute\":540,\"endMinute\":1200}]"
                                                                    .formatted(day))
                                            .toList()));

    private static final List<String> CHICAGO = List.of("America/Chicago");

    private final List<NotPossible> problems = new ArrayList<>();
    private final DryRun dryRun =
            new JdbcDryRun(
                    DATABASE.transactions(),
                    (organization, id) -> sayingName(),
                    (organization, id) -> problems,
                    50);
    private final Rows rows = Rows.in(DATABASE);
    private final CampaignStart campaign = rows.campaign("draft", Rows.settings(NINE_TO_EIGHT));

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            textBlock =
                    """
                    suppressed          ~ UPDATE leads SET status = 'done', outcome = 'suppressed' WHERE organization_id = :organization AND id = :lead
                    suppressed          ~ INSERT INTO suppressions (id, organization_id, number, reason) SELECT gen_random_uuid(), :organization, phones[1], 'asked' FROM leads WHERE id = :lead
                    suppressed          ~ INSERT INTO suppressions (id, organization_id, prefix, reason) SELECT gen_random_uuid(), :organization, left(phones[1], 9), 'asked' FROM leads WHERE id = :lead
                    suppressed          ~ INSERT INTO erased_numbers (organization_id, hash) SELECT :organization, erasure_hash(phones[1]) FROM leads WHERE id = :lead
                    max_attempts        ~ UPDATE leads SET attempts = 3 WHERE organization_id = :organization AND id = :lead
                    country_not_allowed ~ UPDATE leads SET phones = '{+442071838750}' WHERE organization_id = :organization AND id = :lead
                    country_not_allowed ~ UPDATE leads SET phones = '{+14165550123}' WHERE organization_id = :organization AND id = :lead
                    variable_missing    ~ UPDATE leads SET variables = '{}' WHERE organization_id = :organization AND id = :lead
                    time_zone           ~ UPDATE leads SET time_zones = '{}' WHERE organization_id = :organization AND id = :lead
                    """)
    void saysWhoWouldBeSkippedAndWhy(String reason, String statement) {
        lead("+12125550123", "America/New_York");
        LeadId skipped = lead("+13125550124", "America/Chicago");
        rows.update(statement, Map.of("lead", skipped.value()));

        DryRun.Answer answer = run();

        assertThat(answer.skipped())
                .isEqualTo(Map.of(reason, new DryRun.Some(1, List.of(skipped))));
        assertThat(answer)
                .extracting(DryRun.Answer::leadsTotal, DryRun.Answer::wouldDial)
                .containsExactly(2L, 1L);
    }

    @Test
    void leavesOutWhatDoesNotConcernTheCampaign() {
        lead("+12125550123", "America/New_York");
        rows.update(
                """
                INSERT INTO suppressions (id, organization_id, number, campaign_id, reason, expires_at) VALUES
                    (gen_random_uuid(), :organization, '+12125550123', gen_random_uuid(), 'another campaign', NULL),
                    (gen_random_uuid(), :organization, '+12125550123', NULL, 'over', carillon_now() - interval '1 second')
                """,
                Map.of());

        assertThat(run().skipped()).isEmpty();
    }

    @Test
    void skipsThoseWhoseHoursBeginAfterTheEnd() {
        lead("+12125550123", "America/New_York");
        rows.update(
                "UPDATE campaigns SET ends_at = carillon_now() WHERE organization_id = :organization",
                Map.of());

        assertThat(run().skipped()).containsOnlyKeys("calling_hours");
    }

    @Test
    void takesWhatTheCampaignSaysOfItselfForNoMissingVariable() {
        settings("{\"identity\":{\"name\":\"Acme\"}}");
        set(lead("+12125550123", "America/New_York"), "variables = '{}'");

        assertThat(run().skipped()).isEmpty();
    }

    @Test
    void skipsWhoseConsentNobodyCanRead() {
        settings(
                "{\"consent\":{\"basis\":\"written\",\"obtained_at\":\"agreed_on\",\"source\":\"form\"}}");
        LeadId empty = agreed("+12125550101", "");
        LeadId unreadable = agreed("+12125550102", "10/01/2026");
        LeadId impossible = agreed("+12125550103", "2026-13-01");
        LeadId future = agreed("+12125550104", "2126-10-01T10:00:00Z");
        LeadId torn = agreed("+12125550105", "2026-10-01T");
        agreed("+12125550106", "2026-10-01");
        agreed("+12125550107", " 2026-10-01 09:30 ");
        agreed("+12125550108", "2026-10-01T09:30:00.5+02:00");

        assertThat(run().skipped()).as("on the simulator").isEmpty();

        ringReally();
        DryRun.Answer answer = run();
        assertThat(answer.wouldDial()).isEqualTo(3);
        assertThat(answer.skipped()).containsOnlyKeys("consent_missing");
        assertThat(answer.skipped().values())
                .flatExtracting(DryRun.Some::examples)
                .containsExactlyInAnyOrder(empty, unreadable, impossible, future, torn);
    }

    @Test
    void skipsCountriesWithoutLaws() {
        settings("{\"allowedCountries\":[\"US\",\"DE\"]}");
        ringReally();
        lead("+12125550123", "America/New_York");
        LeadId lawless = lead("+493012345678", "Europe/Berlin");

        assertThat(run().skipped())
                .isEqualTo(Map.of("country_without_rules", new DryRun.Some(1, List.of(lawless))));
    }

    @Test
    void showsTheLawfulWindowsOfEachPlace() {
        rows.update(
                "UPDATE campaigns SET settings = :settings::jsonb WHERE organization_id = :organization",
                Map.of("settings", SettingsJson.write(Rows.settings())));
        ringReally();
        lead("+12145550101", "America/Chicago");
        lead("+12145550102", "America/Chicago");
        set(
                lead("+12145550103", "America/Chicago"),
                "variables = variables || '{\"state\":\"FL\"}'");
        set(
                lead("+19045550104", "America/Chicago"),
                "variables = variables || '{\"state\":\"TX\"}'");
        lead("+13125550105", "America/Chicago");

        List<DryRun.ZoneWindows> zones = run().windows();

        assertThat(zones)
                .extracting(DryRun.ZoneWindows::places, DryRun.ZoneWindows::leads)
                .containsExactlyInAnyOrder(
                        tuple(List.of("US-TX"), 2L),
                        tuple(List.of("US-FL", "US-TX"), 2L),
                        tuple(List.of("US-IL"), 1L));
        assertThat(zones).extracting(DryRun.ZoneWindows::zones).containsOnly(CHICAGO);
    }

    @ParameterizedTest(name = "zones by {0}: {1}")
    @CsvSource({
        "number,      America/Chicago",
        "unknown,     America/Chicago",
        "state,       America/New_York",
        "postal_code, America/New_York",
        "column,      America/New_York"
    })
    void judgesASecondNumberByItsOwnZonesUnlessTheLeadsAreKnown(String source, String zone) {
        LeadId lead = lead("+12125550123", "America/New_York");
        set(
                lead,
                "phones = '{+12125550123,+13125550124}', phone_index = 1, zone_source = '%s'"
                        .formatted(source));
        lead("+12125550125", "America/New_York");

        assertThat(run().windows())
                .filteredOn(zones -> zones.zones().contains(zone))
                .extracting(DryRun.ZoneWindows::leads)
                .containsExactly(zone.equals("America/Chicago") ? 1L : 2L);
    }

    @Test
    void skipsASecondNumberOfNoKnownZone() {
        LeadId lead = lead("+12125550123", "America/New_York");
        set(
                lead,
                "phones = '{+12125550123,+18005550124}', phone_index = 1, zone_source = 'number'");

        assertThat(run().skipped())
                .isEqualTo(Map.of("time_zone", new DryRun.Some(1, List.of(lead))));
    }

    @Test
    void gathersPlacesWithTheSameHours() {
        ringReally();
        set(
                lead("+12125550101", "America/New_York"),
                "variables = variables || '{\"postal_code\":\"10001\"}'");
        set(
                lead("+12125550102", "America/New_York"),
                "variables = variables || '{\"postal_code\":\"11201\"}'");
        lead("+12015550103", "America/New_York");

        assertThat(run().windows())
                .extracting(DryRun.ZoneWindows::places, DryRun.ZoneWindows::leads)
                .containsExactly(tuple(List.of("US-NJ", "US-NY"), 3L));
    }

    @Test
    void keepsLawfulHoursWhereRealPhonesRing() {
        ringReally();
        rows.update(
                "UPDATE campaigns SET settings = :settings::jsonb WHERE organization_id = :organization",
                Map.of("settings", SettingsJson.write(Rows.settings())));
        lead("+12125550123", "America/New_York");

        DryRun.Window second = run().windows().getFirst().windows().get(1);

        assertThat(hour(second.opensAt(), "America/New_York")).isEqualTo("08:00");
    }

    @Test
    void countsThoseInACallAndThoseDoneApart() {
        lead("+12125550123", "America/New_York");
        set(lead("+12125550124", "America/New_York"), "status = 'in_call'");
        set(lead("+12125550125", "America/New_York"), "status = 'done', outcome = 'reached'");

        DryRun.Answer answer = run();

        assertThat(answer)
                .extracting(
                        DryRun.Answer::leadsTotal,
                        DryRun.Answer::wouldDial,
                        DryRun.Answer::leadsInCall,
                        DryRun.Answer::leadsDone)
                .containsExactly(3L, 1L, 1L, 1L);
        assertThat(answer.skipped()).isEmpty();
    }

    @Test
    void noticesNumbersThatSeveralLeadsHaveAndThoseCalledTooOften() {
        LeadId first = lead("+12125550123", "America/New_York");
        LeadId second = lead("+12125550124", "America/New_York");
        set(second, "phones = '{+12125550123}'");
        lead("+12125550125", "America/New_York");
        rows.update(
                "UPDATE organizations SET limits = '{\"calls_per_number\":{\"PT24H\":1}}' WHERE id = :organization",
                Map.of());
        rows.update(
                """
                INSERT INTO calls (id, organization_id, campaign_id, lead_id, state, result, to_number, callback_token, dialed_at, ended_at)
                SELECT gen_random_uuid(), :organization, campaign_id, id, 'failed', 'busy', '+12125550125', id::text,
                    carillon_now() - interval '23 hours', carillon_now() FROM leads WHERE id = :lead
                """,
                Map.of("lead", first.value()));

        DryRun.Answer answer = run();

        assertThat(
                        answer.notices().entrySet().stream()
                                .collect(toMap(Map.Entry::getKey, each -> each.getValue().leads())))
                .isEqualTo(Map.of("number_repeated", 2L, "number_cap", 1L));
        assertThat(answer.wouldDial()).isEqualTo(3);
    }

    @Test
    void showsTheWindowsOfEachZoneForAWeek() {
        lead("+12125550123", "America/New_York");
        lead("+12125550124", "America/New_York");
        lead("+13125550125", "America/Chicago");

        List<DryRun.ZoneWindows> zones = run().windows();

        assertThat(zones)
                .extracting(DryRun.ZoneWindows::zones, DryRun.ZoneWindows::leads)
                .containsExactly(
                        tuple(List.of("America/New_York"), 2L),
                        tuple(List.of("America/Chicago"), 1L));
        assertThat(zones.getFirst().windows()).hasSizeBetween(7, 8);
        assertThat(zones.getFirst().windows().subList(1, 7))
                .allSatisfy(
                        window -> {
                            assertThat(hour(window.opensAt(), "America/New_York"))
                                    .isEqualTo("09:00");
                            assertThat(hour(window.closesAt(), "America/New_York"))
                                    .isEqualTo("20:00");
                        });
        assertThat(zones.getLast().judgedIn()).containsExactly("America/Chicago");
    }

    @Test
    void estimatesFromPaceHoursAndRetries() {
        for (int i = 0; i < 20; i++) {
            lead("+1212555%04d".formatted(i), "America/New_York");
        }
        rows.update(
                "UPDATE campaigns SET starts_at = :at::timestamptz WHERE organization_id = :organization",
                Map.of("at", monday(30, 8).toString()));

        DryRun.Answer answer = run();

        // Twenty first dials, then one more minute for busy and one for those who need a third.
        Instant opens = monday(30, 9);
        Duration gap = io.carillon.activities.call.Pace.perSecond(1).gap();
        assertThat(answer.estimate())
                .isEqualTo(
                        new DryRun.Estimate(
                                opens,
                                opens.plus(gap.multipliedBy(20)).plusSeconds(120 + 30),
                                false));
        assertThat(answer.assumptions().attemptsPerLead()).isEqualTo(1.56);
    }

    @Test
    void estimatesOverSeveralDays() {
        settings("{\"callsPerSecond\":0.0001,\"retry\":{}}");
        for (int i = 0; i < 10; i++) {
            lead("+1212555%04d".formatted(i), "America/New_York");
        }
        rows.update(
                "UPDATE campaigns SET starts_at = :at::timestamptz WHERE organization_id = :organization",
                Map.of("at", monday(30, 8).toString()));

        DryRun.Answer answer = run();

        // Four in an eleven-hour day, one each 2 h 47 min.
        assertThat(answer.estimate().endAt())
                .isBetween(
                        monday(30, 9).plus(Duration.ofDays(2)),
                        monday(30, 20).plus(Duration.ofDays(2)));
    }

    @Test
    void saysThatTheEndOfTheCampaignComesFirst() {
        lead("+12125550123", "America/New_York");
        lead("+12125550124", "America/New_York");
        Instant opens = monday(30, 9);
        rows.update(
                "UPDATE campaigns SET starts_at = :at::timestamptz, ends_at = :at::timestamptz + interval '1 second'"
                        + " WHERE organization_id = :organization",
                Map.of("at", opens.toString()));

        assertThat(run().estimate())
                .isEqualTo(new DryRun.Estimate(opens, opens.plusSeconds(1), true));
    }

    @ParameterizedTest(name = "{0}: {1} by {2}")
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            textBlock =
                    """
                    UPDATE campaigns SET settings = settings || '{"callsPerSecond":2}'          ~ 2 ~ campaign
                    UPDATE campaigns SET settings = settings || '{"callsPerSecond":20,"maxConcurrent":6}' ~ 0.2 ~ concurrency
                    UPDATE carrier_accounts SET calls_per_second = 0.5                          ~ 0.5 ~ account
                    UPDATE carrier_accounts SET max_concurrent = 3                              ~ 0.1 ~ concurrency
                    """)
    void namesTheStrictestLimit(String statement, double pace, String limit) {
        rows.update(statement + " WHERE organization_id = :organization", Map.of());

        assertThat(run().pace())
                .extracting(DryRun.Pace::callsPerSecond, DryRun.Pace::limitedBy)
                .containsExactly(pace, limit);
    }

    @ParameterizedTest(name = "{0} others at {1} per second: {2} by {3}")
    @CsvSource({
        // An account of ten a second, and what others leave of it.
        "0, 1,  5,   campaign",
        "1, 2,  5,   campaign",
        "1, 20, 5,   campaign",
        "2, 20, 3.33, account",
        "2, 3,  4,   account",
        "3, 1,  5,   campaign"
    })
    void sharesTheAccountWithCampaignsThatDialAlready(
            int others, double each, double pace, String limit) {
        settings("{\"callsPerSecond\":5,\"maxConcurrent\":1000}");
        rows.update(
                "UPDATE carrier_accounts SET calls_per_second = 10, max_concurrent = 100000 WHERE organization_id = :organization",
                Map.of());
        for (int i = 0; i < others; i++) {
            CampaignStart other =
                    rows.campaign(
                            "active", Rows.settings("{\"callsPerSecond\":%s}".formatted(each)));
            rows.lead(other, "+1212555019" + i, "America/New_York");
        }
        rows.campaign("active", Rows.settings());
        rows.lead(rows.campaign("paused", Rows.settings()), "+12125550198", "America/New_York");

        DryRun.Answer answer = run();

        assertThat(answer.pace().callsPerSecond()).isCloseTo(pace, within(0.01));
        assertThat(answer.pace().limitedBy()).isEqualTo(limit);
        assertThat(answer.assumptions().otherCampaigns()).isEqualTo(others);
    }

    @Test
    void changesNothing() {
        LeadId lead = lead("+12125550123", "America/New_York");
        String before = everything(lead);

        run();

        assertThat(everything(lead)).isEqualTo(before);
    }

    @Test
    void tellsWhatAStartWouldBeRefusedFor() {
        problems.add(new NotPossible("VARIABLE_MISSING", "no {{name}}", "/flow_id", false));

        assertThat(run().problems())
                .containsExactly(new DryRun.Problem("VARIABLE_MISSING", "/flow_id", "no {{name}}"));
    }

    private void settings(String changes) {
        rows.update(
                "UPDATE campaigns SET settings = settings || :changes::jsonb WHERE organization_id = :organization",
                Map.of("changes", changes));
    }

    private void ringReally() {
        rows.dialsWith("twilio", null);
    }

    private LeadId agreed(String number, String cell) {
        LeadId lead = lead(number, "America/New_York");
        rows.update(
                """
                UPDATE leads SET variables = variables || jsonb_build_object('agreed_on', :cell::text)
                WHERE id = :lead AND organization_id = :organization
                """,
                Map.of("lead", lead.value(), "cell", cell));
        return lead;
    }

    private DryRun.Answer run() {
        return dryRun.of(rows.organizationId(), campaign.campaign());
    }

    private LeadId lead(String number, String zone) {
        LeadId lead = rows.lead(campaign, number, zone);
        set(lead, "variables = '{\"name\":\"Ada\"}'");
        return lead;
    }

    private void set(LeadId lead, String assignments) {
        rows.update(
                "UPDATE leads SET "
                        + assignments
                        + " WHERE id = :lead AND organization_id = :organization",
                Map.of("lead", lead.value()));
    }

    private String everything(LeadId lead) {
        return rows.value(
                String.class,
                "SELECT l::text || c::text || (SELECT count(*) FROM lead_decisions WHERE lead_id = l.id)"
                        + " FROM leads l JOIN campaigns c ON c.id = l.campaign_id WHERE l.id = :id",
                lead.value());
    }

    /** A Monday far enough ahead that no test runs after it, in New York. */
    private static Instant monday(int weeks, int hour) {
        return java.time.LocalDate.of(2040, 1, 2)
                .plusWeeks(weeks)
                .atTime(hour, 0)
                .atZone(ZoneId.of("America/New_York"))
                .toInstant();
    }

    private static String hour(Instant at, String zone) {
        return at.atZone(ZoneId.of(zone)).toLocalTime().toString();
    }

    /** A flow of which only the variables are asked. */
    private static CompiledFlow sayingName() {
        return (CompiledFlow)
                Proxy.newProxyInstance(
                        CompiledFlow.class.getClassLoader(),
                        new Class<?>[] {CompiledFlow.class},
                        (proxy, method, arguments) -> {
                            if (!method.getName().equals("requiredVariables")) {
                                throw new AssertionError(method.getName());
                            }
                            return List.of("name");
                        });
    }
}
