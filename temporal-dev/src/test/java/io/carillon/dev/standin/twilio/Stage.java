package io.carillon.dev.standin.twilio;

import io.carillon.dev.standin.Answer;
import io.carillon.dev.standin.DialLog;
import io.carillon.dev.standin.Dice;
import io.carillon.dev.standin.Faults;
import io.carillon.dev.standin.Form;
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
import java.util.Base64;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A stand-in without sockets and threads, its time moved by hand, and an application. */
final class Stage {
    static final Credentials CREDENTIALS = new Credentials("AC" + "0".repeat(32), "12345");
    static final String FROM = "+12025550100";
    static final String HUMAN = "+12025550101";
    static final String APPLICATION = "http://127.0.0.1:9/callbacks/twilio/token";

    private final Deque<Runnable> sending = new ArrayDeque<>();
    final MovedTime time;
    final Application application = new Application();
    final TwilioCarrier carrier;
    private final TwilioRoutes routes;
    private final Path log;

    Stage(Path folder) {
        this(folder, 1, 1);
    }

    Stage(Path folder, double callsPerSecond, double speed) {
        this(folder, callsPerSecond, speed, null);
    }

    /**
     * @param other who is told in place of {@link #application}; null: nobody
     */
    Stage(Path folder, double callsPerSecond, double speed, @Nullable Web other) {
        time = new MovedTime(speed, this::deliver);
        log = folder.resolve("calls.jsonl");
        Account account =
                Account.of(callsPerSecond, null, List.of(FROM), List.of(), null, null, null, null);
        Dice dice = new Dice(Faults.none(1));
        carrier =
                new TwilioCarrier(
                        time,
                        other == null ? application : other,
                        sending::add,
                        rest -> {},
                        CREDENTIALS,
                        account,
                        dice);
        carrier.reachedAt("http://127.0.0.1:8");
        try {
            routes = new TwilioRoutes(carrier, new DialLog(log), new Knobs());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void deliver() {
        for (Runnable next = sending.poll(); next != null; next = sending.poll()) {
            next.run();
        }
    }

    void passSeconds(long seconds) {
        time.pass(Duration.ofSeconds(seconds));
    }

    /** Fields of a request for a call that hangs up at once and tells everything. */
    static Map<String, String> asking(String to) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("To", to);
        fields.put("From", FROM);
        fields.put("Twiml", "<Response><Hangup/></Response>");
        fields.put("StatusCallback", APPLICATION);
        return fields;
    }

    static Map<String, String> asking(String to, String... more) {
        Map<String, String> fields = asking(to);
        for (int i = 0; i < more.length; i += 2) {
            fields.put(more[i], more[i + 1]);
        }
        return fields;
    }

    Answer create(Map<String, String> fields) {
        String events =
                Stream.of("initiated", "ringing", "answered", "completed")
                        .map(event -> "&StatusCallbackEvent=" + event)
                        .collect(Collectors.joining());
        return answer("POST", "/Calls.json", Map.of(), Form.write(fields) + events);
    }

    /** Places a call. */
    String dial(String to, String... more) {
        return json(create(asking(to, more))).path("sid").asString();
    }

    Answer update(String sid, String... fields) {
        Map<String, String> given = new LinkedHashMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            given.put(fields[i], fields[i + 1]);
        }
        return post("/Calls/" + sid + ".json", given);
    }

    JsonNode call(String sid) {
        return json(get("/Calls/" + sid + ".json", Map.of()));
    }

    Answer post(String path, Map<String, String> fields) {
        return answer("POST", path, Map.of(), Form.write(fields));
    }

    Answer get(String path, Map<String, String> query) {
        return answer("GET", path, query, "");
    }

    Answer answer(String method, String path, Map<String, String> query, String body) {
        String pair = CREDENTIALS.sid() + ":" + CREDENTIALS.token();
        String basic = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        return routes.answer(
                new Request(
                        method,
                        "/2010-04-01/Accounts/" + CREDENTIALS.sid() + path,
                        Form.read(Form.write(query)),
                        Map.of("authorization", "Basic " + basic),
                        body.getBytes(StandardCharsets.UTF_8)));
    }

    Answer routed(Request request) {
        return routes.answer(request);
    }

    static JsonNode json(Answer answer) {
        return Json.MAPPER.readTree(answer.body());
    }

    /** Status callbacks, as "initiated 0". */
    List<String> told() {
        return application.at("/callbacks/twilio/token").stream()
                .map(one -> one.get("CallStatus") + " " + one.get("SequenceNumber"))
                .toList();
    }

    /** The members "to" and "rang" of every line of the log. */
    List<String> logged() {
        try {
            return Files.readAllLines(log).stream()
                    .map(Json.MAPPER::readTree)
                    .map(line -> line.path("to").asString() + " " + line.path("rang").asBoolean())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
