package io.carillon.activities.call;

import io.carillon.activities.carrier.Script;
import io.carillon.activities.database.Transactions;
import io.carillon.activities.flow.CompiledFlow;
import io.carillon.activities.flow.Flows;
import io.carillon.workflows.call.Performed;
import io.carillon.workflows.ids.CallId;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Gives live calls their next script. What is begun is written first, with its effects, under a
 * sequence of its own; the carrier is told after the commit, and again when it did not answer.
 */
final class Following {
    // Greetings of mailboxes last up to half a minute.
    private static final Duration BEEP = Duration.ofSeconds(40);

    private final Transactions transactions;
    private final FollowedCalls calls;
    private final ScriptRows scripts;
    private final Flows flows;
    private final Rendering rendering;
    private final Speaking speaking;

    Following(
            Transactions transactions,
            FollowedCalls calls,
            ScriptRows scripts,
            Flows flows,
            Rendering rendering,
            Speaking speaking) {
        this.transactions = transactions;
        this.calls = calls;
        this.scripts = scripts;
        this.flows = flows;
        this.rendering = rendering;
        this.speaking = speaking;
    }

    /** What the workflow is told to wait for behind a script that is no step's. */
    private record Awaited(List<String> steps, Performed.Awaits awaits) {}

    private static final Awaited END = new Awaited(List.of(), Performed.Awaits.END);
    private static final Awaited MACHINE_GREETS =
            new Awaited(List.of(CompiledFlow.MACHINE_GREETS), Performed.Awaits.SPOKEN);
    private static final Awaited MACHINE_LISTENS =
            new Awaited(List.of(CompiledFlow.MACHINE_LISTENS), Performed.Awaits.SPOKEN);

    /** A script that is written and can be given to the carrier. */
    private record Begun(FollowedCall call, Script script, Performed performed) {}

    Performed perform(CallId call, String step, int asked, Map<String, Integer> visits)
            throws IOException {
        return give(asked, transactions.system(() -> begin(call, step, asked, visits)));
    }

    Performed leaveMessage(CallId call, int asked) throws IOException {
        return give(asked, transactions.system(() -> beginMessage(call, asked)));
    }

    private Performed give(int asked, Optionally begun) throws IOException {
        if (begun.value() == null) {
            return gone(asked);
        }
        Begun given = begun.value();
        return speaking.give(given.call(), given.script())
                ? given.performed()
                : gone(given.performed().sequence());
    }

    private Optionally begin(CallId id, String step, int asked, Map<String, Integer> visits) {
        FollowedCall call = calls.find(id).orElse(null);
        if (call == null || !call.live()) {
            return Optionally.NOTHING;
        }
        if (step.equals(CompiledFlow.MACHINE_LISTENS)) {
            return spoken(call, asked);
        }
        boolean repeated = repeats(call, asked);
        int sequence = repeated ? call.script().sequence() : next(call, asked);
        CompiledFlow.Rendered rendered =
                rendering.render(
                        flow(call), step, sequence, call.variables(), visits, call.transferScope());
        if (!repeated) {
            StepEffects effects = StepEffects.of(rendered);
            scripts.optOut(call, effects);
            Script kept = speaking.kept(call, rendered.script());
            begun(scripts.begin(id, sequence, asked, step, false, effects, kept), id);
        }
        return new Optionally(new Begun(call, rendered.script(), rendered.performed()));
    }

    private Optionally beginMessage(CallId id, int asked) {
        FollowedCall call = calls.find(id).orElse(null);
        if (call == null || !call.live()) {
            return Optionally.NOTHING;
        }
        String message = message(call);
        if (message.isEmpty()) {
            return written(call, asked, List.of(), false, END);
        }
        var beep = new Script.AwaitBeep(BEEP);
        return speaking.wholeScripts(call)
                ? written(
                        call,
                        asked,
                        List.of(beep, say(call, message), new Script.HangUp("message")),
                        true,
                        END)
                : written(call, asked, List.of(beep), false, MACHINE_GREETS);
    }

    /** The message alone, its beep waited for. */
    private Optionally spoken(FollowedCall call, int asked) {
        return written(call, asked, List.of(say(call, message(call))), true, MACHINE_LISTENS);
    }

    /**
     * @param message it is what the machine is to record
     */
    private Optionally written(
            FollowedCall call, int asked, List<Script.Verb> verbs, boolean message, Awaited then) {
        boolean repeated = repeats(call, asked);
        int sequence = repeated ? call.script().sequence() : next(call, asked);
        var script = new Script(sequence, verbs);
        if (!repeated) {
            Script kept = speaking.kept(call, script);
            begun(
                    scripts.begin(
                            call.id(), sequence, asked, null, message, StepEffects.NONE, kept),
                    call.id());
        }
        return new Optionally(
                new Begun(call, script, new Performed(sequence, then.steps(), then.awaits())));
    }

    private Script.Verb say(FollowedCall call, String message) {
        CompiledFlow flow = flow(call);
        return new Script.Say("message", message, flow.voice(), flow.language());
    }

    private static String message(FollowedCall call) {
        DialedWith with = call.dialedWith();
        String text = with == null ? null : with.message();
        return text == null ? "" : CompiledFlow.fill(text, call.variables()).strip();
    }

    private CompiledFlow flow(FollowedCall call) {
        CompiledFlow flow =
                flows.version(
                        call.organization(),
                        Objects.requireNonNull(call.flow(), () -> call.id() + " has no flow"));
        return speaking.wholeScripts(call) ? flow : flow.oneByOne();
    }

    private static boolean repeats(FollowedCall call, int asked) {
        Integer before = call.script().asked();
        return before != null && before == asked;
    }

    /** An operator's script may have taken the number that was asked for. */
    private static int next(FollowedCall call, int asked) {
        return Math.max(asked, call.script().sequence() + 1);
    }

    private static void begun(boolean written, CallId call) {
        if (!written) {
            throw new IllegalStateException(
                    call + ": another script was begun meanwhile, or the call has ended; again");
        }
    }

    private static Performed gone(int sequence) {
        return new Performed(sequence, List.of(), Performed.Awaits.GONE);
    }

    private record Optionally(@Nullable Begun value) {
        static final Optionally NOTHING = new Optionally(null);
    }
}
