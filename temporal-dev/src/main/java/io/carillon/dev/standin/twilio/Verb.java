package io.carillon.dev.standin.twilio;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Set;

/** The verbs of TwiML that a campaign's calls use, with the defaults of their pages. */
sealed interface Verb {
    /**
     * @param times how often it is said; 0 in a document means until the call ends
     */
    record Say(String text, int times) implements Verb {}

    /**
     * @param url of the audio; null: {@code digits} are played as tones
     */
    record Play(@Nullable String url, String digits, int times) implements Verb {}

    record Pause(int seconds) implements Verb {}

    /**
     * @param prompt Say, Play and Pause, cut by the first key
     * @param action null: the address of the document itself
     * @param timeoutSeconds until the first key, and between keys
     * @param numDigits 0: without a limit
     * @param emptyToo actionOnEmptyResult: silence is reported too, else the next verb follows
     */
    record Gather(
            List<Verb> prompt,
            @Nullable String action,
            String method,
            boolean takesDigits,
            int timeoutSeconds,
            String finishOnKey,
            int numDigits,
            boolean emptyToo)
            implements Verb {
        public Gather {
            prompt = List.copyOf(prompt);
        }
    }

    /**
     * @param timeoutSeconds of silence that end it
     */
    record Record(
            @Nullable String action,
            String method,
            int timeoutSeconds,
            int maxSeconds,
            String finishOnKey,
            boolean beep,
            @Nullable String callback,
            String callbackMethod)
            implements Verb {}

    /**
     * Who is told of the call that a Dial makes.
     *
     * @param events initiated, ringing, answered, completed
     */
    record Told(String url, String method, Set<String> events) {
        public Told {
            events = Set.copyOf(events);
        }
    }

    /**
     * How both legs of a Dial are recorded.
     *
     * @param channels 1 (mono) or 2 (dual)
     * @param events in-progress, completed, absent
     */
    record Tape(
            int channels,
            boolean fromRinging,
            @Nullable String callback,
            String method,
            Set<String> events) {
        public Tape {
            events = Set.copyOf(events);
        }
    }

    /**
     * @param callerId null: that of the call
     * @param action null: the next verb follows
     * @param limitSeconds of talk
     * @param told null: nobody is
     * @param tape null: it is not recorded
     */
    record Dial(
            String number,
            @Nullable String callerId,
            int timeoutSeconds,
            int limitSeconds,
            @Nullable String action,
            String method,
            @Nullable Told told,
            @Nullable Tape tape)
            implements Verb {}

    record Redirect(String url, String method) implements Verb {}

    record Hangup() implements Verb {}

    /** For calls that come in; on a call that was placed it ends it. */
    record Reject() implements Verb {}
}
