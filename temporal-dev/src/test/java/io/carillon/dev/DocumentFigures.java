package io.carillon.dev;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How long Twilio waits for what a call does next: {@code temporal-dev/bench documents [people]
 * [--slower MILLISECONDS] [--seed N]}; first with the database as it is, then with every statement
 * and every commit of the API so much slower. Exit status 1: more than one document in a hundred
 * took longer than half a second.
 */
public final class DocumentFigures {
    private static final int PEOPLE = 200;
    private static final int SPEED = 10;
    private static final StandIn.Load LOAD = new StandIn.Load(3, 50);
    private static final int CONNECTIONS = 48;
    private static final long MOST_MS = 500;
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final String UNDONE = "SELECT count(*) FROM leads WHERE status <> 'done'";
    private static final String RESULTS =
            "SELECT concat_ws(' ', outcome, count(*)) FROM leads WHERE campaign_id IN (SELECT id FROM campaigns WHERE name = '%s') GROUP BY outcome ORDER BY 1";

    private final Findings findings;
    private final Path folder;
    private final int people;

    private DocumentFigures(Findings findings, Path folder, int people) {
        this.findings = findings;
        this.folder = folder;
        this.people = people;
    }

    public static void main(String[] words) throws Exception {
        int people = PEOPLE;
        long slower = 300;
        long seed = System.nanoTime() % 1_000_000;
        for (int i = 0; i < words.length; i++) {
            switch (words[i]) {
                case "--seed" -> seed = Long.parseLong(words[++i]);
                case "--slower" -> slower = Long.parseLong(words[++i]);
                default -> people = Integer.parseInt(words[i]);
            }
        }
        var findings = new Findings(System.out);
        findings.say(
                "set-up: %d cores, JDK %s; %d people, %d calls a second, speed %d, seed %d; statements and commits of the API %d ms slower",
                Runtime.getRuntime().availableProcessors(),
                Runtime.version(),
                people,
                LOAD.callsPerSecond(),
                SPEED,
                seed,
                slower);
        Path folder = Files.createTempDirectory("carillon-documents").toRealPath();
        try {
            new DocumentFigures(findings, folder, people).run(slower, seed);
        } finally {
            LyingPorts.delete(folder);
        }
        if (!findings.broken().isEmpty()) {
            System.exit(1);
        }
        findings.say("everything held");
    }

    private void run(long slower, long seed) throws IOException, InterruptedException {
        Path slow = folder.resolve("slow");
        Map<String, String> environment =
                Map.of(
                        "SPRING_MAIN_SOURCES",
                        SlowConfiguration.class.getName(),
                        "SPRING_APPLICATION_JSON",
                        Api.JSON.writeValueAsString(
                                Map.of("carillon.database.system-connections", CONNECTIONS)),
                        SlowConfiguration.LATER,
                        Duration.ofMillis(slower).toString(),
                        SlowConfiguration.FILE,
                        slow.toString());
        try (StandIn ruler = StandIn.start(StandInCarrier.TWILIO, folder, SPEED, seed, LOAD);
                StandIn carrier = StandIn.start(StandInCarrier.TWILIO, folder, SPEED, seed, LOAD);
                RunningStack stack =
                        RunningStack.start(folder.resolve("home"), SPEED, environment);
                var database = new StackDatabase(stack)) {
            String one = ruler.open(stack.settings(), ruler.url());
            String other = carrier.open(stack.settings(), carrier.url());
            carrier.callerId(stack.settings(), FirstStart.CALLER_ID, Map.of());
            OrganizationCaps.set(stack.settings());
            call(stack.api(), database, "fast", one, "2125550");
            JsonNode fast = told("the database as it is", ruler);
            Files.createFile(slow);
            call(stack.api(), database, "slow", other, "2125551");
            JsonNode late = told("a slow database", carrier);
            findings.hold(
                    late.path("p99_ms").asLong(Long.MAX_VALUE) < MOST_MS,
                    "p99 with a slow database is below %d ms",
                    MOST_MS);
            findings.say(
                    "slow beside fast: p50 %.1f times, p99 %.1f times",
                    ratio(late, fast, "p50_ms"), ratio(late, fast, "p99_ms"));
        }
    }

    private static double ratio(JsonNode late, JsonNode fast, String figure) {
        return late.path(figure).asDouble() / Math.max(1, fast.path(figure).asDouble());
    }

    private JsonNode told(String what, StandIn standIn) throws IOException, InterruptedException {
        JsonNode documents = standIn.health().path("documents");
        findings.say("%s: %s", what, documents);
        findings.hold(
                documents.path("count").asLong() >= people,
                "fewer documents than people were asked for");
        return documents;
    }

    private void call(Api api, StackDatabase database, String name, String account, String exchange)
            throws IOException, InterruptedException {
        JsonNode flow = api.post("/flows", CampaignRun.exampleFlow(), BenchCampaign.once());
        Map<String, Object> asked =
                new LinkedHashMap<>(CampaignRun.description(name, flow.path("id").asString()));
        asked.remove("carrier");
        asked.put("carriers", List.of(account));
        JsonNode made = api.post("/campaigns", asked, BenchCampaign.once());
        var campaign = new BenchCampaign(api, made.path("id").asString());
        campaign.upload(leads(name, exchange), findings).awaitEnd(Duration.ofSeconds(1));
        campaign.post("start");
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (database.count(UNDONE) > 0 && System.nanoTime() < end) {
            Thread.sleep(LOOK);
        }
        findings.hold(database.count(UNDONE) == 0, "every lead has its outcome");
        findings.say("%s: %s", name, database.strings(RESULTS.formatted(name)));
    }

    /** People who answer and press keys: each of them needs some documents. */
    private Path leads(String name, String exchange) throws IOException {
        var lines = new ArrayList<String>(List.of("phone,first_name"));
        for (int i = 0; i < people; i++) {
            lines.add("+1%s%d%02d,Ada".formatted(exchange, i / 40, i % 40));
        }
        return Files.write(folder.resolve(name + ".csv"), lines);
    }
}
