package io.carillon.dev;

import io.carillon.activities.ledger.LedgerReport;
import io.carillon.activities.testing.Lies;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * A campaign while every port lies: carrier, callbacks, webhook receiver, database and Temporal
 * client, each about one request in six. Then a day passes, the callbacks that were kept arrive,
 * and what is on record is held against what the carrier and the receiver know. {@code
 * temporal-dev/bench lies [calls] [--seed N] [--carrier simulator|twilio|ilyost]}. Exit status 1:
 * something was lost, doubled or invented.
 */
public final class LyingPorts {
    /**
     * Of the people called at least so many are called a second time: {@code README.md}, the
     * personas. Lies end with the calls that were asked for; the last people hear the truth.
     */
    private static final double CALLS_PER_LEAD = 1.15;

    /** Calls wait for what was lost, not for an instant, a slot or a connection. */
    private static final int PACE = 100;

    private static final int AT_ONCE = 900;

    /** A transaction that stalls with its campaign's lock holds up the calls of that one only. */
    private static final int LANES = 3;

    private static final int CONNECTIONS = 48;

    /** The processes of `up` are set to start fast and stay small; these run for half an hour. */
    private static final String JVM = "-XX:TieredStopAtLevel=4 -Xmx1g";

    private static final int EXCHANGE = 10_000;
    private static final int MANY = 1_000;
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final double BETWEEN_LINES = 30;
    private static final Duration REST = Duration.ofMinutes(5);

    private static final String UNDONE = "SELECT count(*) FROM leads WHERE status <> 'done'";
    private static final String OPEN =
            "SELECT count(*) FROM calls WHERE state IN ('claimed', 'dialing', 'ringing', 'in_progress')";
    private static final String OUTCOMES =
            "SELECT concat_ws(' ', outcome, count(*)) FROM leads WHERE outcome IS NOT NULL GROUP BY outcome ORDER BY 1";

    // Those that have no place yet have no delivery either.
    private static final String UNTOLD =
            """
            SELECT (SELECT count(*) FROM deliveries WHERE status = 'pending')
                + (SELECT count(*) FROM events WHERE position IS NULL)
            """;

    private static final String ENDED =
            "SELECT count(*) FROM calls WHERE attempt IS NOT NULL AND ended_at IS NOT NULL";

    // What of a finished campaign may never change again.
    private static final String ENDINGS =
            """
            SELECT concat_ws(' ', 'call', id, state, result, attempt, answered_by) FROM calls
            UNION ALL
            SELECT concat_ws(' ', 'lead', id, status, outcome, attempts) FROM leads
            ORDER BY 1
            """;

    private static final String UNKNOWN =
            "SELECT concat_ws(' ', written_id('call', id), callback_token, cause) FROM calls WHERE result = 'unknown'";

    private final Findings findings;
    private final long seed;
    private final Path folder;
    private final Path lying;

    private final LyingCarrier carrier;
    private final Lies receiverLies;
    private final LyingCallbacks late;

    /**
     * @param carrier simulator, or twilio or ilyost, whose stand-in it is
     */
    LyingPorts(Findings findings, String carrier, long seed, Path folder) throws IOException {
        this.findings = findings;
        this.seed = seed;
        this.folder = folder;
        this.lying = folder.resolve("lying");
        BooleanSupplier now = () -> Files.exists(lying);
        this.carrier =
                switch (carrier) {
                    case "simulator" -> new LyingSimulator(seed + 3, now);
                    default -> new LyingStandIn(StandInCarrier.of(carrier), seed + 3, folder);
                };
        this.receiverLies = new Lies(seed + 4, now);
        this.late = new LyingCallbacks(seed + 5, now, this.carrier::tells);
    }

    public static void main(String[] words) throws Exception {
        int calls = 20_000;
        long seed = System.nanoTime() % 1_000_000;
        String carrier = "simulator";
        for (int i = 0; i < words.length; i++) {
            switch (words[i]) {
                case "--seed" -> seed = Long.parseLong(words[++i]);
                case "--carrier" -> carrier = words[++i];
                default -> calls = Integer.parseInt(words[i]);
            }
        }
        var findings = new Findings(System.out);
        Path folder = Files.createTempDirectory("carillon-lies").toRealPath();
        try {
            new LyingPorts(findings, carrier, seed, folder).run(calls);
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
                "set-up: %d cores, JDK %s, at least %,d calls, carrier %s, seed %d, speed %d; PostgreSQL, Temporal server, API, worker and"
                        + " carrier as processes; of 100 requests 5 time out undone, 5 done, 5 are turned away (503 or 429; polls of Temporal 503), 1 gets garbage, 1 stalls;"
                        + " of 100 callbacks 3 are dropped, 3 doubled, 3 overtaken, 1 comes a day late;"
                        + " carrier and receiver are waited for for %d s, database and Temporal stall for 1 s;"
                        + " %d calls at once, %d connections, processes %s",
                Runtime.getRuntime().availableProcessors(),
                Runtime.version(),
                calls,
                carrier.name(),
                seed,
                carrier.speed(),
                LyingConfiguration.PATIENCE.toSeconds(),
                AT_ONCE,
                CONNECTIONS,
                calls < MANY ? "as `up` starts them" : "with " + JVM + " and GOGC 400");
        try (carrier;
                HttpPort callbacks = HttpPort.open(late);
                HttpPort hooks = HttpPort.open(new LyingHttp(receiverLies, ""));
                RunningStack stack =
                        RunningStack.start(
                                folder.resolve("home"),
                                carrier.speed(),
                                environment(callbacks, calls))) {
            carrier.ready(stack);
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
                OrganizationCaps.set(stack.settings());
                call(stack, database, calls);
                judge(stack, database, receiver, callbacks, calls >= MANY);
            }
        }
    }

    private Map<String, String> environment(HttpPort callbacks, int calls) {
        Map<String, String> environment = new HashMap<>(carrier.environment());
        environment.putAll(
                Map.of(
                        "SPRING_MAIN_SOURCES",
                        LyingConfiguration.class.getName(),
                        "SPRING_APPLICATION_JSON",
                        Api.JSON.writeValueAsString(settings()),
                        "CARILLON_PUBLIC_URL",
                        callbacks.url(),
                        LyingConfiguration.SEED,
                        "" + seed,
                        LyingConfiguration.LYING,
                        lying.toString()));
        if (calls >= MANY) {
            environment.put("_JAVA_OPTIONS", JVM);
            environment.put("GOGC", "400");
        }
        return environment;
    }

    private Map<String, ?> settings() {
        Map<String, Object> settings = new HashMap<>(carrier.settings());
        settings.put("carillon.installation.calls-per-second", PACE);
        settings.put("carillon.database.system-connections", CONNECTIONS);
        return settings;
    }

    /** Until every lead has its outcome, however much is lied about it. */
    private void call(RunningStack stack, StackDatabase database, int calls)
            throws IOException, InterruptedException {
        int leads = (int) Math.ceil(calls / CALLS_PER_LEAD);
        List<BenchCampaign> campaigns = campaigns(stack.api(), Math.min(LANES, 1 + calls / MANY));
        Files.createFile(lying);
        carrier.lie(true);
        upload(campaigns, leads);
        long began = System.nanoTime();
        for (BenchCampaign campaign : campaigns) {
            campaign.post("start");
        }
        int singles = lie(stack, database, campaigns, calls, began);
        var told = new LiesTold();
        Lies carrierLies = carrier.lies();
        if (carrierLies != null) {
            told.add("carrier", carrierLies);
        }
        told.add("receiver", receiverLies);
        told.addProcess(stack.settings().ports().apiManagement());
        told.addProcess(stack.settings().ports().worker());
        Files.deleteIfExists(lying);
        carrier.lie(false);
        long ended = database.count(ENDED);
        double seconds = seconds(began);
        findings.say(
                "%,d calls ended in %.0f s of lies, %.1f a second",
                ended, seconds, ended / seconds);
        findings.hold(ended >= calls, "only %,d calls were made", ended);
        told.report(findings, carrierLies == null ? 3 : 4, calls >= MANY);
        findings.say("the carrier says: %s", carrier.met());
        findings.say("callbacks: %s", late.met());
        findings.hold(
                calls < MANY || late.met().size() == LyingCallbacks.Way.values().length,
                "the callbacks met only %s",
                late.met());
        await(database, "leads that are not done", UNDONE);
        findings.say(
                "%,d leads in %d campaigns and %d single calls, %,d calls in %.0f s: %s",
                leads,
                campaigns.size(),
                singles,
                database.count("SELECT count(*) FROM calls"),
                seconds(began),
                database.strings(OUTCOMES));
    }

    /** Until so many calls have ended. How many single calls there were. */
    private int lie(
            RunningStack stack,
            StackDatabase database,
            List<BenchCampaign> campaigns,
            int calls,
            long began)
            throws IOException, InterruptedException {
        var singles = new SingleCallsBeside(stack.api(), campaigns.getFirst().id());
        double limit = REST.toSeconds() + calls;
        double said = 0;
        long ended = 0;
        while (ended < calls && database.count(UNDONE) > 0) {
            if (seconds(began) > limit) {
                break;
            }
            if (seconds(began) - said > BETWEEN_LINES) {
                said = seconds(began);
                findings.say(
                        "%.0f s: %,d calls ended, %,d under way, %s, %,d events to be told",
                        said,
                        ended,
                        database.count(OPEN),
                        database.strings(OUTCOMES),
                        database.count(UNTOLD));
            }
            // The last ones would meet a campaign that is just done.
            if (ended < calls / 2) {
                singles.askOnce();
            }
            Thread.sleep(LOOK);
            ended = database.count(ENDED);
        }
        return singles.asked();
    }

    private static double seconds(long began) {
        return Findings.seconds(Duration.ofNanos(System.nanoTime() - began));
    }

    private List<BenchCampaign> campaigns(Api api, int count)
            throws IOException, InterruptedException {
        JsonNode flow = api.post("/flows", CampaignRun.exampleFlow(), BenchCampaign.once());
        Map<String, ?> limits =
                Map.of(
                        "max_concurrent",
                        AT_ONCE / count,
                        "calls_per_second",
                        PACE,
                        "max_call_seconds",
                        carrier.longest().toSeconds(),
                        "max_calls_per_day",
                        OrganizationCaps.PLENTY,
                        "max_attempts_per_lead",
                        2,
                        "min_minutes_between_attempts",
                        0);
        var campaigns = new ArrayList<BenchCampaign>();
        while (campaigns.size() < count) {
            Map<String, Object> asked =
                    new LinkedHashMap<>(
                            CampaignRun.description(
                                    "lies " + campaigns.size(), flow.path("id").asString()));
            asked.put("limits", limits);
            // Takes its turns as often as it may, and holds nobody back.
            asked.put("caller_ids", List.of(FirstStart.CALLER_ID, OrganizationCaps.RESTING));
            asked.put("carrier", carrier.name());
            JsonNode made = api.post("/campaigns", asked, BenchCampaign.once());
            campaigns.add(new BenchCampaign(api, made.path("id").asString()));
        }
        return campaigns;
    }

    /** Every persona alike, to each campaign its share. */
    private void upload(List<BenchCampaign> campaigns, int leads)
            throws IOException, InterruptedException {
        int share = Math.ceilDiv(leads, campaigns.size());
        for (int lane = 0; lane < campaigns.size(); lane++) {
            var lines = new ArrayList<String>(List.of("phone,first_name"));
            for (int i = lane * share; i < Math.min(leads, (lane + 1) * share); i++) {
                lines.add("+1212%03d%04d,Ada".formatted(220 + i / EXCHANGE, i % EXCHANGE));
            }
            Path file = Files.write(folder.resolve("leads-" + lane + ".csv"), lines);
            campaigns.get(lane).upload(file, findings).awaitEnd(Duration.ofSeconds(1));
        }
    }

    private void judge(
            RunningStack stack,
            StackDatabase database,
            Receiver receiver,
            HttpPort callbacks,
            boolean everyPersona)
            throws IOException, SQLException, InterruptedException {
        await(database, "calls that never end", OPEN);
        database.letPass("1 day");
        try (var tomorrow = new StackDatabase(stack)) {
            await(tomorrow, "events nobody told", UNTOLD);
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
            LedgerReport ledger = tomorrow.ledger(carrier.log(stack), carrier.name());
            findings.say("%s", ledger.table());
            findings.hold(ledger.proved(), "the ledger is not proved");
            findings.hold(
                    !everyPersona || ledger.unexamined().isEmpty(),
                    "nothing to examine for %s",
                    ledger.unexamined());
            requests(stack, tomorrow);
        }
    }

    /** Every event arrived, signed, and no other. */
    private void events(StackDatabase database, Receiver receiver)
            throws IOException, InterruptedException {
        await(database, "events nobody told", UNTOLD);
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
        List<String> references = carrier.references(stack);
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
        unknown(database, new HashSet<>(references));
    }

    /** Why nobody can say how they ended, and how many of each never reached the carrier. */
    private void unknown(StackDatabase database, Set<String> requested) {
        Map<String, Integer> all = new TreeMap<>();
        Map<String, Integer> unheard = new TreeMap<>();
        for (String row : database.strings(UNKNOWN)) {
            String[] columns = row.split(" ", 3);
            boolean heard = requested.contains(columns[0]) || requested.contains(columns[1]);
            all.merge(columns[2], 1, Integer::sum);
            unheard.merge(columns[2], heard ? 0 : 1, Integer::sum);
        }
        all.forEach(
                (cause, count) ->
                        findings.say(
                                "unknown by %s: %,d, of which the carrier never heard of %,d",
                                cause, count, unheard.getOrDefault(cause, 0)));
    }

    /** For as long as it becomes less. */
    private void await(StackDatabase database, String what, String count)
            throws InterruptedException {
        long least = Long.MAX_VALUE;
        long end = 0;
        for (long left = database.count(count); left > 0; left = database.count(count)) {
            if (left < least) {
                least = left;
                end = System.nanoTime() + REST.toNanos();
            } else if (System.nanoTime() > end) {
                findings.hold(false, "%s: %,d", what, left);
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
