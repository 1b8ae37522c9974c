package io.carillon.dev;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A carrier's stand-in that runs, and the account an installation has with it. */
final class StandIn implements AutoCloseable {
    /**
     * What an account is used for.
     *
     * @param atOnce calls
     */
    record Load(int callsPerSecond, int atOnce) {
        static final Load USUAL = new Load(20, 100);
    }

    /** A caller id for no other carrier: whoever shows it calls through this one. */
    static final String ONLY_HERE = "+12025550188";

    private final StandInCarrier carrier;
    private final StandInProcess program;
    private final Load load;

    private StandIn(StandInCarrier carrier, StandInProcess program, Load load) {
        this.carrier = carrier;
        this.program = program;
        this.load = load;
    }

    static StandIn start(StandInCarrier carrier, Path folder, int speed, long seed, Load load)
            throws IOException {
        var words = new ArrayList<>(List.of("--speed", "" + speed, "--seed", "" + seed));
        words.addAll(carrier.words(load));
        Path log = Files.createTempFile(folder, carrier.word(), ".jsonl");
        StandInProcess program =
                StandInProcess.start(carrier.program(), log, words.toArray(String[]::new));
        return new StandIn(carrier, program, load);
    }

    String name() {
        return carrier.word();
    }

    StandInCarrier carrier() {
        return carrier;
    }

    /** Of all processes of the installation that will have an account with it. */
    Map<String, String> environment() {
        return carrier.environment(program);
    }

    String url() {
        return program.told("url");
    }

    /** Gives the installation an account, and its usual caller id to show there. */
    void open(Settings settings) throws IOException, InterruptedException {
        open(settings, url());
        callerId(settings, FirstStart.CALLER_ID, Map.of());
    }

    /**
     * Gives it another account.
     *
     * @param url where the stand-in is reached
     * @return its id
     */
    String open(Settings settings, String url) throws IOException, InterruptedException {
        Map<String, ?> account =
                Map.of(
                        "carrier",
                        name(),
                        "name",
                        "stand-in at " + url(),
                        "credentials",
                        carrier.credentials(program),
                        "base_url",
                        url,
                        "limits",
                        Map.of(
                                "calls_per_second",
                                load.callsPerSecond(),
                                "max_concurrent",
                                load.atOnce()),
                        "price_per_minute",
                        carrier.pricePerMinute());
        return own(settings)
                .post("/carrier-accounts", account, BenchCampaign.once())
                .path("id")
                .asString();
    }

    /**
     * A number it shows there, and the proof that it may: the carrier's list where there is one,
     * else the operator's word.
     *
     * @param further members of the caller id
     */
    void callerId(Settings settings, String number, Map<String, ?> further)
            throws IOException, InterruptedException {
        Map<String, Object> asked = new HashMap<>(further);
        asked.put("number", number);
        asked.put("carrier", name());
        JsonNode made = own(settings).post("/caller-ids", asked, BenchCampaign.once());
        String id = "/caller-ids/" + made.path("id").asString();
        if (carrier.listsNumbers()) {
            own(settings).post(id + "/verify", Map.of("method", "carrier"), BenchCampaign.once());
            return;
        }
        String key = Files.readString(settings.home().operatorKey()).strip();
        var operator = new Api(settings.api(), key);
        JsonNode only = operator.get("/organizations").path("data").path(0);
        operator.post(
                "/organizations/" + only.path("id").asString() + id + "/approve",
                Map.of("evidence", "a stand-in rings no phone"),
                BenchCampaign.once());
    }

    private static Api own(Settings settings) throws IOException, InterruptedException {
        return new Api(settings.api(), new FirstStart(settings).key());
    }

    /** How it is now. */
    JsonNode health() throws IOException, InterruptedException {
        return program.health();
    }

    /** Turns one of its knobs. */
    void set(String knob, Map<String, ?> value) throws IOException, InterruptedException {
        program.set(knob, value);
    }

    /** The same where a knob has more members than are to change. */
    void change(String knob, Map<String, ?> members) throws IOException, InterruptedException {
        program.change(knob, members);
    }

    Path log() {
        return program.log();
    }

    /** Its log: the truth of which phones rang. */
    List<JsonNode> dialRequests() throws IOException {
        return program.dialRequests();
    }

    @Override
    public void close() {
        program.close();
    }
}
