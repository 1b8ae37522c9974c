package io.carillon.dev;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** `up` as a process of its own, in a home of its own, on ports nobody uses. */
final class RunningStack implements AutoCloseable {
    private final FreePorts ports;
    private final Process up;
    private final BufferedReader said;
    private final Settings settings;
    private final List<Process> more = new ArrayList<>();
    private final AtomicInteger deaths = new AtomicInteger();

    /** Whoever is ended by a signal takes its stack along. */
    private final Thread interrupted = new Thread(this::end);

    private RunningStack(FreePorts ports, Process up, Settings settings) {
        this.ports = ports;
        this.up = up;
        this.said = up.inputReader();
        this.settings = settings;
        Runtime.getRuntime().addShutdownHook(interrupted);
    }

    /**
     * @param more words for `up`
     */
    static RunningStack start(Path home, int speed, String... more) throws IOException {
        return start(home, speed, Map.of(), more);
    }

    /**
     * @param further environment of all its processes
     * @param more words for `up`
     */
    static RunningStack start(Path home, int speed, Map<String, String> further, String... more)
            throws IOException {
        FreePorts ports = FreePorts.hold();
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of("-Xmx96m", "-XX:+UseSerialGC", "-Dcarillon.run=" + home.resolve("run")));
        String module = System.getProperty("carillon.dev");
        if (module != null) {
            command.add("-Dcarillon.dev=" + module);
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Up.class.getName()));
        command.addAll(List.of("--speed", "" + speed));
        command.addAll(List.of(more));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        Map<String, String> environment = new HashMap<>(further);
        environment.put("CARILLON_HOME", home.toString());
        environment.put("CARILLON_PORT", "" + ports.base());
        List.of("DATABASE_URL", "TEMPORAL_ADDRESS", "TEMPORAL_UI_PORT", "CARILLON_PUBLIC_URL")
                .forEach(builder.environment()::remove);
        builder.environment().putAll(environment);
        var stack = new RunningStack(ports, builder.start(), Settings.of(environment, "" + speed));
        stack.awaitReady();
        return stack;
    }

    private void awaitReady() throws IOException {
        var lines = new StringBuilder();
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            lines.append(line).append('\n');
            if (line.startsWith("Ctrl-C")) {
                OutputReader.start(this::drain);
                return;
            }
        }
        throw new AssertionError("the stack does not start: " + lines);
    }

    /** What it says later goes where the build's output goes. */
    private void drain() {
        try {
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                System.out.println("up> " + line);
                if (line.contains(" ended (exit status ")) {
                    deaths.incrementAndGet();
                }
            }
        } catch (IOException closed) {
            System.out.println("up> (" + closed.getMessage() + ")");
        }
    }

    /** Processes that ended without being asked by `up`. */
    int deaths() {
        return deaths.get();
    }

    Settings settings() {
        return settings;
    }

    Home home() {
        return settings.home();
    }

    Api api() throws IOException {
        return new Api(settings.api(), Files.readString(home().apiKey()).strip());
    }

    /** Runs a file of leads to its end. */
    List<Map<String, String>> call(Path leads) throws IOException, InterruptedException {
        return call(leads, Map.of());
    }

    /**
     * @param changes members of its campaign that are not as usual
     */
    List<Map<String, String>> call(Path leads, Map<String, ?> changes)
            throws IOException, InterruptedException {
        var console = new Console(false, 80, System.out);
        boolean all = new CampaignRun(api(), settings, leads, changes, console).run();

        assertThat(all).as("every lead has its outcome").isTrue();
        String name = String.valueOf(leads.getFileName()).replace(".csv", ".results.csv");
        return Csv.read(leads.resolveSibling(name));
    }

    /** What Temporal says about the workflow of that id. */
    JsonNode workflow(String id) throws IOException, InterruptedException {
        return described(id).path("workflowExecutionInfo");
    }

    /** With its pending activities. */
    JsonNode described(String id) throws IOException, InterruptedException {
        String address =
                "http://127.0.0.1:%d/api/v1/namespaces/%s/workflows/%s"
                        .formatted(settings.ports().temporalHttp(), settings.namespace(), id);
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer =
                    client.send(
                            HttpRequest.newBuilder(URI.create(address)).build(),
                            HttpResponse.BodyHandlers.ofString());
            return Api.JSON.readTree(answer.body());
        }
    }

    void kill(String process) throws IOException, InterruptedException {
        ProcessHandle.of(pid(process)).orElseThrow().destroyForcibly();
    }

    /**
     * A worker beside those of `up`, with the same command and environment on a port of its own.
     */
    void anotherWorker() throws IOException, InterruptedException {
        Path process = Path.of("/proc/" + pid("worker-1"));
        int port = freePort();
        var command = new ArrayList<String>();
        for (String word : Files.readString(process.resolve("cmdline")).split("\0")) {
            command.add(word.startsWith("--server.port=") ? "--server.port=" + port : word);
        }
        var builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        for (String variable : Files.readString(process.resolve("environ")).split("\0")) {
            String[] parts = variable.split("=", 2);
            builder.environment().put(parts[0], parts.length > 1 ? parts[1] : "");
        }
        more.add(builder.start());
        var probes = new Probes();
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (!probes.healthy("http://127.0.0.1:" + port + "/actuator/health/readiness")) {
            assertThat(System.nanoTime()).as("a worker of its own starts").isLessThan(end);
            Thread.sleep(500);
        }
    }

    /** The worker that dispatches this campaign, as Temporal knows it: gone at once. */
    void killDispatcher(String campaign) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (System.nanoTime() < end) {
            for (JsonNode activity : described(campaign).path("pendingActivities")) {
                // As the SDK names a worker: its process' id, @, the machine.
                String identity = activity.path("lastWorkerIdentity").asString("");
                if (activity.path("state").asString("").endsWith("_STARTED")) {
                    long pid = Long.parseLong(identity.replaceFirst("@.*", ""));
                    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
                    return;
                }
            }
            Thread.sleep(50);
        }
        throw new AssertionError("nobody dispatches " + campaign);
    }

    private long pid(String process) throws IOException {
        return Long.parseLong(Files.readString(home().pid(process)).strip());
    }

    /** Name and id of every process there is now. */
    Map<String, Long> processes() throws IOException {
        Map<String, Long> all = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(home().run(), "*.pid")) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName()).replace(".pid", "");
                all.put(name, pid(name));
            }
        }
        return all;
    }

    void personas(Map<String, String> ranges) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(settings.simulator() + "/v1/personas"))
                        .PUT(
                                HttpRequest.BodyPublishers.ofString(
                                        Api.JSON.writeValueAsString(ranges)))
                        .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);
        }
    }

    /** The carrier's log: the truth of which phones rang. */
    List<JsonNode> dialRequests() throws IOException {
        return Files.readAllLines(home().simulator().resolve("calls.jsonl")).stream()
                .map(Api.JSON::readTree)
                .toList();
    }

    @Override
    public void close() {
        end();
        Runtime.getRuntime().removeShutdownHook(interrupted);
        ports.close();
    }

    private void end() {
        try {
            more.forEach(Process::destroy);
            for (Process worker : more) {
                if (!worker.waitFor(30, TimeUnit.SECONDS)) {
                    worker.destroyForcibly();
                }
            }
            up.destroy();
            if (!up.waitFor(90, TimeUnit.SECONDS)) {
                up.destroyForcibly();
            }
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
