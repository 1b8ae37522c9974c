package io.carillon.dev;

import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A carrier's stand-in as the program it is, known by what it prints. */
final class StandInProcess implements AutoCloseable {
    private final Process process;
    private final Map<String, String> told = new HashMap<>();
    private final Path log;

    /** Whoever is ended by a signal takes it along. */
    private final Thread interrupted;

    private StandInProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
        this.interrupted = new Thread(process::destroy);
        Runtime.getRuntime().addShutdownHook(interrupted);
    }

    /**
     * @param main the program's class
     * @param log where it writes what it was asked to dial
     * @param words as its usage has them
     */
    static StandInProcess start(String main, Path log, String... words) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx192m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
        command.addAll(List.of("--log", log.toString()));
        command.addAll(List.of(words));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        var started = new StandInProcess(builder.start(), log);
        started.awaitReady();
        return started;
    }

    /** Names and values line by line, the log's last. */
    private void awaitReady() throws IOException {
        BufferedReader said = process.inputReader();
        var lines = new StringBuilder();
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            lines.append(line).append('\n');
            String[] parts = line.split(" ", 2);
            if (parts.length == 2) {
                told.put(parts[0], parts[1]);
            }
            if (parts[0].equals("log")) {
                OutputReader.start(() -> said.lines().forEach(this::print));
                return;
            }
        }
        throw new AssertionError("the stand-in does not start: " + lines);
    }

    private void print(String line) {
        System.out.println("stand-in> " + line);
    }

    /** What it printed under that name. */
    String told(String name) {
        String value = told.get(name);
        if (value == null) {
            throw new AssertionError("the stand-in did not say its " + name + ": " + told.keySet());
        }
        return value;
    }

    /** How it is now. */
    JsonNode health() throws IOException, InterruptedException {
        return Api.JSON.readTree(sent(knob("health").GET()));
    }

    /** Turns one of its knobs. */
    void set(String knob, Map<String, ?> value) throws IOException, InterruptedException {
        String body = Api.JSON.writeValueAsString(value);
        sent(knob(knob).PUT(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Members of a knob that stays as it is but for them. */
    void change(String knob, Map<String, ?> members) throws IOException, InterruptedException {
        Map<String, Object> whole =
                Api.JSON.readValue(sent(knob(knob).GET()), new TypeReference<>() {});
        whole.putAll(members);
        set(knob, whole);
    }

    private HttpRequest.Builder knob(String name) {
        return HttpRequest.newBuilder(URI.create(told("url") + "/_standin/" + name));
    }

    private static String sent(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer =
                    client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IOException(answer.uri() + ": " + answer.body());
            }
            return answer.body();
        }
    }

    Path log() {
        return log;
    }

    /** Its log: the truth of which phones rang. */
    List<JsonNode> dialRequests() throws IOException {
        return Files.readAllLines(log).stream().map(Api.JSON::readTree).toList();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().removeShutdownHook(interrupted);
    }
}
