package io.carillon.activities.carrier;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;

/**
 * What a carrier is to do on a call until the next decision: a list of verbs played in order. The
 * carrier reports how it ended with the script's sequence; a newer script replaces the running one.
 * Only the last verb may be a gather, transfer, record or hang-up.
 *
 * @param sequence within the call, from 0
 */
public record Script(int sequence, List<Verb> verbs) {
    public Script {
        verbs = List.copyOf(verbs);
    }

    /** One thing to do. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "verb")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Say.class, name = "say"),
        @JsonSubTypes.Type(value = Play.class, name = "play"),
        @JsonSubTypes.Type(value = Pause.class, name = "pause"),
        @JsonSubTypes.Type(value = SendDigits.class, name = "send_digits"),
        @JsonSubTypes.Type(value = AwaitBeep.class, name = "await_beep"),
        @JsonSubTypes.Type(value = Gather.class, name = "gather"),
        @JsonSubTypes.Type(value = Record.class, name = "record"),
        @JsonSubTypes.Type(value = Transfer.class, name = "transfer"),
        @JsonSubTypes.Type(value = HangUp.class, name = "hang_up")
    })
    public sealed interface Verb {}

    /** Speaks a rendered text. {@code step} names the flow's step, for reports. */
    public record Say(String step, String text, String voice, String language) implements Verb {}

    /** Plays audio kept in a blob, or {@link #HOLD_MUSIC}. */
    public record Play(String step, String audio, Duration length) implements Verb {
        /** In place of a blob's id: what is fetched under that name is made, not kept. */
        public static final String HOLD_MUSIC = "hold_music";
    }

    public record Pause(String step, Duration length) implements Verb {}

    /** Keys pressed towards the far end: 0-9 * # A-D, w for half a second. */
    public record SendDigits(String step, String digits) implements Verb {}

    /** Waits for the machine's beep, or for silence after its greeting, or for the limit. */
    public record AwaitBeep(Duration limit) implements Verb {}

    /**
     * Collects digits.
     *
     * @param prompt spoken for every try; may be empty
     * @param maxDigits 1 to 32
     * @param validDigits others are ignored
     * @param finishOn ends the input and is not part of it; empty: none
     * @param firstDigitTimeout counted from the end of the prompt
     * @param tries how often the prompt is given when no digit comes
     * @param bargeIn the first digit stops the prompt
     * @param keys keys the flow leads somewhere, in the flow's order: told to simulated people only
     * @param optOutKeys those of them that lead to an opt-out: told to simulated people only
     * @param sensitive digits are hidden everywhere
     */
    public record Gather(
            String step,
            List<Verb> prompt,
            int maxDigits,
            String validDigits,
            String finishOn,
            Duration firstDigitTimeout,
            Duration interDigitTimeout,
            int tries,
            boolean bargeIn,
            List<String> keys,
            List<String> optOutKeys,
            boolean sensitive)
            implements Verb {
        public Gather {
            prompt = List.copyOf(prompt);
            keys = List.copyOf(keys);
            optOutKeys = List.copyOf(optOutKeys);
        }
    }

    /** Records the far end until silence, the finish key or the limit. */
    public record Record(
            String step, Duration limit, Duration silence, String finishOn, boolean beep)
            implements Verb {}

    /** Rings another party and connects it. {@code from} is the caller id shown to it. */
    public record Transfer(String step, String to, @Nullable String from, Duration timeout)
            implements Verb {}

    public record HangUp(String step) implements Verb {}
}
