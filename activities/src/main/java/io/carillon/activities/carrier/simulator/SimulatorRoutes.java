package io.carillon.activities.carrier.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;

import io.carillon.activities.carrier.Script;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The carrier's HTTP: what each path answers. */
final class SimulatorRoutes implements HttpHandler {
    private static final Logger log = LoggerFactory.getLogger(SimulatorRoutes.class);
    private static final int MAX_BODY = 1 << 20;

    private record Answer(int status, String type, byte[] body) {
        static Answer json(int status, Object body) {
            return new Answer(status, "application/json", SimulatorJson.bytes(body));
        }

        static Answer error(int status, String code, String message) {
            return json(status, Map.of("error", Map.of("code", code, "message", message)));
        }
    }

    private static final Answer NOT_FOUND = Answer.error(404, "not_found", "no such call or path");

    /** A request may be repeated: nothing was done. */
    private static final Answer NO_ROOM =
            Answer.error(503, "overloaded", "not placed: the log cannot be written");

    private static final Answer CALL_OVER = Answer.error(409, "call_over", "the call is over");

    private final SimulatedCarrier carrier;

    SimulatorRoutes(SimulatedCarrier carrier) {
        this.carrier = carrier;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Instant at = Instant.now();
        try (exchange) {
            Answer answer;
            try {
                answer = answer(exchange, at);
            } catch (JacksonException | IllegalArgumentException e) {
                answer = Answer.error(400, "invalid_request", String.valueOf(e.getMessage()));
            } catch (RuntimeException e) {
                log.atError().setCause(e).log("simulator.request.failed");
                answer = Answer.error(500, "internal", "see the log");
            }
            if (answer != null) {
                send(exchange, answer);
            }
        }
    }

    /** Null: the connection is cut without one. */
    private @Nullable Answer answer(HttpExchange exchange, Instant at) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY);
        String[] path = exchange.getRequestURI().getPath().substring(1).split("/", -1);
        String what = exchange.getRequestMethod() + " " + (path.length > 1 ? path[1] : path[0]);
        if (carrier.stuck() && !exchange.getRequestMethod().equals("GET")) {
            return NO_ROOM;
        }
        return switch (path.length) {
            case 1 -> what.equals("GET health") ? health() : NOT_FOUND;
            case 2 ->
                    switch (what) {
                        case "POST calls" -> place(body, at);
                        case "GET calls" -> list(query(exchange.getRequestURI().getRawQuery()));
                        case "GET misbehaviour" -> Answer.json(200, carrier.misbehaviour());
                        case "PUT misbehaviour" -> misbehave(body);
                        case "GET personas" -> Answer.json(200, carrier.personas().ranges());
                        case "PUT personas" -> personas(body);
                        case "GET speed" -> Answer.json(200, Map.of("speed", carrier.speed()));
                        case "PUT speed" -> speed(body);
                        default -> NOT_FOUND;
                    };
            case 3 ->
                    switch (what) {
                        case "GET calls" -> view(path[2]);
                        case "GET recordings" -> recording(path[2]);
                        default -> NOT_FOUND;
                    };
            case 4 -> what.equals("POST calls") ? control(path[2], path[3], body) : NOT_FOUND;
            default -> NOT_FOUND;
        };
    }

    private Answer health() {
        return Answer.json(
                200, Map.of("status", "ok", "live", carrier.liveCount(), "speed", carrier.speed()));
    }

    // ------------------------------------------------------------ calls

    private @Nullable Answer place(byte[] body, Instant at) {
        PlaceCall request;
        try {
            request = SimulatorJson.MAPPER.readValue(body, PlaceCall.class);
        } catch (JacksonException e) {
            carrier.refuse(at, readable(body));
            throw e;
        }
        Misbehaviour how = carrier.misbehaviour();
        Misbehaviour.Create trouble = carrier.trouble(request.reference() + at);
        if (trouble.refuses()) {
            carrier.refuse(at, request);
            return refusal(trouble);
        }
        if (carrier.personas().at(request.to()) == Persona.INVALID_NUMBER) {
            carrier.refuse(at, request);
            return Answer.error(422, "invalid_number", "the number does not exist");
        }
        String id = carrier.place(at, request);
        return switch (trouble) {
            case ACCEPT_THEN_500 -> Answer.error(500, "internal", "something broke");
            case ACCEPT_THEN_HANG -> hang(how);
            case ACCEPT_THEN_CUT -> null;
            case ACCEPT_MALFORMED ->
                    new Answer(
                            201,
                            "application/json",
                            "{\"call_id\":".getBytes(StandardCharsets.UTF_8));
            default -> Answer.json(201, Map.of("call_id", id));
        };
    }

    private static JsonNode readable(byte[] body) {
        try {
            return json(body);
        } catch (JacksonException e) {
            return SimulatorJson.MAPPER.createObjectNode();
        }
    }

    private static Answer refusal(Misbehaviour.Create trouble) {
        return switch (trouble) {
            case REFUSE_429 -> Answer.error(429, "too_many_requests", "not placed");
            case REFUSE_402 -> Answer.error(402, "no_balance", "not placed");
            default -> Answer.error(503, "overloaded", "not placed");
        };
    }

    private static @Nullable Answer hang(Misbehaviour how) {
        try {
            Thread.sleep(Duration.ofMillis((long) (how.hangSeconds() * 1000)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return null;
    }

    private Answer list(Map<String, String> query) {
        String reference = query.get("reference");
        if (reference != null) {
            return troubled(
                    reference,
                    Answer.json(200, new CallView.Listed(carrier.byReference(reference))));
        }
        return Answer.json(200, new CallView.Listed(carrier.live()));
    }

    private Answer view(String id) {
        CallView view = carrier.view(idOf(id));
        return view == null ? NOT_FOUND : troubled(id, Answer.json(200, view));
    }

    private Answer control(String named, String verb, byte[] body) {
        String id = idOf(named);
        if (carrier.view(id) == null) {
            return NOT_FOUND;
        }
        boolean done =
                switch (verb) {
                    case "script" ->
                            carrier.perform(id, SimulatorJson.MAPPER.readValue(body, Script.class));
                    case "hold" -> carrier.hold(id, json(body).path("on").asBoolean(true));
                    case "hangup" -> carrier.hangUp(id);
                    default ->
                            throw new IllegalArgumentException(
                                    verb + " (expected: script, hold or hangup)");
                };
        return done ? troubled(named + verb, Answer.json(200, Map.of("ok", true))) : CALL_OVER;
    }

    private static Script script(byte[] body) {
        Script script = SimulatorJson.MAPPER.readValue(body, Script.class);
        GatherRun.check(script);
        return script;
    }

    /** A call may be named by its caller's reference too: the newest that has it. */
    private String idOf(String named) {
        List<CallView> known = carrier.byReference(named);
        return known.isEmpty() ? named : known.getLast().callId();
    }

    private Answer troubled(String request, Answer answer) {
        return carrier.misbehaviour().hitsControl(request + System.nanoTime())
                ? Answer.error(500, "internal", "something broke")
                : answer;
    }

    private Answer recording(String name) {
        if (carrier.view(Recordings.callOf(name)) == null) {
            return NOT_FOUND;
        }
        return new Answer(200, "audio/wav", Recordings.wav(name));
    }

    // ------------------------------------------------------------ settings

    private Answer misbehave(byte[] body) {
        carrier.misbehave(SimulatorJson.MAPPER.readValue(body, Misbehaviour.class));
        return Answer.json(200, carrier.misbehaviour());
    }

    private Answer personas(byte[] body) {
        Map<String, Persona> ranges =
                SimulatorJson.MAPPER.readValue(body, new TypeReference<Map<String, Persona>>() {});
        carrier.personas(carrier.personas().with(ranges));
        return Answer.json(200, carrier.personas().ranges());
    }

    private Answer speed(byte[] body) {
        carrier.speed(json(body).path("speed").asDouble(0));
        return Answer.json(200, Map.of("speed", carrier.speed()));
    }

    // ------------------------------------------------------------ HTTP

    private static JsonNode json(byte[] body) {
        return SimulatorJson.MAPPER.readTree(body);
    }

    private static Map<String, String> query(@Nullable String raw) {
        if (raw == null || raw.isEmpty()) {
            return Map.of();
        }
        String[] pair = raw.split("&", 2)[0].split("=", 2);
        String value = pair.length > 1 ? pair[1] : "";
        return Map.of(pair[0], URLDecoder.decode(value, StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", answer.type());
        if (answer.status() == 429) {
            exchange.getResponseHeaders().set("Retry-After", "1");
        }
        exchange.sendResponseHeaders(answer.status(), answer.body().length);
        exchange.getResponseBody().write(answer.body());
    }
}
