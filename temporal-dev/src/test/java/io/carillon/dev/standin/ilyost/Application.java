package io.carillon.dev.standin.ilyost;

import io.carillon.dev.standin.Json;
import io.carillon.dev.standin.Letter;
import io.carillon.dev.standin.Reply;
import io.carillon.dev.standin.Wav;
import io.carillon.dev.standin.Web;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The application at the other end: remembers callbacks, gives out five seconds of audio. */
final class Application implements Web {
    static final String AUDIO = "http://127.0.0.1:9/audio.wav";

    final List<JsonNode> told = new ArrayList<>();
    Consumer<JsonNode> reacts = callback -> {};

    @Override
    public Reply send(Letter letter, Duration patience) {
        if (letter.method().equals("GET")) {
            return letter.url().toString().equals(AUDIO)
                    ? new Reply.Answered(200, "audio/wav", Wav.tone(Duration.ofSeconds(5), 1))
                    : new Reply.Answered(404, "", new byte[0]);
        }
        JsonNode callback = Json.MAPPER.readTree(letter.body());
        told.add(callback);
        reacts.accept(callback);
        return new Reply.Answered(204, "", new byte[0]);
    }

    List<String> states() {
        return told.stream().map(callback -> callback.path("state").asString()).toList();
    }

    JsonNode last(String state) {
        return told.stream()
                .filter(callback -> callback.path("state").asString().equals(state))
                .reduce((first, second) -> second)
                .orElseThrow(() -> new AssertionError("no " + state + " in " + states()));
    }
}
