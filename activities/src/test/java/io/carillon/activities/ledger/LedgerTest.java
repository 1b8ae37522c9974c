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
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

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
                    UPDATE organizations SET limits = '{"max_calls_per_day":0,"calls_per_number":{"P30D":0}}';
                    INSERT INTO audit_log (id, organization_id, at, actor, action, subject_id)
                    SELECT gen_random_uuid(), id, carillon_now(), 'operator', 'organization.updated', written_id('org', id)
                    FROM organizations
                    """);

            LedgerReport report = new Ledger(database.transactions()).examine(null);

            assertThat(report.proved()).as(report.table()).isTrue();
        }
    }

    /** When they ended is not known, and they left by the carrier's clock. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a retry before its delay",
                "an attempt too soon after the one before",
                "a number rung twice at once",
                "a call without a slot",
                "two dials in a second that has room for one"
            })
    void saysNothingOfTheTimesOfCallsARestoreWroteDown(String wrong) {
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
