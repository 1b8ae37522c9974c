package io.carillon.dev.standin.ilyost;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.UUID;

/**
 * What is heard on a call. Requests to play queue up and are told of one by one; a gather's prompt
 * stops what is playing (Ilyost server, processPlaybackQueue and gatherText). What is queued while
 * a prompt plays stays in the queue until something else is asked to be played: nobody looks at it
 * when the prompt is over. What a gather finds in the queue is dropped here; there it may be heard
 * behind the prompt.
 */
final class Player {
    private enum Timer {
        SOUND
    }

    private final LiveCall call;
    private final Deque<Sound> queue = new ArrayDeque<>();
    private @Nullable Runnable finished;
    private boolean busy;

    Player(LiveCall call) {
        this.call = call;
    }

    void add(Sound next) {
        queue.add(next);
        if (finished == null && !busy) {
            process();
        }
    }

    private void process() {
        Sound next = queue.poll();
        busy = next != null;
        if (next != null) {
            String control = UUID.randomUUID().toString();
            next.measure(
                    call,
                    length -> {
                        if (call.over()) {
                            return;
                        }
                        Map<String, Object> about = Map.of("control_id", control);
                        call.tell(next.kind() + ".started", about);
                        String end = next.kind() + (length.isPresent() ? ".ended" : ".error");
                        play(next, length.orElse(0), () -> ended(end, about));
                    });
        }
    }

    private void ended(String state, Map<String, Object> about) {
        call.tell(state, about);
        process();
    }

    /** At once, whatever is playing. */
    void prompt(Sound prompt, long length, Runnable then) {
        queue.clear();
        stop();
        play(prompt, length, then);
    }

    private void play(Sound next, long length, Runnable then) {
        finished = then;
        call.far.speechBegan(next.words(), length);
        call.timers.in(length, Timer.SOUND, this::stop);
    }

    /** It is told of as if it had been heard to its end (Ilyost server, PlaybackFinished). */
    void stop() {
        Runnable then = finished;
        finished = null;
        call.timers.cancel(Timer.SOUND);
        if (then != null) {
            call.far.speechEnded();
            then.run();
        }
    }

    /** Without a word. */
    void silence() {
        queue.clear();
        finished = null;
        busy = false;
        call.timers.cancel(Timer.SOUND);
    }
}
