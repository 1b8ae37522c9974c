package io.carillon.dev;

import io.carillon.activities.ledger.LedgerReport;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A campaign with two accounts in failover order. The first one's carrier gets into every kind of
 * trouble, one after the other, and out of it again: pending calls go to the second meanwhile, the
 * first is used again afterwards, and no call is placed with both.
 */
final class FailoverTrial {
    /** Calls that have to go to an account before the next change. */
    private static final int CALLS_BETWEEN = 10;

    private static final int CALLS_PER_SECOND = 5;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration LOOK = Duration.ofMillis(200);

    private static final String UNDONE = "SELECT count(*) FROM leads WHERE status <> 'done'";
    private static final String OPEN =
            "SELECT count(*) FROM calls WHERE state IN ('claimed', 'dialing', 'ringing', 'in_progress')";
    private static final String BY_ACCOUNT =
            "SELECT concat_ws(' ', carrier, result, count(*)) FROM calls WHERE result IS NOT NULL GROUP BY carrier, result ORDER BY 1";

    /** What a carrier can be in. */
    private enum Trouble {
        OVERLOADED("answers every dial with 503", "down"),
        SILENT("takes every dial and says nothing", "down"),
        LOCKED_OUT("refuses our credentials", "paused");

        private final String words;
        private final String status;

        Trouble(String words, String status) {
            this.words = words;
            this.status = status;
        }
    }

    private final RunningStack stack;
    private final StandIn first;
    private final StandIn second;
    private final Findings findings;
    private final StackDatabase database;

    FailoverTrial(
            RunningStack stack,
            StandIn first,
            StandIn second,
            StackDatabase database,
            Findings findings) {
        this.stack = stack;
        this.first = first;
        this.second = second;
        this.database = database;
        this.findings = findings;
    }

    void run(Path leads) throws IOException, InterruptedException {
        Settings settings = stack.settings();
        String account = first.open(settings, first.url());
        String other = second.open(settings, second.url());
        first.callerId(settings, FirstStart.CALLER_ID, Map.of());
        second.callerId(settings, FirstStart.CALLER_ID, Map.of());
        BenchCampaign campaign = campaign(List.of(account, other));
        campaign.upload(leads, findings).awaitEnd(Duration.ofSeconds(1));
        campaign.post("start");
        awaitMore("the first account is used", first);
        for (Trouble trouble : Trouble.values()) {
            through(trouble, account);
        }
        await("every lead has its outcome", () -> database.count(UNDONE) == 0);
        await("every call ends", () -> database.count(OPEN) == 0);
        judge();
    }

    private BenchCampaign campaign(List<String> accounts) throws IOException, InterruptedException {
        Api api = stack.api();
        JsonNode flow = api.post("/flows", CampaignRun.exampleFlow(), BenchCampaign.once());
        Map<String, Object> asked =
                new LinkedHashMap<>(
                        CampaignRun.description("failover", flow.path("id").asString()));
        asked.remove("carrier");
        asked.put("carriers", accounts);
        asked.put(
                "limits",
                Map.of(
                        "max_concurrent",
                        50,
                        "calls_per_second",
                        CALLS_PER_SECOND,
                        "max_calls_per_day",
                        OrganizationCaps.PLENTY,
                        "max_attempts_per_lead",
                        2,
                        "min_minutes_between_attempts",
                        0));
        JsonNode made = api.post("/campaigns", asked, BenchCampaign.once());
        return new BenchCampaign(api, made.path("id").asString());
    }

    private void through(Trouble trouble, String account) throws IOException, InterruptedException {
        int requests = first.dialRequests().size();
        long began = System.nanoTime();
        begin(trouble);
        await(
                "the first account is " + trouble.status + " when its carrier " + trouble.words,
                () -> status(account).equals(trouble.status));
        findings.say(
                "its carrier %s: %s after %.1f s and %d requests",
                trouble.words,
                trouble.status,
                Findings.seconds(Duration.ofNanos(System.nanoTime() - began)),
                first.dialRequests().size() - requests);
        awaitMore("pending calls go to the second account", second);
        end(trouble, account);
        began = System.nanoTime();
        await("the first account is well again", () -> status(account).equals("active"));
        awaitMore("the first account is used again", first);
        findings.say(
                "well and used again after %.1f s",
                Findings.seconds(Duration.ofNanos(System.nanoTime() - began)));
        findings.hold(database.count(UNDONE) > 0, "the campaign ended before its troubles");
    }

    private void begin(Trouble trouble) throws IOException, InterruptedException {
        switch (trouble) {
            case OVERLOADED -> first.set("faults", Map.of("dial", Map.of("refuse_503", 1)));
            case SILENT ->
                    first.set(
                            "faults",
                            Map.of("dial", Map.of("accept_then_hang", 1), "hang_seconds", 5));
            case LOCKED_OUT -> first.change("account", Map.of("refuses_all", 20003));
        }
    }

    private void end(Trouble trouble, String account) throws IOException, InterruptedException {
        switch (trouble) {
            case OVERLOADED, SILENT -> first.set("faults", Map.of());
            case LOCKED_OUT -> {
                Map<String, Object> allowed = new LinkedHashMap<>();
                allowed.put("refuses_all", null);
                first.change("account", allowed);
                // It stays paused until a person says otherwise.
                stack.api()
                        .patch(
                                "/carrier-accounts/" + account,
                                Map.of("status", "active"),
                                BenchCampaign.once());
            }
        }
    }

    private String status(String account) throws IOException, InterruptedException {
        return stack.api().get("/carrier-accounts/" + account).path("status").asString("");
    }

    private void awaitMore(String claim, StandIn standIn) throws IOException, InterruptedException {
        int enough = rang(standIn).size() + CALLS_BETWEEN;
        await(claim, () -> rang(standIn).size() >= enough);
    }

    /** What each call that rang is known by, in order. */
    private static List<String> rang(StandIn standIn) throws IOException {
        return standIn.dialRequests().stream()
                .filter(line -> line.path("rang").asBoolean(false))
                .map(line -> line.path("reference").asString(""))
                .toList();
    }

    private interface Claim {
        boolean holds() throws IOException, InterruptedException;
    }

    private void await(String what, Claim claim) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!claim.holds()) {
            if (System.nanoTime() > end) {
                findings.hold(false, "%s within %s", what, PATIENCE);
                return;
            }
            Thread.sleep(LOOK);
        }
    }

    private void judge() throws IOException {
        findings.say("calls by carrier and result: %s", database.strings(BY_ACCOUNT));
        var all = new ArrayList<String>();
        for (StandIn each : List.of(first, second)) {
            all.addAll(rang(each));
            LedgerReport ledger = database.ledger(each.log(), each.name());
            findings.say("%s", ledger.table());
            findings.hold(ledger.proved(), "a promise is broken, by the log of %s", each.name());
        }
        Set<String> once = new HashSet<>(all);
        findings.hold(
                once.size() == all.size(), "%d calls were placed twice", all.size() - once.size());
        findings.say(
                "%d calls were placed, %d of them with the second account; none twice",
                all.size(), rang(second).size());
    }

    /** People who answer, are busy or do not: machines take long. */
    static Path leads(Path folder, int people) throws IOException {
        var lines = new ArrayList<String>(List.of("phone,first_name"));
        for (int i = 0; i < people; i++) {
            lines.add("+1212555%d%d%02d,Ada".formatted(i / 800, i / 80 % 10, i % 80));
        }
        return Files.write(folder.resolve("failover.csv"), lines);
    }
}
