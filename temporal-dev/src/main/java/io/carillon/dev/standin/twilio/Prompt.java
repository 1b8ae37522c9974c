package io.carillon.dev.standin.twilio;

import io.carillon.dev.standin.Reply;
import io.carillon.dev.standin.Wav;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What is to be said and played in one go: audio is fetched first, to know how long it is. */
final class Prompt {
    /** "HTTP retrieval failure"; the audio is left out. */
    private static final int RETRIEVAL = 11200;

    /**
     * @param words of what is said; audio adds none
     */
    record Measured(String words, long length) {}

    private final LiveCall call;
    private final Player player;

    Prompt(LiveCall call, Player player) {
        this.call = call;
        this.player = player;
    }

    /**
     * @param verbs Say, Play and Pause
     */
    void measure(List<Verb> verbs, Consumer<Measured> then) {
        measure(verbs, new Measured("", 0), then);
    }

    private void measure(List<Verb> verbs, Measured before, Consumer<Measured> then) {
        if (verbs.isEmpty()) {
            then.accept(before);
            return;
        }
        List<Verb> rest = verbs.subList(1, verbs.size());
        Verb verb = verbs.getFirst();
        if (verb instanceof Verb.Play play && play.url() != null) {
            fetch(
                    play.url(),
                    length -> measure(rest, longer(before, "", length * play.times()), then));
        } else {
            measure(rest, longer(before, words(verb), length(verb)), then);
        }
    }

    private static Measured longer(Measured before, String words, long length) {
        String both = before.words().isEmpty() ? words : before.words() + " " + words;
        return new Measured(both.strip(), before.length() + length);
    }

    private static String words(Verb verb) {
        return verb instanceof Verb.Say say ? say.text() : "";
    }

    private static long length(Verb verb) {
        return switch (verb) {
            case Verb.Say say -> Speech.said(say.text()) * say.times();
            case Verb.Play play -> Speech.typed(play.digits()) * play.times();
            case Verb.Pause pause -> pause.seconds() * 1000L;
            default -> 0;
        };
    }

    private void fetch(String url, Consumer<Long> then) {
        String absolute = player.absolute(url);
        if (absolute == null) {
            call.carrier.alerts.raise(RETRIEVAL, call.record.sid, "no audio at " + url);
            then.accept(0L);
            return;
        }
        player.ask(new Hook(absolute, "GET"), Map.of(), reply -> then.accept(length(url, reply)));
    }

    private long length(String url, Reply reply) {
        if (reply instanceof Reply.Answered answered && answered.good()) {
            return Wav.length(answered.body()).toMillis();
        }
        call.carrier.alerts.raise(RETRIEVAL, call.record.sid, "no audio at " + url);
        return 0;
    }
}
