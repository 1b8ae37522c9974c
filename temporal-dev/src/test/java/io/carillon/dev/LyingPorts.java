package io.carillon.dev;

import io.carillon.activities.ledger.LedgerReport;
import io.carillon.activities.testing.Lie;
import io.carillon.activities.testing.Lies;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A campaign while every port lies: carrier, callbacks, webhook receiver, database and Temporal
 * client, each about one request in six. Then a day passes, the callbacks that were kept arrive,
 * and what is on record is held against what the carrier and the receiver know. {@code
 * temporal-dev/bench lies [calls] [--seed N]}. Exit status 1: something was lost, doubled or
 * invented.
 */
public final class LyingPorts {
    private static final int SPEED = 60;
    private static final String CARRIER_BUSY =
            "{\"error\":{\"code\":\"too_many_requests\",\"message\":\"not placed\"}}";

    /** Of the people called so many are called a second time: {@code README.md}, the personas. */
    private static final double CALLS_PER_LEAD = 1.25;

    private static final int EXCHANGE = 10_000;
    private static final int MANY = 1_000;
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final Duration REST = Duration.ofMinutes(10);

    private static final Pattern LIE =
            Pattern.compile(
                    "carillon_test_lies_total\\{.*?lie=\"(\\w+)\".*?port=\"(\\w+)\".*?} ([0-9.E]+)");

    private static final String UNDONE = "SELECT count(*) FROM leads WHERE status <> 'done'";

    // What of a finished campaign may never change again.
    private static final String ENDINGS =
            """
            SELECT concat_ws(' ', 'call', id, state, result, attempt, answered_by) FROM calls
            UNION ALL
            SELECT concat_ws(' ', 'lead', id, status, outcome, attempts) FROM leads
            ORDER BY 1
            """;

    private final Findings findings;
    private final long seed;
    private final Path folder;
    private final Path lying;

    private final Lies carrierLies;
    private final Lies receiverLies;
    private final LyingCallbacks late;

    LyingPorts(Findings findings, long seed, Path folder) {
        this.findings = findings;
        this.seed = seed;
        this.folder = folder;
        this.lying = folder.resolve("lying");
        BooleanSupplier now = () -> Files.exists(lying);
        this.carrierLies = new Lies(seed + 3, now);
        this.receiverLies = new Lies(seed + 4, now);
        this.late = new LyingCallbacks(seed + 5, now);
    }

    public static void main(String[] words) throws Exception {
        int calls = 20_000;
        long seed = System.nanoTime() % 1_000_000;
        for (int i = 0; i < words.length; i++) {
            if (words[i].equals("--seed")) {
                seed = Long.parseLong(words[++i]);
            } else {
                calls = Integer.parseInt(words[i]);
            }
        }
        var findings = new Findings(System.out);
        Path folder = Files.createTempDirectory("carillon-lies").toRealPath();
        try {
            new LyingPorts(findings, seed, folder).run(calls);
        } finally {
            delete(folder);
        }
        if (!findings.broken().isEmpty()) {
            findings.say("%d did not hold: %s", findings.broken().size(), findings.broken());
            System.exit(1);
        }
        findings.say("everything held");
    }

    void run(int calls) throws Exception {
        findings.say(
                "set-up: %d cores, JDK %s, at least %,d calls, seed %d, speed %d; PostgreSQL, Temporal server, API, worker and"
                        + " carrier as processes; of 100 requests 5 time out undone, 5 done, 5 are turned away, 1 gets garbage, 1 stalls;"
                        + " of 100 callbacks 3 are dropped, 3 doubled, 3 overtaken, 1 comes a day late",
                Runtime.getRuntime().availableProcessors(), Runtime.version(), calls, seed, SPEED);
        try (HttpPort carrier = HttpPort.open(new LyingHttp(carrierLies, CARRIER_BUSY));
                HttpPort callbacks = HttpPort.open(late);
                HttpPort hooks = HttpPort.open(new LyingHttp(receiverLies, ""));
                RunningStack stack =
                        RunningStack.start(
                                folder.resolve("home"), SPEED, environment(carrier, callbacks))) {
            carrier.leadTo(stack.settings().simulator());
            callbacks.leadTo(stack.settings().api());
            int port = RunningStack.freePort();
            hooks.leadTo("http://127.0.0.1:" + port);
            JsonNode endpoint =
                    stack.api()
                            .post(
                                    "/webhook-endpoints",
                                    Map.of("url", hooks.url() + "/hook", "events", List.of("*")),
                                    BenchCampaign.once());
            try (Receiver receiver =
                            Receiver.start(
                                    port,
                                    endpoint.path("secret").asString(""),
                                    folder.resolve("events.jsonl"));
                    var database = new StackDatabase(stack)) {
                call(stack, database, calls);
                judge(stack, database, receiver, callbacks);
            }
        }
    }

    private Map<String, String> environment(HttpPort carrier, HttpPort callbacks) {
        return Map.of(
                "SPRING_MAIN_SOURCES",
                LyingConfiguration.class.getName(),
                "SPRING_APPLICATION_JSON",
                "{\"carillon.simulator.url\": \"" + carrier.url() + "\"}",
                "CARILLON_PUBLIC_URL",
                callbacks.url(),
                LyingConfiguration.SEED,
                "" + seed,
                LyingConfiguration.LYING,
                lying.toString());
    }

    /** Until every lead has its outcome, however much is lied about it. */
    private void call(RunningStack stack, StackDatabase database, int calls)
            throws IOException, InterruptedException {
        BenchCampaign campaign = campaign(stack.api());
        int leads = (int) Math.ceil(calls / CALLS_PER_LEAD);
        Path file = Files.write(folder.resolve("leads.csv"), people(leads));
        Files.createFile(lying);
        long began = System.nanoTime();
        FollowedImport read = campaign.upload(file, findings);
        read.awaitEnd(Duration.ofSeconds(1));
        campaign.post("start");
        var singles = new SingleCallsBeside(stack.api(), campaign.id());
        long end = began + REST.toNanos() + Duration.ofSeconds(calls).toNanos();
        long said = began;
        JsonNode progress = campaign.progress();
        while (database.count(UNDONE) > 0) {
            if (System.nanoTime() > end) {
                findings.hold(false, "not done in time: %s", progress);
                break;
            }
            if (System.nanoTime() - said > Duration.ofSeconds(30).toNanos()) {
                said = System.nanoTime();
                findings.say(
                        "%.0f s: %s, %,d calls, %s active",
                        Findings.seconds(Duration.ofNanos(said - began)),
                        progress.path("by_outcome"),
                        progress.path("calls_total").asLong(),
                        progress.path("calls_active"));
            }
            // The last ones would meet a campaign that is just done.
            if (progress.path("leads_done").asLong() < leads / 2) {
                singles.askOnce();
            }
            Thread.sleep(LOOK);
            progress = campaign.progress();
        }
        lies(stack, calls);
        Files.deleteIfExists(lying);
        findings.say(
                "%,d leads and %d single calls, %,d calls in %.0f s: %s",
                leads,
                singles.asked(),
                database.count("SELECT count(*) FROM calls"),
                Findings.seconds(Duration.ofNanos(System.nanoTime() - began)),
                progress.path("by_outcome"));
    }

    private static BenchCampaign campaign(Api api) throws IOException, InterruptedException {
        JsonNode flow = api.post("/flows", CampaignRun.exampleFlow(), BenchCampaign.once());
        Map<String, Object> asked =
                new LinkedHashMap<>(CampaignRun.description("lies", flow.path("id").asString()));
        asked.put(
                "limits",
                Map.of(
                        "max_concurrent", 300,
                        "calls_per_second", 50,
                        "max_attempts_per_lead", 2,
                        "min_minutes_between_attempts", 0));
        JsonNode made = api.post("/campaigns", asked, BenchCampaign.once());
        return new BenchCampaign(api, made.path("id").asString());
    }

    /** Every persona alike. */
    private static List<String> people(int leads) {
        var lines = new ArrayList<String>(List.of("phone,first_name"));
        for (int i = 0; i < leads; i++) {
            lines.add("+1212%03d%04d,Ada".formatted(220 + i / EXCHANGE, i % EXCHANGE));
        }
        return lines;
    }

    /** How often each port lied; one that never did shows nothing. */
    private void lies(RunningStack stack, int calls) throws IOException, InterruptedException {
        Map<String, Map<String, Long>> told = new TreeMap<>();
        for (int port :
                List.of(
                        stack.settings().ports().apiManagement(),
                        stack.settings().ports().worker())) {
            LIE.matcher(scraped(port))
                    .results()
                    .forEach(
                            found ->
                                    told.computeIfAbsent(found.group(2), name -> new TreeMap<>())
                                            .merge(
                                                    found.group(1),
                                                    (long) Double.parseDouble(found.group(3)),
                                                    Long::sum));
        }
        carrierLies
                .drawn()
                .forEach(
                        (lie, count) ->
                                told.computeIfAbsent("carrier", name -> new TreeMap<>())
                                        .put(lie.name(), count));
        receiverLies
                .drawn()
                .forEach(
                        (lie, count) ->
                                told.computeIfAbsent("receiver", name -> new TreeMap<>())
                                        .put(lie.name(), count));
        told.forEach((port, lies) -> findings.say("lies of the %s: %s", port, lies));
        findings.say("callbacks: %s", late.met());
        findings.hold(
                told.keySet().equals(Set.of("carrier", "receiver", "database", "temporal"))
                        && told.values().stream().allMatch(lies -> liedInEveryWay(lies, calls)),
                "a port did not lie");
        findings.hold(
                calls < MANY || late.met().size() == LyingCallbacks.Way.values().length,
                "the callbacks met only %s",
                late.met());
    }

    /** Of few calls the rarest ways may be missing. */
    private static boolean liedInEveryWay(Map<String, Long> lies, int calls) {
        return calls < MANY
                ? lies.getOrDefault(Lie.DONE_TIMEOUT.name(), 0L) > 0
                : lies.values().stream().allMatch(count -> count > 0);
    }

    private static String scraped(int port) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(
                                            URI.create(
                                                    "http://127.0.0.1:"
                                                            + port
                                                            + "/actuator/prometheus"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    private void judge(
            RunningStack stack, StackDatabase database, Receiver receiver, HttpPort callbacks)
            throws IOException, SQLException, InterruptedException {
        await(
                database,
                "calls that never end",
                "SELECT count(*) FROM calls WHERE state IN ('claimed', 'dialing', 'ringing', 'in_progress')");
        database.letPass("1 day");
        try (var tomorrow = new StackDatabase(stack)) {
            await(
                    tomorrow,
                    "events nobody told",
                    "SELECT count(*) FROM deliveries WHERE status = 'pending'");
            List<String> before = tomorrow.strings(ENDINGS);
            int kept = late.deliverKept(callbacks);
            await(
                    tomorrow,
                    "callbacks nobody told",
                    "SELECT count(*) FROM carrier_news WHERE told_at IS NULL");
            List<String> changed = new ArrayList<>(tomorrow.strings(ENDINGS));
            changed.removeAll(new HashSet<>(before));
            findings.hold(
                    changed.isEmpty(),
                    "callbacks of yesterday changed %d endings: %s",
                    changed.size(),
                    changed.stream().limit(5).toList());
            findings.say("%d callbacks came a day late", kept);
            events(tomorrow, receiver);
            LedgerReport ledger = tomorrow.ledger();
            findings.say("%s", ledger.table());
            findings.hold(ledger.proved(), "the ledger is not proved");
            requests(stack, tomorrow);
        }
    }

    /** Every event arrived, signed, and no other. */
    private void events(StackDatabase database, Receiver receiver)
            throws IOException, InterruptedException {
        await(
                database,
                "events nobody told",
                "SELECT count(*) FROM deliveries WHERE status = 'pending'");
        long stored = database.count("SELECT count(*) FROM events");
        JsonNode counts = receiver.counts();
        findings.hold(
                counts.path("events").asLong() == stored,
                "%,d events are stored, %,d arrived",
                stored,
                counts.path("events").asLong());
        findings.hold(receiver.end() == 0, "unsigned events or gaps: %s", counts);
        findings.say(
                "%,d events arrived of %,d, %,d more than once",
                counts.path("events").asLong(), stored, counts.path("repeats").asLong());
    }

    /** The carrier's log: one request for a call at most, and none that we know nothing of. */
    private void requests(RunningStack stack, StackDatabase database) throws IOException {
        List<String> references =
                stack.dialRequests().stream()
                        .map(request -> request.path("reference").asString())
                        .toList();
        findings.hold(new HashSet<>(references).size() == references.size(), "a phone rang twice");
        long dialed = database.count("SELECT count(*) FROM calls WHERE attempt IS NOT NULL");
        long unknown = database.count("SELECT count(*) FROM calls WHERE result = 'unknown'");
        findings.hold(
                references.size() <= dialed,
                "%,d requests for %,d attempts",
                references.size(),
                dialed);
        findings.say(
                "%,d requests reached the carrier for %,d attempts, none twice; %,d calls ended as unknown",
                references.size(), dialed, unknown);
    }

    private void await(StackDatabase database, String what, String count)
            throws InterruptedException {
        long end = System.nanoTime() + REST.toNanos();
        while (database.count(count) > 0) {
            if (System.nanoTime() > end) {
                findings.hold(false, "%s: %,d", what, database.count(count));
                return;
            }
            Thread.sleep(500);
        }
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
