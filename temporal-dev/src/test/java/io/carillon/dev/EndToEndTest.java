package io.carillon.dev;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.leadfile.MessyLeads;
import io.carillon.activities.ledger.LedgerReport;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;

/**
 * The whole program as a user starts it: a real Temporal server, a real PostgreSQL, API, worker and
 * simulated carrier as processes, at twenty times real speed.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EndToEndTest {
    // Faster gains nothing: what remains is the program's own work.
    private static final int SPEED = 20;

    private static final long SEED = 20_261_121;

    /** Twenty people who talk, and everybody else the simulated carrier knows. */
    private static final List<String> ENDINGS =
            List.of(
                    "00", "02", "04", "06", "08", "10", "12", "14", "16", "18", "20", "22", "24",
                    "26", "28", "30", "32", "34", "36", "38", "40", "43", "46", "49", "52", "55",
                    "58", "59", "60", "63", "66", "69", "72", "75", "78", "79", "80", "82", "84",
                    "86", "88", "89", "90", "91", "92", "93", "94", "95", "96", "97", "98", "99");

    @TempDir static Path folder;

    private RunningStack stack;

    @BeforeAll
    void start() throws IOException, InterruptedException {
        stack = RunningStack.start(folder.toRealPath().resolve("home"), SPEED);
        OrganizationCaps.set(stack.settings());
        callFromTheNumberThatRests();
    }

    @AfterAll
    void stop() throws InterruptedException {
        stack.close();
    }

    /** Whatever a scenario did, its rows and the carrier's log keep every promise. */
    @AfterEach
    void provesEveryPromise() throws Exception {
        LedgerReport report =
                new StackLedger(stack.settings(), new Console(false, 80, System.out)).examine(null);

        assertThat(report.proved()).as(report.table()).isTrue();
        assertThat(report.unexamined()).isEmpty();
        System.out.print(report.table());
    }

    /** First: events of another test's campaign would reach the endpoint from their middle on. */
    @Test
    @Order(1)
    void everyRowEndsAsItsPersonaSaysAndEveryEventArrivesSigned() throws Exception {
        int port = RunningStack.freePort();
        JsonNode endpoint =
                stack.api()
                        .post(
                                "/webhook-endpoints",
                                Map.of(
                                        "url",
                                        "http://127.0.0.1:" + port + "/hook",
                                        "events",
                                        Receiver.allEvents()),
                                "endpoint");
        try (Receiver receiver =
                Receiver.start(
                        port,
                        endpoint.path("secret").asString(""),
                        folder.resolve("events.jsonl"))) {
            Path leads = messyFile();

            List<Map<String, String>> results = stack.call(leads);

            assertThat(told(results)).containsExactlyInAnyOrderEntriesOf(expected());
            assertThat(requestsPerNumber("+1202555")).isEqualTo(attemptsPerNumber(results));
            JsonNode counts =
                    receiver.await(
                            seen ->
                                    seen.path("types").path("lead.finished").asInt()
                                                    == ENDINGS.size()
                                            && seen.path("types").path("campaign.completed").asInt()
                                                    == 1,
                            Duration.ofSeconds(60));
            assertThat(counts.path("types").path("lead.finished").asInt())
                    .isEqualTo(ENDINGS.size());
            assertThat(endings(counts))
                    .isEqualTo(
                            requestsPerNumber("+1202555").values().stream().mapToInt(i -> i).sum());
            assertThat(receiver.end()).as("all signed, no gaps: %s", counts).isZero();
        }
    }

    /**
     * As Temporal counts, for the call nothing delayed: a busy machine adds tasks that timed out.
     */
    @Test
    @Order(2)
    void anAnsweredCallWithOneKeyCostsNineTransitionsAndThirtyEvents() throws Exception {
        List<String> people = ENDINGS.subList(0, 20);
        stack.call(file("cost.csv", "512555", people));

        var transitions = new ArrayList<Long>();
        var events = new ArrayList<Long>();
        for (String ending : people) {
            JsonNode cost = finishedWorkflow("+151255501" + ending);
            transitions.add(cost.path("stateTransitionCount").asLong(-1));
            events.add(cost.path("historyLength").asLong(-1));
        }

        transitions.sort(null);
        events.sort(null);
        assertThat(transitions.getFirst()).as("%s", transitions).isBetween(1L, 9L);
        assertThat(events.getFirst()).as("%s", events).isBetween(1L, 30L);
    }

    @Test
    void swappedPersonasSwapTheResults() throws Exception {
        stack.personas(Map.of("00-39", "busy", "80-89", "human"));
        try {
            List<Map<String, String>> results =
                    stack.call(file("swapped.csv", "312555", List.of("01", "85")));

            assertThat(told(results))
                    .isEqualTo(
                            Map.of(
                                    "+13125550101",
                                    "exhausted 2 busy",
                                    "+13125550185",
                                    "reached 1 human"));
        } finally {
            stack.personas(Map.of("00-39", "human", "80-89", "busy"));
        }
    }

    @Test
    void aKilledWorkerLosesNobodyAndRingsNobodyTwice() throws Exception {
        List<String> endings = new ArrayList<>();
        for (int ending = 0; ending < 40; ending++) {
            endings.add("%02d".formatted(ending));
        }
        Path leads = file("killed.csv", "415555", endings);
        CompletableFuture<List<Map<String, String>>> running =
                CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return stack.call(leads);
                            } catch (IOException | InterruptedException broken) {
                                throw new CompletionException(broken);
                            }
                        });
        awaitRequests("+1415555", 15);

        stack.kill("worker");
        List<Map<String, String>> results = running.join();

        assertThat(results)
                .hasSize(endings.size())
                .allSatisfy(row -> assertThat(row.get("outcome")).isEqualTo("reached"));
        // A dial the killed process may or may not have sent counts as an attempt, never as a
        // second ring for it.
        Map<String, Integer> attempts = attemptsPerNumber(results);
        assertThat(requestsPerNumber("+1415555"))
                .allSatisfy(
                        (number, rang) ->
                                assertThat(rang).isLessThanOrEqualTo(attempts.get(number)));
        assertThat(
                        stack.dialRequests().stream()
                                .map(call -> call.path("reference").asString())
                                .toList())
                .doesNotHaveDuplicates();
    }

    /**
     * The short form of {@code temporal-dev/bench campaign}; how long things take is judged there.
     */
    @Test
    void leadFilesWithstandAKillACancelAndEachOther() throws Exception {
        var findings = new Findings(System.out);
        var trials = new ImportTrials(stack, folder, findings, Duration.ofMillis(100));
        var leads = new MessyLeads(20_000, SEED);
        var few = new MessyLeads(3_000, SEED);
        Path file = trials.write(leads);

        BenchCampaign campaign = trials.killed(leads, file, List.of(1L));
        trials.again(campaign, leads, file);
        trials.canceled(file, 1);
        trials.atOnce(few, trials.write(few));

        assertThat(findings.broken()).isEmpty();
    }

    /**
     * Campaigns do not show it, and the ledger is to judge its rest. Over and told before an
     * endpoint listens, which would hear of it from its middle on.
     */
    private void callFromTheNumberThatRests() throws IOException, InterruptedException {
        String call =
                stack.api()
                        .post(
                                "/calls",
                                Map.of(
                                        "to",
                                        SingleNumbers.at(0),
                                        "from",
                                        OrganizationCaps.RESTING,
                                        "message",
                                        "Hello, this is Acme.",
                                        // Limits are judged from two seconds behind their edit on.
                                        "scheduled_at",
                                        Instant.now().plusSeconds(3).toString()),
                                "rests")
                        .path("id")
                        .asString();
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        JsonNode told = stack.api().get("/calls/" + call + "/events");
        while (told.path("data").valueStream().noneMatch(EndToEndTest::ends)) {
            assertThat(System.nanoTime()).as("the call ends: %s", told).isLessThan(end);
            Thread.sleep(50);
            told = stack.api().get("/calls/" + call + "/events");
        }
    }

    private static boolean ends(JsonNode event) {
        return event.path("type").asString("").equals("call.completed");
    }

    /** Of the one call to this number, once its workflow has ended too. */
    private JsonNode finishedWorkflow(String number) throws IOException, InterruptedException {
        String call =
                stack.api()
                        .get("/calls?to=" + number.replace("+", "%2B"))
                        .path("data")
                        .path(0)
                        .path("id")
                        .asString();
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        JsonNode now = stack.workflow(call);
        while (!now.path("status").asString("").equals("WORKFLOW_EXECUTION_STATUS_COMPLETED")) {
            assertThat(System.nanoTime()).as("%s ends: %s", call, now).isLessThan(end);
            Thread.sleep(50);
            now = stack.workflow(call);
        }
        return now;
    }

    private void awaitRequests(String prefix, int number) throws IOException, InterruptedException {
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (requestsPerNumber(prefix).size() < number) {
            assertThat(System.nanoTime()).as("calls begin").isLessThan(end);
            Thread.sleep(50);
        }
    }

    /**
     * Semicolons, a byte order mark, CRLF, numbers as people type them, a repeated row, two that
     * cannot be called.
     */
    private static Path messyFile() throws IOException {
        var text = new StringBuilder("\uFEFFFirst Name;Phone Number;Customer No;City\r\n");
        int row = 0;
        for (String ending : ENDINGS) {
            String phone =
                    switch (row % 4) {
                        case 0 -> "(202) 555-01" + ending;
                        case 1 -> "+1 202.555.01" + ending;
                        case 2 -> "120255501" + ending;
                        default -> "'20255501" + ending;
                    };
            text.append("\"Ann ")
                    .append(row)
                    .append("\";")
                    .append(phone)
                    .append(";c")
                    .append(row)
                    .append(";\"Washington; DC\"\r\n");
            row++;
        }
        text.append("Ann again;(202) 555-0100;c0;\r\n");
        text.append("Nobody;911;c901;\r\n");
        text.append("Broken;2.02556E+09;c902;\r\n");
        return Files.writeString(folder.resolve("leads.csv"), text);
    }

    private static Path file(String name, String prefix, List<String> endings) throws IOException {
        return Files.write(
                folder.resolve(name),
                endings.stream()
                        .map(ending -> prefix + "01" + ending)
                        .collect(
                                Collectors.collectingAndThen(
                                        Collectors.toList(), EndToEndTest::headed)));
    }

    private static List<String> headed(List<String> numbers) {
        var lines = new ArrayList<String>();
        lines.add("phone");
        lines.addAll(numbers);
        return lines;
    }

    private static Map<String, String> expected() {
        return ENDINGS.stream()
                .collect(Collectors.toMap(ending -> "+120255501" + ending, EndToEndTest::persona));
    }

    /** Outcome, attempts and last result, by the table of the simulated carrier. */
    private static String persona(String ending) {
        int digits = Integer.parseInt(ending);
        if (digits < 40) {
            return "reached 1 human";
        }
        if (digits < 60) {
            return "voicemail 1 machine";
        }
        if (digits < 80) {
            return "exhausted 2 no_answer";
        }
        if (digits < 90) {
            return "exhausted 2 busy";
        }
        return switch (digits) {
            case 90, 91, 92, 93 -> "reached 1 human";
            case 94 -> "opted_out 1 human";
            case 95 -> "invalid_number 1 invalid_number";
            case 96 -> "exhausted 2 congestion";
            case 97 -> "exhausted 2 fax";
            default -> "exhausted 2 unknown";
        };
    }

    private static Map<String, String> told(List<Map<String, String>> results) {
        return results.stream()
                .collect(
                        Collectors.toMap(
                                row -> row.get("phone"),
                                row ->
                                        row.get("outcome")
                                                + " "
                                                + row.get("attempts")
                                                + " "
                                                + row.get("last_result")));
    }

    private static Map<String, Integer> attemptsPerNumber(List<Map<String, String>> results) {
        Map<String, Integer> attempts = new TreeMap<>();
        results.forEach(
                row ->
                        attempts.put(
                                row.get("phone"),
                                Integer.valueOf(row.getOrDefault("attempts", "0"))));
        return attempts;
    }

    private Map<String, Integer> requestsPerNumber(String prefix) throws IOException {
        Map<String, Integer> requests = new TreeMap<>();
        stack.dialRequests().stream()
                .map(call -> call.path("to").asString())
                .filter(number -> number.startsWith(prefix))
                .forEach(number -> requests.merge(number, 1, Integer::sum));
        return requests;
    }

    private static int endings(JsonNode counts) {
        return counts.path("types").path("call.completed").asInt()
                + counts.path("types").path("call.failed").asInt()
                + counts.path("types").path("call.canceled").asInt();
    }
}
