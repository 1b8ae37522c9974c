package io.carillon.dev.standin.twilio;

import io.carillon.dev.standin.Reply;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Runs one document after another on an answered call, from twilio.com/docs/voice/twiml. */
final class Player {
    private enum Timer {
        SPEECH,
        VERB
    }

    /** "An application error has occurred" is what callers hear before a broken call ends. */
    private static final String APOLOGY =
            "We are sorry, an application error has occurred. Goodbye.";

    private final LiveCall call;
    private List<Verb> verbs = List.of();
    private int index;
    private @Nullable String address;
    private @Nullable Running running;
    private boolean speaking;
    private boolean fellBack;

    /** Counts documents, and requests for them: what belongs to an earlier one is void. */
    private int document;

    Player(LiveCall call) {
        this.call = call;
    }

    /**
     * @param at where the document is from; null: it came with the request
     */
    void play(String text, @Nullable String at) {
        document++;
        address = at;
        Twiml twiml;
        try {
            twiml = TwimlReader.read(text);
        } catch (Twiml.Unreadable e) {
            failed(e.code(), String.valueOf(e.getMessage()));
            return;
        }
        for (Twiml.Warning warning : twiml.warnings()) {
            call.carrier.alerts.raise(warning.code(), call.record.sid, warning.about());
        }
        verbs = twiml.verbs();
        index = -1;
        next();
    }

    /** Cuts what runs, whatever comes instead. */
    void cut(boolean hungUp) {
        document++;
        Running cut = running;
        running = null;
        if (cut != null) {
            cut.cut(hungUp);
        }
        call.timers.cancel(Timer.VERB);
        stopSpeaking();
    }

    /** "When Twilio finishes processing all the verbs, it hangs up". */
    void next() {
        running = null;
        index++;
        if (index >= verbs.size()) {
            call.hangUp();
            return;
        }
        begin(verbs.get(index));
    }

    private void begin(Verb verb) {
        switch (verb) {
            case Verb.Say say ->
                    speak(say.text(), Speech.said(say.text()) * say.times(), this::next);
            case Verb.Play play -> new Prompt(call, this).measure(List.of(play), this::spoken);
            case Verb.Pause pause ->
                    call.timers.in(pause.seconds() * 1000L, Timer.VERB, this::next);
            case Verb.Gather gather -> {
                GatherRun run = new GatherRun(call, this, gather, index);
                running = run;
                run.begin();
            }
            case Verb.Record record -> {
                RecordRun run = new RecordRun(call, this, record);
                running = run;
                run.begin();
            }
            case Verb.Dial dial -> {
                DialRun run = new DialRun(call, this, dial);
                running = run;
                run.begin();
            }
            case Verb.Redirect redirect -> follow(redirect.url(), redirect.method(), Map.of());
            case Verb.Hangup hangUp -> call.hangUp();
            case Verb.Reject reject -> call.hangUp();
        }
    }

    private void spoken(Prompt.Measured measured) {
        speak(measured.words(), measured.length(), this::next);
    }

    void speak(String words, long length, Runnable then) {
        speaking = true;
        call.far.speechBegan(words, length);
        call.timers.in(
                length,
                Timer.SPEECH,
                () -> {
                    stopSpeaking();
                    then.run();
                });
    }

    void stopSpeaking() {
        call.timers.cancel(Timer.SPEECH);
        if (speaking) {
            speaking = false;
            call.far.speechEnded();
        }
    }

    /**
     * Goes on with the document at an address, which may be relative to the present one.
     *
     * @param to null: the present document's own
     */
    void follow(@Nullable String to, String method, Map<String, String> fields) {
        String absolute = absolute(to);
        if (absolute == null) {
            // 11100: "Invalid URL format".
            failed(11100, "a document that came with the request has no address of its own");
        } else {
            fetch(new Hook(absolute, method), fields);
        }
    }

    /** Null: it leads nowhere. */
    @Nullable String absolute(@Nullable String to) {
        String base = address;
        try {
            String found =
                    to == null ? base : base == null ? to : URI.create(base).resolve(to).toString();
            return found != null && Hook.usable(found) ? found : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    void fetch(Hook hook, Map<String, String> more) {
        document++;
        running = null;
        Map<String, String> fields = CallFields.of(call.record);
        String answeredBy = call.record.answeredBy();
        if (answeredBy != null) {
            fields.put("AnsweredBy", answeredBy);
        }
        fields.putAll(more);
        ask(hook, fields, reply -> arrived(hook, reply));
    }

    /** The answer is dropped when another document has taken over meanwhile. */
    void ask(Hook hook, Map<String, String> fields, Consumer<Reply> then) {
        int asked = document;
        call.ask(
                hook,
                fields,
                reply -> {
                    if (asked == document) {
                        then.accept(reply);
                    }
                });
    }

    private void arrived(Hook hook, Reply reply) {
        try {
            play(Fetched.document(reply), hook.url());
        } catch (Twiml.Unreadable e) {
            failed(e.code(), hook.url() + ": " + e.getMessage());
        }
    }

    /** The fallback is asked once, with the code; without one the call ends. */
    private void failed(int code, String about) {
        call.carrier.alerts.raise(code, call.record.sid, about);
        Hook fallback = call.request.fallback();
        if (fallback != null && !fellBack) {
            fellBack = true;
            String from = address == null ? "" : address;
            fetch(fallback, Map.of("ErrorCode", Integer.toString(code), "ErrorUrl", from));
            return;
        }
        verbs = List.of();
        speak(APOLOGY, Speech.said(APOLOGY), call::hangUp);
    }
}
