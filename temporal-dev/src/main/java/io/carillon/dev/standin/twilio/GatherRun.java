package io.carillon.dev.standin.twilio;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One Gather, from twilio.com/docs/voice/twiml/gather: the first key cuts the prompt, the timeout
 * begins when the prompt is over and again with every key, {@code finishOnKey} ends what has digits
 * and is not among them ("only works when a digit sequence precedes it"), and without digits the
 * next verb follows unless {@code actionOnEmptyResult} asks for a report.
 */
final class GatherRun implements Running {
    private enum Timer {
        KEY,
        TIMEOUT
    }

    private final LiveCall call;
    private final Player player;
    private final Verb.Gather gather;
    private final String question;
    private final StringBuilder digits = new StringBuilder();
    private String keys = "";
    private int pressed;
    private boolean prompting;

    /**
     * @param index of the verb in its document
     */
    GatherRun(LiveCall call, Player player, Verb.Gather gather, int index) {
        this.call = call;
        this.player = player;
        this.gather = gather;
        this.question = "gather " + index + " " + call.timers.now();
    }

    void begin() {
        new Prompt(call, player).measure(gather.prompt(), this::prompt);
    }

    private void prompt(Prompt.Measured prompt) {
        if (prompt.length() > 0) {
            prompting = true;
            player.speak(prompt.words(), prompt.length(), this::promptEnded);
        }
        keys = typed();
        if (!keys.isEmpty()) {
            long timeout = gather.timeoutSeconds() * 1000L;
            long after = call.person.firstKeyAfter(question, prompt.length(), timeout, prompting);
            call.timers.in(after, Timer.KEY, this::press);
        }
        if (!prompting) {
            awaitKey();
        }
    }

    /** With the finish key, where more digits would be taken. */
    private String typed() {
        if (!gather.takesDigits()) {
            return "";
        }
        String key = call.person.typed(call.far.heard(), call.carrier.optOutKey());
        boolean more = gather.numDigits() == 0 || gather.numDigits() > key.length();
        boolean finishes = !key.isEmpty() && more && !gather.finishOnKey().isEmpty();
        return finishes ? key + gather.finishOnKey().charAt(0) : key;
    }

    private void promptEnded() {
        prompting = false;
        awaitKey();
    }

    private void awaitKey() {
        call.timers.in(gather.timeoutSeconds() * 1000L, Timer.TIMEOUT, () -> done(""));
    }

    private void press() {
        char key = keys.charAt(pressed++);
        call.far.pressed();
        prompting = false;
        player.stopSpeaking();
        if (pressed < keys.length()) {
            call.timers.in(call.person.nextKeyAfter(question + pressed), Timer.KEY, this::press);
        }
        if (gather.finishOnKey().indexOf(key) >= 0 && !digits.isEmpty()) {
            done(String.valueOf(key));
            return;
        }
        digits.append(key);
        if (digits.length() == gather.numDigits()) {
            done("");
        } else {
            awaitKey();
        }
    }

    private void done(String finishedOn) {
        stop();
        if (digits.isEmpty() && !gather.emptyToo()) {
            player.next();
            return;
        }
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("Digits", digits.toString());
        fields.put("msg", "Gather End");
        if (!finishedOn.isEmpty()) {
            fields.put("FinishedOnKey", finishedOn);
        }
        player.follow(gather.action(), gather.method(), fields);
    }

    private void stop() {
        call.timers.cancel(Timer.KEY);
        call.timers.cancel(Timer.TIMEOUT);
        player.stopSpeaking();
    }

    /** Digits that were typed are lost: nothing reports them. */
    @Override
    public void cut(boolean hungUp) {
        stop();
    }
}
