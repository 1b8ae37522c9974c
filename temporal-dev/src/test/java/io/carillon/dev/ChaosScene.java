package io.carillon.dev;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What goes on while processes die: a campaign that is fed by imports, calls asked for one by one,
 * and an endpoint that is told everything.
 */
final class ChaosScene {
    /** Per second; the machine has time left for processes that start, one for every kill. */
    private static final int RATE = 2;

    private static final int AT_ONCE = 30;

    /** Leads of one file, and the fewest that may be left. */
    private static final int FILE = 40;

    private static final Duration PAUSED = Duration.ofMillis(700);
    private static final Duration LOOK = Duration.ofSeconds(2);

    /** Who never answers for himself, 98 and 99, would look like a call that was lost. */
    private static final int ENDINGS = 98;

    /**
     * From an acknowledged pause to the wish to go on.
     *
     * @param from as the harness heard it
     */
    record Pause(Instant from, Instant until) {}

    // Longer than the simulated carrier needs to tell who answered: whoever is hung up on sooner
    // ends as unknown, with or without a process that died.
    private static final String SAID =
            "Hello, this is Acme. Your appointment is tomorrow at ten in the morning. Good bye.";

    private final Api api;
    private final Path folder;
    private final ChaosCarrier carrier;
    private final String campaign;
    private final AtomicInteger numbers = new AtomicInteger();
    private final AtomicInteger uploaded = new AtomicInteger();
    private final ReentrantLock switching = new ReentrantLock();
    private final List<Pause> pauses = new CopyOnWriteArrayList<>();
    private final List<String> refused = new CopyOnWriteArrayList<>();
    private final Thread feeding;
    private final Thread asking;
    private volatile boolean over;

    ChaosScene(Api api, Path folder, int hook, ChaosCarrier carrier)
            throws InterruptedException, IOException {
        this.api = api;
        this.folder = folder;
        this.carrier = carrier;
        api.post(
                "/webhook-endpoints",
                Map.of("url", "http://127.0.0.1:" + hook + "/hook", "events", List.of("*")),
                BenchCampaign.once());
        this.campaign = make();
        upload();
        upload();
        await(
                () ->
                        api.get("/campaigns/" + campaign + "/progress").path("leads_total").asLong()
                                > 0);
        switchTo("start");
        this.feeding = Thread.ofVirtual().start(() -> untilOver(this::feed));
        this.asking = Thread.ofVirtual().start(() -> untilOver(this::askForOne));
    }

    private String make() throws InterruptedException, IOException {
        JsonNode flow = api.post("/flows", CampaignRun.exampleFlow(), BenchCampaign.once());
        Map<String, Object> asked =
                new LinkedHashMap<>(CampaignRun.description("chaos", flow.path("id").asString()));
        asked.put("carrier", carrier.name());
        asked.put("keep_open", true);
        asked.put("limits", limits());
        return api.post("/campaigns", asked, BenchCampaign.once()).path("id").asString();
    }

    private Map<String, Object> limits() {
        Map<String, Object> limits =
                new LinkedHashMap<>(
                        Map.of(
                                "max_concurrent",
                                AT_ONCE,
                                "calls_per_second",
                                RATE,
                                "max_calls_per_day",
                                OrganizationCaps.PLENTY,
                                "max_attempts_per_lead",
                                2,
                                "min_minutes_between_attempts",
                                0));
        limits.putAll(carrier.limits());
        return limits;
    }

    String campaign() {
        return campaign;
    }

    List<Pause> pauses() {
        return List.copyOf(pauses);
    }

    /** What the API turned away; nothing is asked for that may be. */
    List<String> refused() {
        return List.copyOf(refused);
    }

    /** One more file of leads. */
    void upload() throws InterruptedException, IOException {
        var lines = new ArrayList<String>(List.of("phone,first_name"));
        for (int i = 0; i < FILE; i++) {
            int n = numbers.getAndIncrement();
            int block = n / ENDINGS;
            lines.add(
                    "+1212%03d%02d%02d,Ada"
                            .formatted(200 + block / 100, block % 100, n * 37 % ENDINGS));
        }
        Path file = Files.write(folder.resolve("leads-" + numbers.get() + ".csv"), lines);
        api.upload("/campaigns/" + campaign + "/leads", file, BenchCampaign.once());
        uploaded.addAndGet(FILE);
    }

    /** Pauses, and goes on a moment after the acknowledgement. */
    void pauseAndResume() throws InterruptedException {
        // One that is still to be taken back would end this one's silence.
        switching.lockInterruptibly();
        try {
            switchTo("pause");
            Instant from = Instant.now();
            Thread.sleep(PAUSED);
            Instant until = Instant.now();
            switchTo("resume");
            pauses.add(new Pause(from, until));
        } finally {
            switching.unlock();
        }
    }

    /** A few kills need not have brought a pause about, and the ledger is to judge one. */
    void pauseOnceAtLeast() throws InterruptedException {
        if (pauses.isEmpty()) {
            pauseAndResume();
        }
    }

    private void switchTo(String action) throws InterruptedException {
        api.post("/campaigns/" + campaign + "/" + action, Map.of(), BenchCampaign.once());
    }

    private void feed() throws InterruptedException, IOException {
        // Files that wait for a worker, or for the database, count as well.
        long done = api.get("/campaigns/" + campaign + "/progress").path("leads_done").asLong();
        if (uploaded.get() - done < FILE) {
            upload();
        }
        Thread.sleep(LOOK);
    }

    private void askForOne() throws InterruptedException {
        int n = numbers.getAndIncrement();
        Map<String, Object> asked = new LinkedHashMap<>(carrier.single());
        asked.put("to", SingleNumbers.at(n));
        asked.put("message", SAID);
        api.post("/calls", asked, BenchCampaign.once());
        Thread.sleep(LOOK.multipliedBy(2));
    }

    /** Nothing more is asked for; answers when every lead has its outcome, or after the limit. */
    boolean finish(Duration limit) throws InterruptedException {
        over = true;
        feeding.join();
        asking.join();
        long end = System.nanoTime() + limit.toNanos();
        while (System.nanoTime() < end) {
            JsonNode now = api.get("/campaigns/" + campaign + "/progress");
            if (now.path("leads_total").asLong() == now.path("leads_done").asLong()
                    && now.path("calls_active").asLong() == 0
                    && api.get("/calls/active").path("data").isEmpty()) {
                return true;
            }
            Thread.sleep(500);
        }
        return false;
    }

    /** What is left, and what it waits for. */
    String left() throws InterruptedException {
        return "%s%n%s%n%s"
                .formatted(
                        api.get("/campaigns/" + campaign + "/progress"),
                        api.get("/campaigns/" + campaign + "/why-idle"),
                        api.get("/calls/active"));
    }

    private interface Work {
        void run() throws InterruptedException, IOException;
    }

    private interface Claim {
        boolean holds() throws InterruptedException;
    }

    private static void await(Claim claim) throws InterruptedException {
        while (!claim.holds()) {
            Thread.sleep(100);
        }
    }

    private void untilOver(Work work) {
        while (!over) {
            try {
                work.run();
            } catch (Api.Refused turnedAway) {
                refused.add(turnedAway.explained());
            } catch (CannotStart | IOException unanswered) {
                refused.add(String.valueOf(unanswered.getMessage()));
            } catch (InterruptedException ending) {
                return;
            }
        }
    }
}
