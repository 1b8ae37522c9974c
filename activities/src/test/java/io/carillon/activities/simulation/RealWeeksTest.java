package io.carillon.activities.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.ledger.Ledger;
import io.carillon.activities.ledger.LedgerReport;
import io.carillon.activities.simulation.Subjects.Account;
import io.carillon.activities.simulation.Subjects.CallerId;
import io.carillon.activities.simulation.Subjects.Campaign;
import io.carillon.activities.simulation.Subjects.Lead;
import io.carillon.activities.simulation.Subjects.Phone;
import io.carillon.activities.simulation.oracle.Findings;
import io.carillon.activities.simulation.oracle.Invariant;
import io.carillon.activities.simulation.oracle.Journal;
import io.carillon.activities.simulation.oracle.Oracle;
import io.carillon.activities.testing.Rows;
import io.carillon.workflows.campaign.CampaignSettings;
import io.carillon.workflows.campaign.CampaignStart;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.json.JsonMapper;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A week of campaigns through the real workflows, activities and tables, judged by the same oracle
 * from the rows they leave. More campaigns: {@code -Dcampaigns=30}; other ones: {@code -Dseed=…}.
 */
class RealWeeksTest {
    /** Two days before New York's clock springs forward. */
    private static final Instant START = Instant.parse("2027-03-12T15:00:00Z");

    private static final Duration LENGTH = Duration.ofDays(7);

    private static final String DUE =
            """
            UPDATE leads SET due_at = :start::timestamptz, next_attempt_at = :start::timestamptz
            WHERE organization_id = :organization
            """;

    private static final String DIALS =
            """
            SELECT k.*, l.time_zones FROM calls k JOIN leads l ON l.id = k.lead_id
            WHERE k.organization_id = :organization AND k.dialed_at IS NOT NULL
            """;

    private static final String LEADS =
            """
            SELECT l.id, l.campaign_id, l.phones[1] AS number, l.time_zones, l.outcome, l.done_at, l.status,
                l.first_attempt_at
            FROM leads l WHERE l.organization_id = :organization
            """;

    private static final String CONSENT =
            """
            UPDATE campaigns SET settings = jsonb_set(settings, '{consent}', :consent::jsonb)
            WHERE id = :campaign AND organization_id = :organization
            """;

    private static final String VARIABLES =
            """
            UPDATE leads SET variables = :variables::jsonb
            WHERE id = :lead AND organization_id = :organization
            """;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Map<UUID, Phone> phoneOf = new HashMap<>();

    /** The phones of people are rung, so the law holds. */
    private boolean real;

    @ParameterizedTest(name = "over {0}")
    @ValueSource(strings = {"simulator", "twilio"})
    void noDialBreaksARuleAndNoLeadWaitsForEver(String carrier) {
        long seed = Long.getLong("seed", 1);
        int campaigns = Integer.getInteger("campaigns", 3);
        var book = new Book();
        try (var weeks = new RealWeeks(carrier, seed, START)) {
            Rows rows = Rows.in(weeks.database);
            real = !carrier.equals("simulator");
            List<CampaignStart> started = set(rows, book, new Draw(new Random(seed)), campaigns);
            rows.dialsWith(carrier, null);

            weeks.run(started, LENGTH);

            LedgerReport ledger = new Ledger(weeks.database.transactions()).examine(null);
            assertThat(ledger.proved()).as(ledger.table()).isTrue();
            book.journal.end = weeks.now();
            read(weeks, rows, book.journal);
            assertThat(weeks.carrier.requests.values())
                    .as("requests for one call")
                    .extracting(AtomicInteger::get)
                    .containsOnly(1);
        }
        Findings findings = Oracle.check(book.journal);
        System.out.printf(
                "RealWeeksTest over %s -Dseed=%d: %d campaigns, %d leads, %d dials, %d leads done%n",
                carrier,
                seed,
                campaigns,
                book.journal.leads.size(),
                book.journal.dials.size(),
                book.journal.ended.size());
        assertThat(findings.said()).as("-Dseed=%d -Dcampaigns=%d", seed, campaigns).isEmpty();
        assertThat(findings.examined(Invariant.CALLING_HOURS)).isPositive();
        assertThat(findings.examined(Invariant.LAWFUL_HOURS) > 0).isEqualTo(real);
    }

    private List<CampaignStart> set(Rows rows, Book book, Draw draw, int campaigns) {
        var account = new Account(rows.account());
        account.callsPerSecond = 50;
        account.maxConcurrent = 1000;
        account.real = real;
        book.account(account, Instant.EPOCH);
        var callerId = new CallerId(new UUID(0, 0), Rows.CALLER_ID);
        callerId.callsPerDay = 20;
        callerId.coolDown = Duration.ofSeconds(90);
        book.callerId(callerId, Instant.EPOCH);
        book.organization(true, 15, Map.of("PT24H", 2, "P7D", 4), Instant.EPOCH);
        rows.update(
                "UPDATE organizations SET limits ="
                        + " '{\"max_calls_per_day\":15,\"calls_per_number\":{\"PT24H\":2,\"P7D\":4}}'"
                        + " WHERE id = :organization",
                Map.of());
        rows.update(
                "UPDATE caller_ids SET max_calls_per_day = 20, cool_down_seconds = 90 WHERE organization_id = :organization",
                Map.of());
        List<Phone> phones =
                draw.phones().stream()
                        .filter(phone -> countries().contains(phone.country()))
                        .toList();
        var started = new ArrayList<CampaignStart>();
        for (int i = 0; i < campaigns; i++) {
            started.add(campaign(rows, book, draw, account, callerId, phones));
        }
        rows.update(DUE, Map.of("start", START.toString()));
        return started;
    }

    private CampaignStart campaign(
            Rows rows,
            Book book,
            Draw draw,
            Account account,
            CallerId callerId,
            List<Phone> phones) {
        CampaignSettings settings = quick(draw.settings(START, true, real), consent(draw));
        CampaignStart start = rows.campaign("active", settings);
        if (real) {
            rows.lawful(start);
            rows.update(
                    CONSENT,
                    Map.of(
                            "campaign",
                            start.campaign().value(),
                            "consent",
                            json(settings.consent())));
        }
        var campaign = new Campaign(start.campaign().value(), false, settings);
        campaign.accounts = List.of(account);
        campaign.callerIds = List.of(callerId);
        book.campaign(campaign, Instant.EPOCH);
        var taken = new ArrayList<>(phones);
        for (int leads = draw.between(4, 8); leads > 0; leads--) {
            Phone phone = taken.remove(draw.random.nextInt(taken.size()));
            List<ZoneId> column = draw.column();
            List<ZoneId> zones = column == null ? phone.zones() : column;
            UUID lead =
                    rows.lead(
                                    start,
                                    phone.number(),
                                    zones.stream().map(ZoneId::getId).toArray(String[]::new))
                            .value();
            if (real) {
                person(rows, book, draw, new Lead(lead, campaign, false, List.of(phone), column));
            }
            phoneOf.put(lead, new Phone(phone.number(), phone.country(), phone.places(), zones));
        }
        return start;
    }

    private Map<String, String> consent(Draw draw) {
        return real && draw.oneIn(3) ? Draw.CONSENT_OF_EACH : Draw.CONSENT_OF_ALL;
    }

    private List<String> countries() {
        return real ? Draw.RULED : List.of("US");
    }

    /** What the law asks of somebody, as a lead file says it. */
    private static void person(Rows rows, Book book, Draw draw, Lead lead) {
        lead.state = draw.state();
        lead.agreed = draw.agreed(START);
        rows.update(VARIABLES, Map.of("lead", lead.id, "variables", json(lead.variables())));
        book.person(lead, Instant.EPOCH);
    }

    private static String json(Map<String, String> object) {
        return JSON.writeValueAsString(object);
    }

    /** While a pace is waited for nothing sleeps but the dispatch, and no time is skipped. */
    private CampaignSettings quick(CampaignSettings drawn, Map<String, String> consent) {
        return new CampaignSettings(
                drawn.hours(),
                drawn.zone(),
                drawn.useLeadZone(),
                drawn.holdUnknownZone(),
                drawn.maxConcurrent(),
                20,
                drawn.maxCallsPerDay(),
                drawn.maxAttemptsPerLead(),
                drawn.minBetweenAttempts(),
                drawn.ringTimeout(),
                drawn.maxCallDuration(),
                drawn.retry(),
                null,
                false,
                drawn.machines(),
                drawn.message(),
                "US",
                countries(),
                drawn.onDuplicate(),
                consent,
                drawn.identity(),
                null);
    }

    private void read(RealWeeks weeks, Rows rows, Journal journal) {
        var transactions = weeks.database.transactions();
        transactions.system(
                () ->
                        transactions
                                .jdbc()
                                .sql(DIALS)
                                .param("organization", rows.organizationId().value())
                                .query((row, n) -> dial(row))
                                .list()
                                .forEach(journal.dials::add));
        transactions.system(
                () ->
                        transactions
                                .jdbc()
                                .sql(LEADS)
                                .param("organization", rows.organizationId().value())
                                .query((row, n) -> lead(row, journal))
                                .list());
    }

    private Journal.Dial dial(ResultSet row) throws SQLException {
        Phone phone = phone(row, "lead_id");
        Instant sendAt = Objects.requireNonNull(instant(row, "send_at"));
        return new Journal.Dial(
                row.getString("id"),
                row.getString("campaign_id"),
                row.getString("lead_id"),
                row.getBoolean("single"),
                row.getString("to_number"),
                phone.country(),
                phone.zones(),
                row.getString("from_number").equals(Rows.CALLER_ID)
                        ? new UUID(0, 0).toString()
                        : row.getString("from_number"),
                row.getString("account_id"),
                sendAt,
                sendAt,
                Objects.requireNonNull(instant(row, "dialed_at")),
                instant(row, "ended_at"),
                row.getString("result"),
                null,
                null);
    }

    /** The wait for the first dial; waits between dials are the pure simulation's. */
    private String lead(ResultSet row, Journal journal) throws SQLException {
        String id = row.getString("id");
        Phone phone = phone(row, "id");
        journal.leads.add(id);
        Instant done = instant(row, "done_at");
        Instant first = instant(row, "first_attempt_at");
        if (row.getString("outcome") != null) {
            journal.ended.add(
                    new Journal.Ended(id, row.getString("outcome"), Objects.requireNonNull(done)));
        }
        journal.waits.add(
                new Journal.Wait(
                        id,
                        row.getString("campaign_id"),
                        false,
                        phone.number(),
                        phone.country(),
                        phone.zones(),
                        START,
                        first != null ? first : done != null ? done : journal.end));
        return id;
    }

    private Phone phone(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(phoneOf.get(row.getObject(column, UUID.class)));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
