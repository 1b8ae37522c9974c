package io.carillon.dev.standin.ilyost;

import io.carillon.dev.standin.Answer;
import io.carillon.dev.standin.DialLog;
import io.carillon.dev.standin.Faults;
import io.carillon.dev.standin.Json;
import io.carillon.dev.standin.Knobs;
import io.carillon.dev.standin.LocalServer;
import io.carillon.dev.standin.Request;
import io.carillon.dev.standin.Wav;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * What each path answers. Only create-call and balance ask for the key: whoever knows a call's id
 * controls the call (Ilyost server).
 */
final class IlyostRoutes implements LocalServer.Handler {
    /** How an answer that is not there yet is waited for. */
    @FunctionalInterface
    interface Held {
        Answer await(CompletableFuture<Answer> answer);
    }

    private static final String MISSING = "Missing required parameters";
    private static final Answer YES = Answer.json(200, Map.of("success", true));

    private final IlyostCarrier carrier;
    private final Limiter limiter;
    private final Knobs knobs;
    private final Held held;
    private final CallRoutes calls;

    IlyostRoutes(IlyostCarrier carrier, DialLog log, Limiter limiter, Knobs knobs, Held held) {
        this.carrier = carrier;
        this.limiter = limiter;
        this.knobs = knobs;
        this.held = held;
        this.calls = new CallRoutes(carrier, log);
    }

    @Override
    public Answer answer(Request request) {
        if (request.path().startsWith(Knobs.ROOT)) {
            return knobs.answer(request);
        }
        if (!limiter.admits(carrier.time.wall())) {
            return Limiter.refusal();
        }
        try {
            return request.method().equals("GET") ? read(request) : posted(request);
        } catch (Refusal no) {
            return no.answer();
        }
    }

    private Answer read(Request request) {
        return switch (request.path()) {
            case "/recording" -> recording(request);
            case "/v2/health" -> Answer.json(200, Map.of("status", "healthy"));
            default -> nowhere();
        };
    }

    private Answer recording(Request request) {
        String call = request.query().getOrDefault("call_id", java.util.List.of("")).getFirst();
        Duration length = carrier.recording(call);
        return length == null
                ? Answer.json(404, Map.of("error", "Recording not found"))
                : Answer.of(200, "audio/wav", Wav.tone(length, 1));
    }

    private static Answer nowhere() {
        return Answer.text(404, "text/html", "Cannot find that");
    }

    private Answer posted(Request request) {
        JsonNode body;
        try {
            body = Json.MAPPER.readTree(request.body());
        } catch (JacksonException e) {
            throw new Refusal(500, "Internal server error");
        }
        return switch (request.path()) {
            case "/v2/create-call" -> calls.create(body);
            case "/v2/balance" -> balance(body);
            case "/v2/play-text", "/v2/play-audio" -> play(request.path(), body);
            case "/v2/gather-text", "/v2/gather-audio" -> gather(request.path(), body);
            case "/v2/transfer" -> transfer(body);
            case "/v2/dtmf" -> keysOfTheOther(body);
            case "/v2/hangup" -> hangUp(body);
            case "/v2/hold" -> hold(body, true);
            case "/v2/unhold" -> hold(body, false);
            default -> nowhere();
        };
    }

    private Answer balance(JsonNode body) {
        if (!Dial.apiKey(body).equals(carrier.apiKey)) {
            throw new Refusal(404, "API key not found.");
        }
        return Answer.json(
                200,
                Map.of(
                        "success",
                        true,
                        "data",
                        Map.of(
                                "balance",
                                carrier.account().balance(),
                                "totalCalls",
                                carrier.placed(),
                                "failedCalls",
                                0,
                                "currency",
                                "USD")));
    }

    private Answer play(String path, JsonNode body) {
        Sound sound = sound(path, body);
        LiveCall call = call(body);
        return faulty(call.id, call.ask(() -> call.play(sound)));
    }

    private Answer gather(String path, JsonNode body) {
        Sound prompt = sound(path, body);
        JsonNode digits = body.path("maxDigits");
        if (!digits.isNumber() && digits.asString("").isEmpty()) {
            throw new Refusal(400, MISSING);
        }
        LiveCall call = call(body);
        var asked =
                new GatherRun.Asked(
                        prompt,
                        digits.isNumber() ? digits.asInt() : 0,
                        body.path("validDigits").asString("0123456789*#"),
                        body.path("maxTries").asInt(3),
                        body.path("timeoutMillis").asLong(6000));
        return faulty(call.id, held.await(call.ask(() -> call.gather(asked))));
    }

    private static Sound sound(String path, JsonNode body) {
        boolean text = path.endsWith("-text");
        String what = body.path(text ? "text" : "audioUrl").asString("");
        boolean voiced = !text || !body.path("voice").asString("").isEmpty();
        if (what.isEmpty() || !voiced || id(body).isEmpty()) {
            throw new Refusal(400, MISSING);
        }
        return text ? new Sound(what, null) : new Sound("", what);
    }

    private LiveCall call(JsonNode body) {
        LiveCall call = carrier.find(id(body));
        if (call == null) {
            throw new Refusal(404, "Call " + id(body) + " not found");
        }
        return call;
    }

    /** A call that is over is not told apart from a failure. */
    private LiveCall calling(JsonNode body, String failure) {
        if (id(body).isEmpty()) {
            throw new Refusal(400, "Missing required parameter");
        }
        @Nullable LiveCall call = carrier.find(id(body));
        if (call == null) {
            throw new Refusal(500, failure);
        }
        return call;
    }

    private static String id(JsonNode body) {
        return body.path("call_id").asString("");
    }

    private Answer transfer(JsonNode body) {
        String forward = body.path("forward").asString("");
        if (id(body).isEmpty() || forward.isEmpty()) {
            throw new Refusal(400, MISSING + ": call_id, forward are required.");
        }
        LiveCall call = carrier.find(id(body));
        if (call == null) {
            return Answer.json(
                    500,
                    Map.of(
                            "success",
                            false,
                            "error",
                            "Failed to transfer call",
                            "details",
                            "Channel not found for call ID " + id(body)));
        }
        call.enter(() -> call.transfer(forward));
        return faulty(call.id, YES);
    }

    private Answer keysOfTheOther(JsonNode body) {
        if (id(body).isEmpty() || body.path("maxDigits").isMissingNode()) {
            throw new Refusal(400, MISSING);
        }
        LiveCall call = calling(body, "Failed to gather DTMF");
        return held.await(call.ask(call::otherPartysKeys));
    }

    private Answer hangUp(JsonNode body) {
        LiveCall call = calling(body, "Failed to hang up call");
        call.enter(() -> call.end(Causes.NORMAL));
        return faulty(call.id, YES);
    }

    private Answer hold(JsonNode body, boolean on) {
        LiveCall call = calling(body, on ? "Failed to hold call" : "Failed to unhold call");
        call.enter(() -> call.hold(on));
        return faulty(call.id, YES);
    }

    /** Carried out all the same. */
    private Answer faulty(String about, Answer otherwise) {
        if (carrier.dice.hits(Faults.Control.UPDATE_500, about)) {
            return new Refusal(500, "Internal server error").answer();
        }
        return carrier.dice.hits(Faults.Control.UPDATE_HANG, about)
                ? Answer.cutAfter(carrier.dice.hanging())
                : otherwise;
    }
}
