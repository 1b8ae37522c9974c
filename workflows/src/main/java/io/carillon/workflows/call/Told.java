package io.carillon.workflows.call;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What a run was told. Handlers write it and return at once; the main method reads it and acts.
 * News may come doubled and in any order.
 */
final class Told {
    private final Deque<CarrierNews.ScriptEnded> scripts = new ArrayDeque<>();
    private final Deque<Performed> steered = new ArrayDeque<>();
    private boolean answered;
    private @Nullable AnsweredBy verdict;
    private boolean verdictRead;
    private CarrierNews.@Nullable Ended ended;
    private boolean hangUpAsked;

    void record(CarrierNews news) {
        switch (news) {
            case CarrierNews.Answered() -> answered = true;
            case CarrierNews.Verdict(AnsweredBy by) -> {
                answered = true;
                verdict = verdict == null ? by : verdict;
            }
            case CarrierNews.ScriptEnded end -> {
                answered = true;
                scripts.add(end);
            }
            case CarrierNews.Ended end -> ended = ended == null ? end : ended;
        }
    }

    void steered(Performed script) {
        steered.add(script);
    }

    void hangUpAsked() {
        hangUpAsked = true;
    }

    boolean answered() {
        return answered;
    }

    boolean askedToHangUp() {
        return hangUpAsked;
    }

    CarrierNews.@Nullable Ended ended() {
        return ended;
    }

    boolean hasVerdict() {
        return verdict != null && !verdictRead;
    }

    /** The verdict, once; null when there is none or it was read. */
    @Nullable AnsweredBy readVerdict() {
        AnsweredBy unread = verdictRead ? null : verdict;
        verdictRead = verdict != null;
        return unread;
    }

    boolean hasScripts() {
        return !scripts.isEmpty() || !steered.isEmpty();
    }

    @Nullable Performed nextSteered() {
        return steered.poll();
    }

    CarrierNews.@Nullable ScriptEnded nextScriptEnd() {
        return scripts.poll();
    }
}
