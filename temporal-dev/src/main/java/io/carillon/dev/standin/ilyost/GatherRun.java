package io.carillon.dev.standin.ilyost;

import io.carillon.dev.standin.Answer;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * One gather (Ilyost server, gatherText and gatherAudio): the prompt is cut by the last of its
 * digits only; the timeout begins when the prompt is over and again with every key; it is asked
 * again only when no key came at all; no key ends it; {@code maxDigits} that is no number is never
 * reached, being compared by type too; a key that is not valid makes the next timeout the end, of
 * which nothing is told when there is no digit. Its answer is held until it is over; for a call
 * that ends meanwhile it never comes.
 */
final class GatherRun {
    enum Timer {
        KEY,
        TIMEOUT,
        LEFT
    }

    /**
     * @param maxDigits 0: said as something that is no number
     */
    record Asked(Sound prompt, int maxDigits, String validDigits, int maxTries, long timeout) {}

    private static final Answer DONE = Answer.json(200, Map.of("success", true));

    final CompletableFuture<Answer> answer = new CompletableFuture<>();
    private final LiveCall call;
    private final Asked asked;
    private final StringBuilder digits = new StringBuilder();
    private String keys = "";
    private int pressed;
    private int attempt;
    private boolean prompting;
    private boolean done;
    private Runnable afterwards = () -> {};

    GatherRun(LiveCall call, Asked asked) {
        this.call = call;
        this.asked = asked;
    }

    void then(Runnable next) {
        afterwards = next;
    }

    /** Takes the keys over from any gather before. */
    void begin() {
        call.listens(this);
        call.timers.cancel(Timer.KEY);
        call.timers.cancel(Timer.TIMEOUT);
        asked.prompt().measure(call, this::prompt);
    }

    private void prompt(OptionalLong length) {
        if (call.over() || done) {
            return;
        }
        if (length.isEmpty()) {
            unheard();
            return;
        }
        prompting = true;
        call.player.prompt(asked.prompt(), length.getAsLong(), this::promptEnded);
        keys = typed();
        pressed = 0;
        if (!keys.isEmpty()) {
            String question = "gather " + attempt + " " + call.timers.now();
            boolean interrupts = asked.maxDigits() == 1;
            long after =
                    call.person.firstKeyAfter(
                            question, length.getAsLong(), asked.timeout(), interrupts);
            call.timers.in(after, Timer.KEY, this::press);
        }
    }

    /** A prompt that cannot be played is tried again, and is told of in the end. */
    private void unheard() {
        if (++attempt < asked.maxTries()) {
            begin();
        } else {
            call.tell("playback.error", Map.of("error", "Playback failed"));
            finish();
        }
    }

    /** Whoever is told to ends the input with the pound key, a digit like any other. */
    private String typed() {
        String heard = call.far.heard();
        String key = call.person.typed(heard, call.carrier.optOutKey());
        boolean more = asked.maxDigits() == 0 || asked.maxDigits() > key.length();
        boolean told = heard.toLowerCase(java.util.Locale.ROOT).matches("(?s).*(pound|hash).*");
        return !key.isEmpty() && more && told ? key + "#" : key;
    }

    private void promptEnded() {
        prompting = false;
        if (!done) {
            call.timers.in(asked.timeout(), Timer.TIMEOUT, this::unanswered);
        }
    }

    private void unanswered() {
        if (digits.isEmpty() && attempt + 1 < asked.maxTries()) {
            attempt++;
            begin();
            return;
        }
        if (digits.isEmpty()) {
            call.tell("maxretry.finished", Map.of());
        }
        finish();
    }

    private void press() {
        char key = keys.charAt(pressed++);
        call.far.pressed();
        call.timers.cancel(Timer.TIMEOUT);
        boolean valid = asked.validDigits().indexOf(key) >= 0;
        if (valid) {
            digits.append(key);
        }
        call.tell(valid ? "dtmf.entered" : "dtmf.invalid", Map.of("digit", String.valueOf(key)));
        if (valid && digits.length() == asked.maxDigits()) {
            finish();
            return;
        }
        if (!prompting) {
            call.timers.in(asked.timeout(), Timer.TIMEOUT, this::finish);
        }
        if (pressed < keys.length()) {
            call.timers.in(call.person.nextKeyAfter("key " + pressed), Timer.KEY, this::press);
        }
    }

    private void finish() {
        done = true;
        call.timers.cancel(Timer.KEY);
        call.timers.cancel(Timer.TIMEOUT);
        if (prompting) {
            prompting = false;
            call.player.stop();
        }
        if (!digits.isEmpty()) {
            call.tell("dtmf.gathered", Map.of("digits", digits.toString()));
        }
        answer.complete(DONE);
        afterwards.run();
    }

    /**
     * Another one took the keys: this one's timeout goes on, and it asks again where it has tries
     * left.
     */
    void left() {
        if (!done) {
            prompting = false;
            call.timers.in(asked.timeout(), Timer.LEFT, this::unanswered);
        }
    }

    void callEnded() {
        done = true;
        answer.complete(Answer.cutAfter(Duration.ZERO));
    }
}
