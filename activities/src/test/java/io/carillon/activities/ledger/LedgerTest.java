package io.carillon.activities.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.carillon.activities.database.UuidV7;
import io.carillon.activities.testing.TestDatabase;
import io.carillon.workflows.ids.CallId;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

class LedgerTest {
    private static final String CARRIER_LINES =
            """
            SELECT json_build_object('at', dialed_at, 'to', to_number, 'from', from_number,
                'reference', written_id('call', id), 'rang', true)::text
            FROM calls WHERE attempt IS NOT NULL ORDER BY send_at
            """;

    private static TestDatabase world;

    @TempDir Path folder;

    @BeforeAll
    static void build() {
        world = LedgerWorld.build();
    }

    @Test
    void aCleanWorldIsProvedByRowsOfEveryKind() throws IOException {
        try (TestDatabase database = world.copy()) {
            LedgerReport report =
                    new Ledger(database.transactions())
                            .examine(log(database, carrierLines(database)));

            assertThat(report.proved()).as(report.table()).isTrue();
            assertThat(report.unexamined()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("io.carillon.activities.ledger.LedgerSeeds#all")
    void reportsWhatIsWrongAndNothingElse(LedgerSeeds.Seed seed) {
        try (TestDatabase database = world.copy()) {
            withoutChecks(database);
            database.asSuperuser(seed.sql());

            LedgerReport report = new Ledger(database.transactions()).examine(null);

            assertThat(report.violated())
                    .as(report.table())
                    .extracting(Examined::invariant)
                    .containsExactly(Invariant.of(seed.file() + ".sql").name());
            assertThat(Set.copyOf(report.violated().getFirst().ids()))
                    .isEqualTo(Set.copyOf(texts(database, seed.ids())));
        }
    }

    @Test
    void everyInvariantHasASeed() {
        var seeded =
                new TreeSet<>(
                        LedgerSeeds.all()
                                .map(seed -> Invariant.of(seed.file() + ".sql").name())
                                .toList());

        assertThat(seeded).containsAll(Invariants.OVER_ROWS.stream().map(Invariant::name).toList());
    }

    @ParameterizedTest
    @MethodSource("io.carillon.activities.ledger.CarrierLogSeeds#all")
    void reportsWhatTheCarriersLogDoesNotConfirm(CarrierLogSeeds.Seed seed) throws IOException {
        try (TestDatabase database = world.copy()) {
            List<String> lines = carrierLines(database);
            String call = lines.getFirst().replaceFirst(".*(call_\\w{26}).*", "$1");

            LedgerReport report =
                    new Ledger(database.transactions())
                            .examine(log(database, seed.change().apply(lines)));

            assertThat(report.violated())
                    .as(report.table())
                    .extracting(Examined::invariant)
                    .containsExactly(Invariant.of(seed.file() + ".sql").name());
            assertThat(report.violated().getFirst().ids())
                    .allMatch(id -> id.equals(call) || id.startsWith("call_0000000"));
        }
    }

    /** A carrier that is told no id of ours writes down the token of its callbacks' address. */
    @Test
    void knowsCallsByTheirTokens() throws IOException {
        try (TestDatabase database = world.copy()) {
            Map<String, String> tokens =
                    texts(
                                    database,
                                    "SELECT written_id('call', id) || ' ' || callback_token FROM calls")
                            .stream()
                            .map(pair -> pair.split(" ", 2))
                            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
            List<String> lines = new ArrayList<>();
            for (String line : carrierLines(database)) {
                String call = line.replaceFirst("(?s).*(call_\\w{26}).*", "$1");
                lines.add(line.replace(call, tokens.getOrDefault(call, "nobody")));
            }
            String nobody = "x".repeat(43);
            String away =
                    "{\"at\":\"2026-11-23T09:00:00Z\",\"to\":\"+1\",\"from\":\"+1\",\"reference\":\"%s\",\"rang\":%s}";
            Ledger ledger = new Ledger(database.transactions());

            LedgerReport proved =
                    ledger.examine(
                            log(
                                    database,
                                    CarrierLogSeeds.with(lines, away.formatted(nobody, "false"))));
            LedgerReport rang =
                    ledger.examine(
                            log(
                                    database,
                                    CarrierLogSeeds.with(lines, away.formatted(nobody, "true"))));

            assertThat(proved.proved()).as(proved.table()).isTrue();
            assertThat(rang.violated())
                    .extracting(Examined::invariant, Examined::ids)
                    .containsExactly(
                            tuple(Invariant.of("log-names-calls.sql").name(), List.of(nobody)));
        }
    }

    @Test
    void reportsALineThatWasWrittenInAPause() throws IOException {
        try (TestDatabase database = world.copy()) {
            String paused =
                    "(SELECT id FROM calls WHERE campaign_id IN (SELECT campaign_id FROM events WHERE type = 'campaign.paused') ORDER BY id DESC LIMIT 1)";
            List<String> lines = new ArrayList<>(carrierLines(database));
            String call = texts(database, "SELECT written_id('call', " + paused + ")").getFirst();
            String at =
                    texts(
                                    database,
                                    "SELECT to_json(at + interval '3 seconds')::text FROM events WHERE type = 'campaign.paused'")
                            .getFirst();
            lines.replaceAll(
                    line ->
                            line.contains(call)
                                    ? line.replaceFirst("\"at\" : [^,]*", "\"at\" : " + at)
                                    : line);

            LedgerReport report = new Ledger(database.transactions()).examine(log(database, lines));

            assertThat(report.violated())
                    .as(report.table())
                    .extracting(Examined::invariant, Examined::ids)
                    .containsExactly(
                            tuple(Invariant.of("log-silent-in-pauses.sql").name(), List.of(call)));
        }
    }

    /** What a carrier turned away is no call, and a line may come before its row is looked at. */
    @Test
    void saysNothingOfRequestsThatWereTurnedAway() throws IOException {
        try (TestDatabase database = world.copy()) {
            List<String> lines = carrierLines(database);
            String away =
                    lines.getFirst()
                            .replaceFirst("call_\\w{26}", new CallId(UuidV7.next()).toString())
                            .replace("true", "false");

            LedgerReport report =
                    new Ledger(database.transactions())
                            .examine(log(database, CarrierLogSeeds.with(lines, away)));

            assertThat(report.proved()).as(report.table()).isTrue();
        }
    }

    /** What held when a call was made is not known any more, so nothing is said of it. */
    @Test
    void saysNothingOfCallsBeforeAnEdit() {
        try (TestDatabase database = world.copy()) {
            database.asSuperuser(
                    """
                    UPDATE campaigns SET revision = 2, settings = settings
                        || '{"maxAttemptsPerLead":1,"minBetweenAttempts":"PT1H","maxConcurrent":0,"callsPerSecond":0.0001,"maxCallsPerDay":0}';
                    INSERT INTO audit_log (id, organization_id, at, actor, action, subject_id)
                    SELECT gen_random_uuid(), organization_id, carillon_now(), 'operator', 'campaign.updated', written_id('camp', id)
                    FROM campaigns;
                    UPDATE organizations SET limits = '{"max_calls_per_day":0,"max_spend_per_day":"0","calls_per_number":{"P30D":0}}';
                    INSERT INTO audit_log (id, organization_id, at, actor, action, subject_id)
                    SELECT gen_random_uuid(), id, carillon_now(), 'operator', 'organization.updated', written_id('org', id)
                    FROM organizations;
                    UPDATE caller_ids SET max_calls_per_day = 0, cool_down_seconds = 86400;
                    INSERT INTO audit_log (id, organization_id, at, actor, action, subject_id)
                    SELECT gen_random_uuid(), organization_id, carillon_now(), 'operator', 'caller_id.updated', written_id('cid', id)
                    FROM caller_ids
                    """);

            LedgerReport report = new Ledger(database.transactions()).examine(null);

            assertThat(report.proved()).as(report.table()).isTrue();
        }
    }

    /** Where no rule applies, nothing was put to the test. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            textBlock =
                    """
                    daily-cap          ~ UPDATE campaigns SET settings = settings - 'maxCallsPerDay'
                    organization-day   ~ UPDATE organizations SET limits = limits - 'max_calls_per_day'
                    organization-spend ~ UPDATE organizations SET limits = limits - 'max_spend_per_day'
                    number-cap         ~ UPDATE organizations SET limits = limits - 'calls_per_number'
                    caller-id-day      ~ UPDATE caller_ids SET max_calls_per_day = NULL
                    caller-id-rest     ~ UPDATE caller_ids SET cool_down_seconds = NULL
                    caller-id-rest     ~ UPDATE caller_ids SET cool_down_seconds = 0
                    attempts-spaced    ~ UPDATE calls SET single = true
                    suppressed-numbers ~ DELETE FROM suppressions
                    deliveries         ~ DELETE FROM deliveries; DELETE FROM webhook_endpoints
                    """)
    void countsNoRowThatNoRuleAppliesTo(String file, String statement) {
        try (TestDatabase database = world.copy()) {
            withoutChecks(database);
            database.asSuperuser(statement);

            LedgerReport report = new Ledger(database.transactions()).examine(null);

            assertThat(report.unexamined())
                    .as(report.table())
                    .containsExactly(Invariant.of(file + ".sql").name());
        }
    }

    /**
     * What the gate could not know: a price that came later, an end that was just being committed,
     * and what was spent on another day.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE calls SET cost = 9",
                "UPDATE events SET at = (SELECT max(send_at) - interval '59 seconds' FROM calls), data = data || '{\"cost\":\"9\"}' WHERE type = 'call.completed'",
                "UPDATE events SET at = at - interval '2 days', data = data || '{\"cost\":\"9\"}' WHERE type = 'call.completed'"
            })
    void saysNothingOfASpendTheGateCouldNotKnow(String statement) {
        try (TestDatabase database = world.copy()) {
            database.asSuperuser(
                    "UPDATE organizations SET limits = limits || '{\"max_spend_per_day\":\"0.07\"}'");
            database.asSuperuser(statement);

            LedgerReport report = new Ledger(database.transactions()).examine(null);

            assertThat(report.proved()).as(report.table()).isTrue();
        }
    }

    /** The number was given up before the calls that would have been too many. */
    @Test
    void saysNothingOfALimitThatWasRetired() {
        try (TestDatabase database = world.copy()) {
            withoutChecks(database);
            database.asSuperuser(
                    """
                    UPDATE caller_ids SET status = 'retired', max_calls_per_day = 1, cool_down_seconds = 86400;
                    INSERT INTO caller_ids (id, organization_id, number, carrier, status, created_at, max_calls_per_day, cool_down_seconds)
                    SELECT gen_random_uuid(), organization_id, number, carrier, 'verified', created_at, 1000, 5 FROM caller_ids;
                    INSERT INTO audit_log (id, organization_id, at, actor, action, subject_id)
                    SELECT gen_random_uuid(), organization_id, (SELECT min(send_at) + interval '1 minute' FROM calls), 'operator',
                        'caller_id.retired', written_id('cid', id)
                    FROM caller_ids WHERE status = 'retired'
                    """);

            LedgerReport report = new Ledger(database.transactions()).examine(null);

            assertThat(report.proved()).as(report.table()).isTrue();
        }
    }

    /** A lead in it, which has no other live call, has lost its one outcome too. */
    @Test
    void reportsAnEndedCallThatHoldsItsLead() {
        try (TestDatabase database = world.copy()) {
            database.asSuperuser(
                    """
                    UPDATE leads l SET status = 'in_call', call_id = k.id, outcome = NULL
                    FROM calls k WHERE k.lead_id = l.id AND k.result = 'human' AND k.attempt = 2
                    """);

            LedgerReport report = new Ledger(database.transactions()).examine(null);

            assertThat(report.violated())
                    .as(report.table())
                    .extracting(Examined::invariant)
                    .contains(Invariant.of("slots-are-live-calls.sql").name());
        }
    }

    /**
     * When they ended and what limits they had is not known, and they left by the carrier's clock.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a retry before its delay",
                "an attempt too soon after the one before",
                "a number rung twice at once",
                "a call without a slot",
                "two dials in a second that has room for one",
                "a call more than the day has room for",
                "a call more than the organization's day has room for",
                "a call when the organization's spend of the day is used up",
                "a number dialed again within a day that has room for once",
                "a caller id shown oftener than its day has room for",
                "a caller id that did not rest"
            })
    void saysNothingOfTimesAndCapsOfCallsARestoreWroteDown(String wrong) {
        try (TestDatabase database = world.copy()) {
            withoutChecks(database);
            database.asSuperuser(
                    LedgerSeeds.all()
                            .filter(seed -> seed.what().equals(wrong))
                            .findFirst()
                            .orElseThrow()
                            .sql());
            database.asSuperuser("UPDATE calls SET restored_at = carillon_now()");

            LedgerReport report = new Ledger(database.transactions()).examine(null);

            assertThat(report.proved()).as(report.table()).isTrue();
        }
    }

    @Test
    void anEmptyInstallationBreaksNothingAndProvesNothing() {
        try (TestDatabase database = TestDatabase.open()) {
            LedgerReport report = new Ledger(database.transactions()).examine(null);

            assertThat(report.proved()).as(report.table()).isTrue();
            assertThat(report.unexamined()).hasSize(Invariants.OVER_ROWS.size());
            assertThat(report.table()).contains("nothing to examine");
        }
    }

    @Test
    void writesIdsAsPeopleSeeThem() {
        try (TestDatabase database = TestDatabase.open()) {
            for (int i = 0; i < 100; i++) {
                var call = new CallId(UUID.randomUUID());

                assertThat(texts(database, "SELECT written_id('call', '" + call.value() + "')"))
                        .containsExactly(call.toString());
            }
        }
    }

    /** So that rows can be wrong at all. */
    private static void withoutChecks(TestDatabase database) {
        texts(
                        database,
                        """
                        SELECT 'ALTER TABLE ' || conrelid::regclass || ' DROP CONSTRAINT ' || conname
                        FROM pg_constraint WHERE contype = 'c' AND connamespace = 'public'::regnamespace
                        """)
                .forEach(database::asSuperuser);
    }

    private static List<String> carrierLines(TestDatabase database) {
        return texts(database, CARRIER_LINES);
    }

    private Path log(TestDatabase database, List<String> lines) throws IOException {
        return Files.write(folder.resolve("calls.jsonl"), lines);
    }

    private static List<String> texts(TestDatabase database, String sql) {
        return database.transactions()
                .system(() -> database.transactions().jdbc().sql(sql).query(String.class).list());
    }
}
