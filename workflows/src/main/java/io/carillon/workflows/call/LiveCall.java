package io.carillon.workflows.call;

import io.carillon.workflows.flow.Branch;
import io.carillon.workflows.ids.CallId;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * A call that may be ringing or talking: every turn takes one thing that happened and acts on it,
 * until the end is known. People are spoken to at once; a machine's verdict replaces the script.
 */
final class LiveCall {
    // After a hang-up, or when the carrier says a call is over, its callback needs a moment.
    private static final Duration END_GRACE = Duration.ofSeconds(10);

    // How long to let a carrier that cannot be asked come back, and how often.
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(30);
    private static final int LOOKS = 10;

    // Who answered is told by callbacks alone, and they are late when nobody takes them: while the
    // API is replaced, for example. Ends before anyone sweeps for this call.
    private static final Duration CALLBACKS_LATE = Duration.ofSeconds(20);

    // No flow asks a person this often; whoever loops past max_visits is ended here.
    private static final int SCRIPTS = 500;

    private final CallId call;
    private final CallPlan plan;
    private final Told told;
    private final CallDeeds deeds;
    private final BooleanSupplier askedToEnd;
    private final Alarm alarm = new Alarm();
    private final Map<String, Integer> visits = new HashMap<>();

    private Performed script;
    private @Nullable String step;
    private boolean answered;
    private boolean keyPressed;
    private boolean hungUp;
    private boolean canceling;
    private boolean over;
    private int looks;
    private int scripts;
    private String where = "";

    LiveCall(CallId call, CallPlan plan, Told told, CallDeeds deeds, BooleanSupplier askedToEnd) {
        this.call = call;
        this.plan = plan;
        this.told = told;
        this.deeds = deeds;
        this.askedToEnd = askedToEnd;
        this.script = plan.firstScript();
        begun(plan.firstScript());
    }

    CallEnding follow() {
        alarm.set(plan.answerLimit(), "an answer, or the end, should have come");
        say("dialed; waiting for an answer");
        CallEnding ending = null;
        while (ending == null) {
            alarm.await(this::somethingToDo);
            ending = turn();
        }
        return ending;
    }

    /** An earlier run was ended in the middle: nobody knows what was said, so the call is ended. */
    CallEnding endAndFollow() {
        hangUp("an earlier run was ended; ending the call");
        return follow();
    }

    String where() {
        return where;
    }

    private boolean somethingToDo() {
        return told.ended() != null
                || (told.answered() && !answered)
                || (askedToEnd.getAsBoolean() && !hungUp)
                || told.hasVerdict()
                || told.hasScripts();
    }

    private @Nullable CallEnding turn() {
        CarrierNews.Ended ended = told.ended();
        if (ended != null) {
            return asAsked(CallVerdict.told(ended, plan.machines().detect()));
        }
        if (askedToEnd.getAsBoolean() && !hungUp) {
            canceling = !told.answered();
            hangUp("ending the call, as asked");
        } else if (told.answered() && !answered) {
            answer();
        } else if (told.hasVerdict()) {
            act(told.readVerdict());
        } else if (told.hasScripts()) {
            goOn(told.nextSteered(), told.nextScriptEnd());
        } else if (alarm.passed()) {
            return ask();
        }
        return null;
    }

    /** A call that is to end is ended again when it turns out to be answered only now. */
    private void answer() {
        answered = true;
        if (hungUp) {
            hangUp(where);
        } else if (over) {
            say("over, by the carrier's word; what it told comes late");
        } else {
            alarm.set(plan.callLimit(), "the call should be over by its maximum duration");
            say("answered; " + doing());
        }
    }

    /** Whoever pressed a key is no machine, whatever the detector says afterwards. */
    private void act(@Nullable AnsweredBy verdict) {
        if (verdict == null || verdict == AnsweredBy.HUMAN || keyPressed || hungUp) {
            return;
        }
        MachinePolicy machines = plan.machines();
        switch (verdict) {
            case HUMAN -> {}
            case FAX -> hangUp("a fax answered; ending the call");
            case UNKNOWN -> {
                if (machines.onUnknown() == MachinePolicy.OnUnknown.HANG_UP) {
                    hangUp("nobody can tell who answered; ending the call");
                }
            }
            case MACHINE -> {
                switch (machines.onMachine()) {
                    case HANG_UP -> hangUp("a machine answered; ending the call");
                    case LEAVE_MESSAGE -> leaveMessage();
                    case CONTINUE -> say("a machine answered; " + doing());
                }
            }
        }
    }

    private void leaveMessage() {
        try {
            begun(deeds.leaveMessage(call, script.sequence() + 1));
            say("a machine answered; leaving the message");
        } catch (ActivityFailure unreachable) {
            hangUp("the message could not be given to the carrier; ending the call");
        }
    }

    private void goOn(@Nullable Performed steered, CarrierNews.@Nullable ScriptEnded end) {
        if (steered != null && steered.sequence() > script.sequence()) {
            begun(steered);
            say("an operator speaks; then " + step + " again");
        }
        if (end == null || end.sequence() != script.sequence() || hungUp) {
            return;
        }
        switch (script.awaits()) {
            case END, GONE -> {}
            case GATHER -> {
                keyPressed |= !end.branch().equals(Branch.NO_INPUT);
                perform(following(end.branch()));
            }
            case TRANSFER, RECORD, SPOKEN -> perform(following(end.branch()));
        }
    }

    /**
     * Behind an operator's script the interrupted step comes again, unless the person was put
     * through.
     */
    private @Nullable String following(String branch) {
        if (script.steps().isEmpty()) {
            boolean putThrough =
                    script.awaits() == Performed.Awaits.TRANSFER && branch.equals(Branch.DONE);
            return putThrough ? null : step;
        }
        return plan.outline().next().getOrDefault(script.steps().getLast(), Map.of()).get(branch);
    }

    private void perform(@Nullable String next) {
        if (next == null || ++scripts > SCRIPTS) {
            hangUp("the flow is over; ending the call");
            return;
        }
        try {
            begun(deeds.perform(call, next, script.sequence() + 1, Map.copyOf(visits)));
            say(doing());
        } catch (ActivityFailure unreachable) {
            hangUp("step " + next + " could not be given to the carrier; ending the call");
        }
    }

    private void begun(Performed performed) {
        script = performed;
        performed.steps().forEach(name -> visits.merge(name, 1, Integer::sum));
        if (!performed.steps().isEmpty()) {
            step = performed.steps().getLast();
        }
        if (performed.awaits() == Performed.Awaits.GONE) {
            alarm.setAtLatest(END_GRACE, "the carrier says the call is over");
        }
    }

    private void hangUp(String why) {
        hungUp = true;
        say(why);
        try {
            deeds.hangUp(call);
        } catch (ActivityFailure unreachable) {
            say(why + "; the carrier could not be reached yet");
        }
        alarm.set(END_GRACE, "the end of the call should have come");
    }

    /** No news: the carrier is asked. What it cannot say stays unknown. */
    private @Nullable CallEnding ask() {
        looks++;
        say("no news; asking the carrier");
        LookedUp looked;
        try {
            looked = deeds.lookUp(call);
        } catch (ActivityFailure unreachable) {
            return again(Impression.NONE, "carrier_unreachable");
        }
        return switch (looked.answer()) {
            case LookUp.Ended ended -> over(ended, looked.known());
            case LookUp.Absent() -> CallVerdict.unheardOf(looked.known(), "absent_at_carrier");
            case LookUp.Unknowable() -> CallVerdict.unheardOf(looked.known(), "no_news");
            case LookUp.Live(boolean talking) -> stillLive(talking, looked.known());
        };
    }

    /** An answered call no callback told of: once, they are given time to come. */
    private @Nullable CallEnding over(LookUp.Ended ended, Impression known) {
        boolean unheardOf = ended.answered() && !answered && !known.answered();
        if (over || !unheardOf || !waitsForCallbacks()) {
            return asAsked(CallVerdict.lookedUp(ended, known));
        }
        over = true;
        say("over, by the carrier's word; its callbacks may come late");
        alarm.set(CALLBACKS_LATE, "callbacks of the call should have come");
        return null;
    }

    private static boolean waitsForCallbacks() {
        return Workflow.getVersion("late-callbacks", Workflow.DEFAULT_VERSION, 1) == 1;
    }

    private @Nullable CallEnding stillLive(boolean talking, Impression known) {
        if (talking && !answered && !hungUp) {
            answer();
            return null;
        }
        if (looks >= LOOKS) {
            return CallVerdict.unheardOf(known, "does_not_end");
        }
        hangUp("past its time; ending the call");
        return null;
    }

    private @Nullable CallEnding again(Impression known, String cause) {
        if (looks >= LOOKS) {
            return CallVerdict.unheardOf(known, cause);
        }
        alarm.set(BETWEEN_LOOKS, "ask the carrier again");
        return null;
    }

    /** Ended by an operator before anyone answered, a call is canceled. */
    private CallEnding asAsked(CallEnding ending) {
        boolean ours =
                ending.result() == CallResult.NO_ANSWER || ending.result() == CallResult.UNKNOWN;
        return canceling && !ending.answered() && ours
                ? new CallEnding(CallResult.CANCELED, "canceled_by_operator", false, false)
                : ending;
    }

    private String doing() {
        String at = step == null ? "the flow" : step;
        return switch (script.awaits()) {
            case GATHER -> at + ": waiting for a key";
            case TRANSFER -> at + ": putting through";
            case RECORD -> at + ": recording";
            case SPOKEN -> at + ": speaking";
            case END -> at + ": speaking, then hanging up";
            case GONE -> at + ": the carrier says the call is over";
        };
    }

    private void say(String sentence) {
        where = sentence;
        Workflow.setCurrentDetails(sentence);
    }
}
