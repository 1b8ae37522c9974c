package io.carillon.dev;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Calls a file of leads as a campaign on the simulated carrier, through the API. Every step is
 * remembered by the file's digest and may be repeated, so that the same file goes on with the same
 * campaign after a kill.
 */
final class CampaignRun {
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Pattern ENDING =
            Pattern.compile("(\\.(csv|tsv|txt))?(\\.gz)?$", Pattern.CASE_INSENSITIVE);
    private static final List<String> RETRIED =
            List.of(
                    "no_answer",
                    "busy",
                    "machine",
                    "congestion",
                    "rejected",
                    "fax",
                    "unknown",
                    "carrier_error",
                    "blocked");
    private static final List<String> DAYS =
            List.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday");

    private final Api api;
    private final Settings settings;
    private final Path leads;
    private final Map<String, ?> changes;
    private final Console console;

    CampaignRun(Api api, Settings settings, Path leads, Console console) {
        this(api, settings, leads, Map.of(), console);
    }

    /**
     * @param changes members of the campaign that are not as usual, say its carrier
     */
    CampaignRun(Api api, Settings settings, Path leads, Map<String, ?> changes, Console console) {
        this.api = api;
        this.settings = settings;
        this.leads = leads;
        this.changes = changes;
        this.console = console;
    }

    /**
     * True when every lead has its outcome and the results are written.
     *
     * @throws Api.Refused when the file cannot be read as leads
     */
    boolean run() throws IOException, InterruptedException {
        Remembered remembered = Remembered.of(settings.home(), leads);
        String campaign = campaign(remembered);
        boolean imported = imported(campaign, remembered);
        if (!started(campaign, remembered)) {
            return false;
        }
        watch(campaign);
        boolean all = results(campaign);
        if (all) {
            remembered.forget();
        }
        return imported && all;
    }

    private String campaign(Remembered remembered) throws IOException, InterruptedException {
        String known = remembered.get("campaign");
        if (!known.isEmpty()) {
            console.say("Going on with campaign " + known + ", begun earlier with this file.");
            return known;
        }
        JsonNode flow = api.post("/flows", exampleFlow(), remembered.once("flow"));
        var description =
                new LinkedHashMap<String, Object>(
                        description(
                                String.valueOf(leads.getFileName()), flow.path("id").asString()));
        description.putAll(changes);
        JsonNode made = api.post("/campaigns", description, remembered.once("campaign"));
        String id = made.path("id").asString();
        remembered.put("campaign", id);
        return id;
    }

    /** False when the import itself failed; rejected rows are reported and do not count. */
    private boolean imported(String campaign, Remembered remembered)
            throws IOException, InterruptedException {
        String id = remembered.get("import");
        if (id.isEmpty()) {
            id =
                    api.upload(
                                    "/campaigns/" + campaign + "/leads",
                                    leads,
                                    remembered.once("import"))
                            .path("id")
                            .asString();
            remembered.put("import", id);
        }
        JsonNode now = api.get("/imports/" + id);
        while (List.of("queued", "running").contains(now.path("status").asString(""))) {
            console.draw(
                    "Reading "
                            + leads.getFileName()
                            + ": "
                            + now.path("counts").path("total_rows").asLong(0)
                            + " rows");
            Thread.sleep(LOOK);
            now = api.get("/imports/" + id);
        }
        JsonNode counts = now.path("counts");
        console.say(
                "Read %s: %d rows, %d imported, %d duplicates, %d suppressed, %d rejected"
                        .formatted(
                                leads.getFileName(),
                                counts.path("total_rows").asLong(0),
                                counts.path("imported").asLong(0)
                                        + counts.path("updated").asLong(0),
                                counts.path("duplicates").asLong(0),
                                counts.path("suppressed").asLong(0),
                                counts.path("rejected").asLong(0)));
        if (counts.path("rejected").asLong(0) > 0) {
            Path errors = beside("errors");
            api.download("/imports/" + id + "/errors.csv", errors);
            console.say("Rejected rows and why: " + errors);
        }
        if (!now.path("status").asString("").equals("completed")) {
            console.say(
                    "The file could not be read to its end: "
                            + now.path("failure")
                                    .path("detail")
                                    .asString(now.path("status").asString("")));
            return false;
        }
        return true;
    }

    private boolean started(String campaign, Remembered remembered)
            throws IOException, InterruptedException {
        String status = api.get("/campaigns/" + campaign).path("status").asString("");
        if (status.equals("paused")) {
            api.post(
                    "/campaigns/" + campaign + "/resume",
                    Map.of(),
                    java.util.UUID.randomUUID().toString());
        }
        if (!status.equals("draft")) {
            return true;
        }
        try {
            api.post("/campaigns/" + campaign + "/start", Map.of(), remembered.once("start"));
            return true;
        } catch (Api.Refused refused) {
            console.say("Not started: " + refused.explained());
            remembered.forget();
            return false;
        }
    }

    private void watch(String campaign) throws InterruptedException {
        var progress = new Progress(console);
        while (true) {
            JsonNode now = api.get("/campaigns/" + campaign + "/progress");
            boolean done = progress.show(now);
            String status = api.get("/campaigns/" + campaign).path("status").asString("");
            if (done && now.path("calls_active").asLong(0) == 0
                    || List.of("completed", "stopped").contains(status)) {
                progress.finish(api.get("/campaigns/" + campaign + "/progress"));
                return;
            }
            Thread.sleep(LOOK);
        }
    }

    /** True when every lead has its outcome. */
    private boolean results(String campaign) throws IOException, InterruptedException {
        Path file = beside("results");
        Path part = file.resolveSibling(file.getFileName() + ".part");
        api.download("/campaigns/" + campaign + "/results.csv", part);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        console.say("Results: " + file);
        JsonNode progress = api.get("/campaigns/" + campaign + "/progress");
        long total = progress.path("leads_total").asLong(0);
        long done = progress.path("leads_done").asLong(-1);
        if (done != total) {
            console.say((total - done) + " leads have no outcome.");
        }
        return done == total;
    }

    private Path beside(String what) {
        String name = ENDING.matcher(String.valueOf(leads.getFileName())).replaceFirst("");
        return leads.resolveSibling(name + "." + what + ".csv");
    }

    /** A campaign all day long, with every detail the example flow has a use for. */
    static Map<String, ?> description(String name, String flow) {
        Map<String, Object> retry = new LinkedHashMap<>();
        RETRIED.forEach(result -> retry.put(result, List.of("PT2S")));
        Map<String, Object> hours = new LinkedHashMap<>();
        DAYS.forEach(day -> hours.put(day, List.of(List.of("00:00", "24:00"))));
        return Map.of(
                "name",
                name,
                "flow_id",
                flow,
                "caller_ids",
                List.of(FirstStart.CALLER_ID),
                "carrier",
                "simulator",
                "schedule",
                Map.of("hours", hours),
                "limits",
                // The first attempt and one retry; a cap above what the pace allows in a day, so
                // that
                // the ledger has something to judge by.
                Map.of(
                        "max_concurrent",
                        100,
                        "calls_per_second",
                        20,
                        "max_calls_per_day",
                        10_000_000,
                        "max_attempts_per_lead",
                        2,
                        "min_minutes_between_attempts",
                        0),
                "retry",
                retry,
                "answering_machine",
                Map.of(
                        "detect",
                        true,
                        "on_machine",
                        "leave_message",
                        "on_unknown",
                        "continue",
                        "message",
                        "Hello {{first_name|there}}, this is Acme. Please call us back."));
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> exampleFlow() throws IOException {
        try (InputStream stream = CampaignRun.class.getResourceAsStream("/flows/example.json")) {
            if (stream == null) {
                throw new IllegalStateException("flows/example.json is not on the class path");
            }
            return Api.JSON.readValue(stream, LinkedHashMap.class);
        }
    }
}
