package io.carillon.dev;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.ledger.Examined;
import io.carillon.activities.ledger.LedgerReport;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Backup and restore on real processes, in the middle of campaigns, by the runbook's words. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BackupTest {
    private static final int SPEED = 20;
    private static final Duration LIMIT = Duration.ofMinutes(3);

    /** Ten who talk, five machines, five who do not answer, five who are busy. */
    private static final List<Integer> EVERYBODY =
            IntStream.of(
                            0, 60, 40, 80, 2, 62, 42, 82, 4, 64, 44, 84, 6, 66, 46, 86, 8, 68, 48,
                            88, 10, 12, 14, 16, 18)
                    .boxed()
                    .toList();

    private static final int WHO_TALKS_OR_RECORDS = 60;

    /** Made after the backup: Temporal knows it, the rows do not. */
    private static final String LOST_CAMPAIGN = "+141555501";

    @TempDir static Path folder;

    private FreePorts ports;
    private Settings settings;
    private EmbeddedStack stack;
    private CarrierLines stopped;
    private String begun;

    /** A home stopped and copied in the middle of a campaign; the copy runs. */
    @BeforeAll
    void copy() throws Exception {
        Path user = Files.createDirectory(folder.toRealPath().resolve("user"));
        Path backup = Files.createDirectory(folder.toRealPath().resolve("backup"));
        try (RunningStack first = RunningStack.start(user.resolve(".carillon"), SPEED)) {
            begun = PacedCampaign.begin(first.api(), folder, "+120255501", EVERYBODY).id();
            awaitLines(first.home(), lines -> lines.size() >= 8);
            asTheRunbookSays(user, backup);
            stopped = CarrierLines.read(first.home());
        }
        ports = FreePorts.hold();
        Map<String, String> environment =
                Map.of(
                        "CARILLON_HOME",
                        backup.resolve("carillon").toString(),
                        "CARILLON_PORT",
                        "" + ports.base());
        settings = Settings.of(environment, "" + SPEED);
        stack = new EmbeddedStack(settings, new Console(false, 80, System.out));
        stack.start();
    }

    @AfterAll
    void stop() throws InterruptedException {
        stack.stop();
        ports.close();
    }

    @Test
    @Order(1)
    void aCopiedHomeGoesOnWhereTheFirstWasStopped() throws Exception {
        new PacedCampaign(api(), begun).awaitEnd();

        assertThat(stopped.perNumber()).as("in the middle").hasSizeLessThan(EVERYBODY.size());
        CarrierLines all = CarrierLines.read(settings.home());
        assertThat(all.references()).doesNotHaveDuplicates();
        assertThat(all.perNumber()).isEqualTo(dialed());
        LedgerReport report = ledger();
        assertThat(report.proved()).as(report.table()).isTrue();
    }

    @Test
    @Order(2)
    void aRestoredBackupRingsNobodyForNothing() throws Exception {
        var steps = new RestoreSteps(settings);
        PacedCampaign campaign = PacedCampaign.begin(api(), folder, "+131255501", EVERYBODY);
        CarrierLines before = CarrierLines.read(settings.home());
        awaitLines(settings.home(), lines -> lines.size() >= before.size() + 6);
        steps.onTheServer("backup");
        CarrierLines known = CarrierLines.read(settings.home());
        PacedCampaign.begin(api(), folder, LOST_CAMPAIGN, List.of(0, 40));
        awaitLines(
                settings.home(),
                lines ->
                        lines.size() >= known.size() + 12
                                && lines.references(LOST_CAMPAIGN).size() == 2);
        stack.processes().end("worker");
        stack.processes().end("api");
        CarrierLines lost = CarrierLines.read(settings.home()).behind(known);

        restore(steps);
        campaign.awaitEnd();

        CarrierLines all = CarrierLines.read(settings.home());
        Map<String, Long> rung = all.perNumber();
        assertThat(all.references()).doesNotHaveDuplicates();
        assertThat(lost.lines())
                .filteredOn(line -> ending(line) < WHO_TALKS_OR_RECORDS)
                .isNotEmpty()
                .allSatisfy(line -> assertThat(rung.get(line.to())).isEqualTo(1));
        rung.keySet().removeIf(number -> number.startsWith(LOST_CAMPAIGN));
        assertThat(rung).hasSize(2 * EVERYBODY.size());
        assertEachRingIsAnAttempt(rung);
        LedgerReport report = ledger();
        assertThat(report.violated())
                .as(report.table())
                .extracting(Examined::invariant)
                .containsExactly("every line of the carrier's log names a call of ours");
        assertThat(report.violated().getFirst().ids())
                .containsExactlyInAnyOrderElementsOf(all.references(LOST_CAMPAIGN));
    }

    private void restore(RestoreSteps steps) throws Exception {
        steps.onTheServer("restore-database");
        steps.inTheDatabase("restore-suspend");
        steps.inTheDatabase("restore-lines");
        steps.copy("restore-copy", CarrierLines.read(settings.home()).file());
        steps.inTheDatabase("restore-unknown");
        steps.inTheDatabase("restore-claims");
        steps.inTheDatabase("restore-adopt");
        stack.processes().revive("api");
        stack.processes().revive("worker");
        awaitEnded(steps);
        while (steps.counted("restore-left") > 0) {
            steps.inTheDatabase("restore-adopt");
            awaitEnded(steps);
        }
        steps.inTheDatabase("restore-suppress");
        steps.inTheDatabase("restore-resume");
    }

    private static void awaitEnded(RestoreSteps steps) throws Exception {
        long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (steps.count(
                        "SELECT count(*) FROM calls WHERE state IN ('claimed', 'dialing', 'ringing', 'in_progress')")
                > 0) {
            assertThat(System.nanoTime()).as("open calls are ended").isLessThan(end);
            Thread.sleep(200);
        }
    }

    private Api api() throws IOException, InterruptedException {
        return new Api(settings.api(), new FirstStart(settings).key());
    }

    private LedgerReport ledger() throws IOException, SQLException, InterruptedException {
        return new StackLedger(settings, new Console(false, 80, System.out)).examine(null);
    }

    /**
     * A request that was reserved at the moment of the backup is an attempt without evidence,
     * whether it left or not: nobody can say.
     */
    private void assertEachRingIsAnAttempt(Map<String, Long> rung)
            throws SQLException, IOException {
        Map<String, Long> evident = dialed();
        Map<String, Long> attempts =
                new RestoreSteps(settings)
                        .counts("SELECT phones[1], attempts FROM leads WHERE attempts > 0");
        assertThat(rung).containsKeys(evident.keySet().toArray(String[]::new));
        assertThat(rung)
                .allSatisfy(
                        (number, times) ->
                                assertThat(times)
                                        .as(number)
                                        .isBetween(
                                                evident.getOrDefault(number, 0L),
                                                attempts.getOrDefault(number, 0L)));
    }

    /** By our rows, of everybody whose call the carrier is known to have had. */
    private Map<String, Long> dialed() throws SQLException, IOException {
        return new RestoreSteps(settings)
                .counts(
                        "SELECT to_number, count(*) FROM calls WHERE evidence_at IS NOT NULL GROUP BY 1");
    }

    private static int ending(CarrierLines.Line line) {
        return Integer.parseInt(line.to().substring(line.to().length() - 2));
    }

    private static void awaitLines(Home home, Predicate<CarrierLines> enough)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!enough.test(CarrierLines.read(home))) {
            assertThat(System.nanoTime()).as("calls begin").isLessThan(end);
            Thread.sleep(20);
        }
    }

    /** In the folder the sources are in, by a user whose home is there. */
    private static void asTheRunbookSays(Path user, Path backup)
            throws IOException, InterruptedException {
        String words = RestoreSteps.words("backup-home").replace("/backup/", backup + "/");
        var shell = new ProcessBuilder("bash", "-e", "-c", words).redirectErrorStream(true);
        shell.directory(Path.of("..").toFile());
        shell.environment().put("HOME", user.toString());
        shell.environment().remove("CARILLON_HOME");
        Process run = shell.start();
        String said = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(run.waitFor()).as(said).isZero();
    }
}
