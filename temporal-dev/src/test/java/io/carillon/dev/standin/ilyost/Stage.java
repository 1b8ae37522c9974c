package io.carillon.dev.standin.ilyost;

import io.carillon.dev.standin.Answer;
import io.carillon.dev.standin.DialLog;
import io.carillon.dev.standin.Dice;
import io.carillon.dev.standin.Faults;
import io.carillon.dev.standin.Json;
import io.carillon.dev.standin.Knobs;
import io.carillon.dev.standin.MovedTime;
import io.carillon.dev.standin.Request;
import io.carillon.dev.standin.Web;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A stand-in without sockets and threads, its time moved by hand, and an application. */
final class Stage {
    static final String KEY = "stand-in-key";
    static final String FROM = "+12025550100";
    static final String HUMAN = "+12025550101";
    static final String MACHINE = "+12025550140";
    static final String APPLICATION = "http://127.0.0.1:9/callbacks/ilyost/token?tag=1";
    static final String MENU = "Press 1 to confirm, 2 to talk to someone, 9 to stop.";

    /** An answer that is still held. */
    static final Answer HELD = Answer.json(0, Map.of());

    private final Deque<Runnable> sending = new ArrayDeque<>();
    final MovedTime time;
    final Application application = new Application();
    private final Web web;
    final IlyostCarrier carrier;
    final Limiter limiter = new Limiter();
    private final IlyostRoutes routes;
    private final Path log;
    CompletableFuture<Answer> held = new CompletableFuture<>();

    Stage(Path folder) {
        this(folder, null);
    }

    /**
     * @param other in place of the application; null: none
     */
    Stage(Path folder, @Nullable Web other) {
        web = other == null ? application : other;
        time = new MovedTime(1, this::deliver);
        log = folder.resolve("calls.jsonl");
        carrier =
                new IlyostCarrier(
                        time,
                        web,
                        sending::add,
                        rest -> {},
                        KEY,
                        account(100_000, "20.00"),
                        new Dice(Faults.none(1)));
        try {
            routes = new IlyostRoutes(carrier, new DialLog(log), limiter, new Knobs(), this::held);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Account account(int concurrency, String balance) {
        return Account.of(
                concurrency, new java.math.BigDecimal(balance), null, null, null, null, null);
    }

    private Answer held(CompletableFuture<Answer> answer) {
        held = answer;
        return answer.getNow(HELD);
    }

    private void deliver() {
        for (Runnable next = sending.poll(); next != null; next = sending.poll()) {
            next.run();
        }
    }

    void passSeconds(long seconds) {
        time.pass(Duration.ofSeconds(seconds));
    }

    /** As in the docs' example. */
    static Map<String, Object> asking(String to, boolean detects) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("to_", to);
        body.put("from_", FROM);
        body.put("callbackurl", APPLICATION);
        body.put("apikey", KEY);
        body.put("amd", detects);
        return body;
    }

    /** Places a call; its id. */
    String dial(String to, boolean detects) {
        return json(post("/v2/create-call", asking(to, detects))).path("call_id").asString();
    }

    /** Places a call that is answered, and lets half a minute pass. */
    String talkingTo(String to, boolean detects) {
        String call = dial(to, detects);
        passSeconds(30);
        return call;
    }

    Answer play(String call, String text) {
        return post("/v2/play-text", Map.of("call_id", call, "text", text, "voice", "any"));
    }

    Answer gather(String call, Object maxDigits, String valid, int tries, String text) {
        return post(
                "/v2/gather-text",
                Map.of(
                        "call_id",
                        call,
                        "text",
                        text,
                        "voice",
                        "any",
                        "maxDigits",
                        maxDigits,
                        "validDigits",
                        valid,
                        "maxTries",
                        tries,
                        "timeoutMillis",
                        6000));
    }

    Answer post(String path, Map<String, ?> body) {
        return routes.answer(
                new Request(
                        "POST",
                        path,
                        Map.of(),
                        Map.of(),
                        Json.MAPPER.writeValueAsString(body).getBytes(StandardCharsets.UTF_8)));
    }

    Answer get(String path, Map<String, List<String>> query) {
        return routes.answer(new Request("GET", path, query, Map.of(), new byte[0]));
    }

    static JsonNode json(Answer answer) {
        return Json.MAPPER.readTree(answer.body());
    }

    Answer routed(Request request) {
        return routes.answer(request);
    }

    List<JsonNode> logged() {
        try {
            return Files.readAllLines(log).stream().map(Json.MAPPER::readTree).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
