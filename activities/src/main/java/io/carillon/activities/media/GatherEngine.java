package io.carillon.activities.media;

import io.carillon.activities.media.GatherResult.Reason;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;

/**
 * Collects keys by {@link GatherRules}, whatever hears them. It has no clock and no timer: the
 * owner says when the prompt ended, when a key was pressed, and calls {@link #tick} at {@link
 * #deadline}. Not safe for several threads.
 *
 * <p>The owner begins by playing the prompt, then does what each {@link Move} says.
 */
public final class GatherEngine {
    /** What the owner does next. */
    public enum Move {
        /** Nothing changes. */
        GO_ON,
        /** The prompt, if it is still playing, is cut; keys are awaited. */
        STOP_PROMPT,
        /** The prompt is given once more from its beginning. */
        PLAY_PROMPT,
        /** The prompt, if it is still playing, is cut; {@link #result} is there. */
        DONE
    }

    private final GatherRules rules;
    private final StringBuilder digits = new StringBuilder();
    private int tries = 1;
    private boolean prompting = true;
    private @Nullable Instant deadline;
    private @Nullable GatherResult result;

    public GatherEngine(GatherRules rules) {
        this.rules = rules;
    }

    /** When {@link #tick} is due; null while the prompt plays and once there is a result. */
    public @Nullable Instant deadline() {
        return deadline;
    }

    /** Null until a move was {@link Move#DONE}. */
    public @Nullable GatherResult result() {
        return result;
    }

    /** The prompt was given to its end; an empty one ends when it begins. */
    public Move promptEnded(Instant now) {
        if (result == null && prompting) {
            await(now, rules.firstDigitTimeout());
        }
        return result == null ? Move.GO_ON : Move.DONE;
    }

    /** The deadline may have passed. */
    public Move tick(Instant now) {
        if (result != null) {
            return Move.DONE;
        }
        if (deadline == null || now.isBefore(deadline)) {
            return Move.GO_ON;
        }
        return digits.isEmpty() ? endOfTry() : end(Reason.INTER_DIGIT_TIMEOUT);
    }

    /** A key was pressed. One that comes at the deadline or later is too late for its try. */
    public Move key(char key, Instant now) {
        Move before = tick(now);
        if (before == Move.DONE) {
            return before;
        }
        Move after = heard(key, now);
        return after == Move.GO_ON ? before : after;
    }

    private Move heard(char key, Instant now) {
        if (prompting && !rules.bargeIn()) {
            return Move.GO_ON;
        }
        if (rules.finishes(key)) {
            // Nothing collected is no input, however it was said: the prompt is given again.
            return digits.isEmpty() ? endOfTry() : end(Reason.FINISH_KEY);
        }
        if (!rules.counts(key)) {
            return Move.GO_ON;
        }
        digits.append(key);
        if (digits.length() == rules.maxDigits()) {
            return end(Reason.MAX_DIGITS);
        }
        await(now, rules.interDigitTimeout());
        return Move.STOP_PROMPT;
    }

    private void await(Instant now, Duration timeout) {
        prompting = false;
        deadline = now.plus(timeout);
    }

    private Move endOfTry() {
        if (tries == rules.tries()) {
            return end(Reason.NO_INPUT);
        }
        tries++;
        prompting = true;
        deadline = null;
        return Move.PLAY_PROMPT;
    }

    private Move end(Reason reason) {
        deadline = null;
        result = new GatherResult(reason, digits.toString(), tries);
        return Move.DONE;
    }
}
