package io.carillon.workflows.call;

import io.carillon.workflows.console.SearchAttributes;
import io.carillon.workflows.ids.CallId;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;

import org.jspecify.annotations.Nullable;

/**
 * {@link CallWorkflow} as it goes: dial once, follow the call to its end, write the result. A
 * cancellation from the Web UI is a wish to hang up: it is granted, and the end is still awaited
 * and written.
 */
public final class CallWorkflowImpl implements CallWorkflow {
    private final CallDeeds deeds = new CallDeeds();
    private final Told told = new Told();
    private final CallId call;
    private @Nullable CancellationScope cancelable;
    private @Nullable LiveCall live;
    private String stage = "asking the gate";

    @WorkflowInit
    public CallWorkflowImpl(CallStart start) {
        this.call = start.call();
    }

    @Override
    public void run(CallStart start) {
        cancelable = CancellationScope.current();
        Workflow.newDetachedCancellationScope(this::dialAndFollow).run();
        if (cancelable.isCancelRequested()) {
            throw new CanceledFailure("canceled as asked; the call's row holds its result");
        }
    }

    private void dialAndFollow() {
        if (askedToEnd() && deeds.cancel(call)) {
            say("canceled before it was dialed");
            return;
        }
        CallEnding ending =
                switch (dial()) {
                    case DialOutcome.Released(String rule) -> notNow(rule);
                    case DialOutcome.Over() -> nothingToDo();
                    case DialOutcome.Refused(CallResult result, String cause) ->
                            new CallEnding(result, cause, false, false);
                    case DialOutcome.Accepted(CallPlan plan) -> follow(plan, false);
                    case DialOutcome.Ambiguous(String cause, CallPlan plan) -> follow(plan, false);
                    case DialOutcome.AlreadyDialed(CallPlan plan) -> follow(plan, true);
                };
        if (ending != null) {
            conclude(ending);
        }
    }

    /** At most once. When the activity is lost, its row says whether a request can have left. */
    private DialOutcome dial() {
        try {
            return deeds.dial(call);
        } catch (ActivityFailure lost) {
            say("the dial was lost with its worker; looking at what is known");
            return deeds.recover(call);
        }
    }

    private CallEnding follow(CallPlan plan, boolean silently) {
        live = new LiveCall(call, plan, told, deeds, this::askedToEnd);
        return silently ? live.endAndFollow() : live.follow();
    }

    private void conclude(CallEnding ending) {
        live = null;
        say("writing the result: " + ending.result().wire());
        Workflow.upsertTypedSearchAttributes(
                SearchAttributes.RESULT.valueSet(ending.result().wire()));
        deeds.conclude(call, ending);
        say("ended: " + ending.result().wire());
    }

    private @Nullable CallEnding notNow(String rule) {
        say("not dialed (" + rule + "); the lead waits again");
        return null;
    }

    private @Nullable CallEnding nothingToDo() {
        say("the call is over; nothing to do");
        return null;
    }

    @Override
    public void news(CarrierNews news) {
        told.record(news);
    }

    @Override
    public void checkNews(CarrierNews news) {
        if (news == null) {
            throw new IllegalArgumentException("NEWS_MISSING: news of a call says what happened");
        }
    }

    @Override
    public void hangUp() {
        told.hangUpAsked();
    }

    @Override
    public void steered(Performed script) {
        told.steered(script);
    }

    @Override
    public String where() {
        return live == null ? stage : live.where();
    }

    private boolean askedToEnd() {
        return told.askedToHangUp() || (cancelable != null && cancelable.isCancelRequested());
    }

    private void say(String sentence) {
        stage = sentence;
        Workflow.setCurrentDetails(sentence);
    }
}
