package io.carillon.activities.dispatch;

import io.carillon.activities.campaign.CampaignControl;
import io.carillon.activities.carrier.simulator.Misbehaviour;
import io.carillon.activities.carrier.simulator.SimulatorOptions;
import io.carillon.activities.carrier.simulator.SimulatorServer;
import io.carillon.activities.dispatch.DialTimes.Line;
import io.carillon.activities.dispatch.PaceWorker.Released;
import io.carillon.activities.testing.Rows;
import io.carillon.activities.testing.TestDatabase;
import io.carillon.workflows.campaign.CampaignSettings;
import io.carillon.workflows.campaign.CampaignStart;
import io.carillon.workflows.ids.CallId;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** PostgreSQL, the simulated carrier behind its socket, and workers without workflows. */
final class PaceBed implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String LEADS =
            """
            INSERT INTO leads (id, organization_id, campaign_id, person_key, phones, time_zones, zone_source, due_at,
                next_attempt_at)
            SELECT gen_random_uuid(), :organization, :campaign, 'p:' || number, ARRAY['+1' || number],
                '{America/New_York}', 'column', carillon_now(), carillon_now()
            FROM (SELECT 2122000000 + :numbers::bigint + n AS number FROM generate_series(1, :leads) AS n) numbered
            """;

    private static final String DIALED =
            """
            SELECT id, dialed_at, ended_at FROM calls
            WHERE campaign_id = ANY (:campaigns) AND dialed_at IS NOT NULL
            """;

    /** What turns a claim away once its campaign was paused or stopped. */
    private static final Set<String> SILENCED = Set.of("campaign_paused", "campaign_ended");

    /** A call that left, and when it ended. */
    record Dialed(String reference, Instant at, Instant ended) {}

    private final TestDatabase database = TestDatabase.open();
    private final Path home;
    private final SimulatorServer carrier;
    private final List<PaceWorker> workers = new ArrayList<>();
    private final Queue<Released> released = new ConcurrentLinkedQueue<>();
    private final AtomicInteger turn = new AtomicInteger();
    private int numbers;

    PaceBed(int workerCount, double installation) throws IOException {
        home = Files.createTempDirectory("carillon-pace");
        carrier = new SimulatorServer(SimulatorOptions.at(home).speed(10)).start();
        // Nobody would follow the calls.
        carrier.misbehave(Misbehaviour.callbacks(1, Map.of(Misbehaviour.Callbacks.DROP, 1.0)));
        for (int i = 0; i < workerCount; i++) {
            workers.add(new PaceWorker(database.url(), carrier.url(), installation, released::add));
        }
    }

    Rows organization(int weight) {
        Rows rows = Rows.in(database);
        rows.update(
                "UPDATE organizations SET weight = :weight WHERE id = :organization",
                Map.of("weight", weight));
        rows.update(
                "UPDATE carrier_accounts SET calls_per_second = 100, max_concurrent = 10000 WHERE organization_id = :organization",
                Map.of());
        return rows;
    }

    /** An active campaign whose leads are all due. */
    CampaignStart campaign(Rows rows, double callsPerSecond, int atOnce, int leads) {
        CampaignSettings settings =
                Rows.settings(
                        "{\"callsPerSecond\":%s,\"maxConcurrent\":%d,\"retry\":{}}"
                                .formatted(callsPerSecond, atOnce));
        CampaignStart campaign = rows.campaign("active", settings);
        rows.update(
                LEADS,
                Map.of(
                        "campaign", campaign.campaign().value(),
                        "numbers", numbers,
                        "leads", leads));
        numbers += leads;
        return campaign;
    }

    /** Every worker dispatches every campaign. */
    void run(List<CampaignStart> campaigns, Duration time) throws InterruptedException {
        analyze();
        campaigns.forEach(campaign -> workers.forEach(worker -> worker.dispatch(campaign)));
        Thread.sleep(time);
    }

    /** Planned as if the leads had been there for a while. */
    void analyze() {
        database.asSuperuser("ANALYZE leads");
    }

    /** One worker dispatches it, as the one that has the campaign's activity; they take turns. */
    void dispatch(CampaignStart campaign) {
        workers.get(turn.getAndIncrement() % workers.size()).dispatch(campaign);
    }

    void leave(CampaignStart campaign) {
        workers.forEach(worker -> worker.leave(campaign));
    }

    /** When claims were turned away because the campaign was paused or stopped. */
    List<Instant> turnedAway(CampaignStart campaign) {
        return released.stream()
                .filter(claim -> claim.campaign().equals(campaign.campaign()))
                .filter(claim -> SILENCED.contains(claim.rule()))
                .map(Released::at)
                .toList();
    }

    /** As the API pauses and resumes. */
    CampaignControl control() {
        return workers.getFirst().control();
    }

    /** Ends the workers; what they hold goes its way. */
    void end() {
        workers.forEach(PaceWorker::stop);
        workers.forEach(PaceWorker::close);
        workers.clear();
    }

    List<Dialed> dialed(List<CampaignStart> campaigns) {
        UUID[] ids =
                campaigns.stream()
                        .map(campaign -> campaign.campaign().value())
                        .toArray(UUID[]::new);
        return database.transactions()
                .system(
                        () ->
                                database.transactions()
                                        .jdbc()
                                        .sql(DIALED)
                                        .param("campaigns", ids)
                                        .query(
                                                (row, n) ->
                                                        new Dialed(
                                                                new CallId(
                                                                                row.getObject(
                                                                                        "id",
                                                                                        UUID.class))
                                                                        .toString(),
                                                                instant(
                                                                        row.getTimestamp(
                                                                                "dialed_at")),
                                                                instant(
                                                                        row.getTimestamp(
                                                                                "ended_at"))))
                                        .list());
    }

    /** When the carrier took the requests, by our call's id. */
    Map<String, Instant> log() throws IOException {
        var log = new HashMap<String, Instant>();
        for (String line : Files.readAllLines(home.resolve("calls.jsonl"))) {
            JsonNode entry = JSON.readTree(line);
            log.put(entry.path("reference").asString(), Instant.parse(entry.path("at").asString()));
        }
        return log;
    }

    static List<Line> lines(List<Dialed> dialed) {
        return dialed.stream().map(one -> new Line(one.at(), one.ended())).toList();
    }

    /** A call that did not end is on the line for good. */
    private static Instant instant(@org.jspecify.annotations.Nullable Timestamp at) {
        return at == null ? Instant.MAX : at.toInstant();
    }

    @Override
    public void close() throws IOException {
        end();
        carrier.close();
        database.close();
        try (Stream<Path> walk = Files.walk(home)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
