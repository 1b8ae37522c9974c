package io.carillon.dev.standin.ilyost;

import io.carillon.dev.standin.Letter;
import io.carillon.dev.standin.Reply;
import io.carillon.dev.standin.Wav;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * What is played to somebody: a text that was given a voice, or a file at an address.
 *
 * @param words empty for a file: nobody here listens to it
 * @param url null: a text
 */
record Sound(String words, @Nullable String url) {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** As its callbacks begin: {@code speak} or {@code playback}. */
    String kind() {
        return url == null ? "speak" : "playback";
    }

    /** How long it lasts; empty where the file cannot be fetched. */
    void measure(LiveCall call, Consumer<OptionalLong> then) {
        String file = url;
        if (file == null) {
            then.accept(OptionalLong.of(Speech.said(words)));
            return;
        }
        call.carrier.outside(
                () -> {
                    OptionalLong length = fetched(call, file);
                    call.enter(() -> then.accept(length));
                });
    }

    private static OptionalLong fetched(LiveCall call, String file) throws InterruptedException {
        Reply reply;
        try {
            reply =
                    call.carrier.web.send(
                            new Letter("GET", URI.create(file), Map.of(), ""), PATIENCE);
        } catch (IllegalArgumentException noAddress) {
            return OptionalLong.empty();
        }
        return reply instanceof Reply.Answered answered && answered.good()
                ? OptionalLong.of(Wav.length(answered.body()).toMillis())
                : OptionalLong.empty();
    }
}
