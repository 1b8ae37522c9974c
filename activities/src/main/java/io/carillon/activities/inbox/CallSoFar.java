package io.carillon.activities.inbox;

import io.carillon.activities.call.FollowedCall;
import io.carillon.activities.carrier.CarrierEvent;
import io.carillon.activities.flow.CompiledFlow;
import io.carillon.workflows.call.AnsweredBy;
import io.carillon.workflows.call.CarrierNews;
import io.carillon.workflows.call.Impression;
import io.carillon.workflows.flow.Branch;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A call's row while news is applied to it: statuses only rise, the first telling of each thing
 * holds. Knows no database; what it became is written once for all news that came together.
 */
final class CallSoFar {
    /** What the outside is told. */
    record Happening(String type, Map<String, @Nullable Object> data) {}

    record Step(String step, @Nullable String at) {}

    final FollowedCall before;
    private final Supplier<CompiledFlow> flow;
    final List<Happening> happenings = new ArrayList<>();
    final Map<String, String> answers = new LinkedHashMap<>();
    final List<Step> steps = new ArrayList<>();
    @Nullable String carrierCallId;
    boolean rang;
    boolean answered;
    boolean heard;
    boolean optsOut;
    boolean messageLeft;
    boolean endSeen;
    @Nullable AnsweredBy answeredBy;
    CarrierEvent.@Nullable Verdict verdict;
    @Nullable Duration talked;
    @Nullable BigDecimal cost;

    CallSoFar(FollowedCall before, Supplier<CompiledFlow> flow) {
        this.before = before;
        this.flow = flow;
        FollowedCall.Progress progress = before.progress();
        this.rang = progress.rang();
        this.answered = progress.answered();
        this.heard = progress.heard();
        this.messageLeft = progress.messageLeft();
        this.endSeen = progress.endSeen();
        this.answeredBy = progress.answeredBy();
        if (!progress.initiated()) {
            happened("call.initiated", Map.of());
        }
    }

    /** True when this comes too late to change more than cost and recording. */
    boolean late(CarrierEvent.What what) {
        return endSeen && !(what instanceof CarrierEvent.Recorded);
    }

    /** What the workflow is told; null: nothing. */
    @Nullable CarrierNews apply(CarrierEvent event) {
        carrierCallId = carrierCallId == null ? event.carrierCallId() : carrierCallId;
        return switch (event.what()) {
            case CarrierEvent.Queued queued -> null;
            case CarrierEvent.Unrecognised unrecognised -> null;
            case CarrierEvent.Ringing ringing -> ring();
            case CarrierEvent.Answered now -> answer() ? new CarrierNews.Answered() : null;
            case CarrierEvent.Verdict said -> decide(said);
            case CarrierEvent.StepBegun begun -> begin(begun);
            case CarrierEvent.Gathered gathered -> gather(gathered);
            case CarrierEvent.WrongKey wrong -> askAgain(wrong);
            case CarrierEvent.ScriptEnded ended -> scriptEnded(ended.sequence(), Branch.DONE);
            case CarrierEvent.Spoken spoken -> spoken(spoken.sequence());
            case CarrierEvent.Transferred transferred ->
                    scriptEnded(
                            transferred.sequence(),
                            transferred.reached() ? Branch.DONE : Branch.FAILED);
            case CarrierEvent.Recorded recorded ->
                    recorded.step() == null || endSeen
                            ? null
                            : scriptEnded(recorded.sequence(), Branch.DONE);
            case CarrierEvent.Ended ended -> end(ended);
        };
    }

    String state() {
        return answered ? "in_progress" : rang ? "ringing" : before.state();
    }

    private @Nullable CarrierNews ring() {
        if (!rang && !answered) {
            rang = true;
            happened("call.ringing", Map.of());
        }
        return null;
    }

    /**
     * Whatever happens on a line was answered, though the callback that says so be late or lost.
     */
    private boolean answer() {
        if (answered) {
            return false;
        }
        answered = true;
        happened("call.answered", Map.of());
        return true;
    }

    private @Nullable CarrierNews decide(CarrierEvent.Verdict said) {
        boolean first = answer();
        if (answeredBy == null) {
            answeredBy = said.answeredBy();
            verdict = said;
            var data = new LinkedHashMap<String, @Nullable Object>();
            data.put("answered_by", said.answeredBy().wire());
            data.put("cause", said.cause());
            data.put("confidence", said.confidence());
            data.put("decided_after_ms", said.after().toMillis());
            happened("call.answered_by", data);
            if (said.answeredBy() != AnsweredBy.HUMAN) {
                return new CarrierNews.Verdict(said.answeredBy());
            }
        }
        return first ? new CarrierNews.Answered() : null;
    }

    private @Nullable CarrierNews begin(CarrierEvent.StepBegun begun) {
        steps.add(new Step(begun.step(), before.now().toString()));
        return answer() ? new CarrierNews.Answered() : null;
    }

    private CarrierNews gather(CarrierEvent.Gathered gathered) {
        if (!gathered.digits().isEmpty()) {
            heard = true;
            optsOut |= flow.get().optsOut(gathered.step(), gathered.digits());
            keep(gathered);
        }
        return scriptEnded(
                gathered.sequence(), flow.get().branchOf(gathered.step(), gathered.digits()));
    }

    private void keep(CarrierEvent.Gathered gathered) {
        boolean sensitive = flow.get().sensitive(gathered.step());
        String name = flow.get().savesAs(gathered.step());
        if (name != null && !sensitive) {
            answers.put(name, gathered.digits());
        }
        answer();
        var data = new LinkedHashMap<String, @Nullable Object>();
        data.put("step", gathered.step());
        data.put("digits", sensitive ? null : gathered.digits());
        data.put("sensitive", sensitive);
        data.put("reason", gathered.reason());
        happened("call.digits", data);
    }

    private CarrierNews askAgain(CarrierEvent.WrongKey wrong) {
        heard = true;
        return scriptEnded(wrong.sequence(), Branch.AGAIN);
    }

    private CarrierNews scriptEnded(int sequence, String branch) {
        answer();
        return new CarrierNews.ScriptEnded(sequence, branch);
    }

    /** The workflow waits for the end, which follows. */
    private @Nullable CarrierNews spoken(int sequence) {
        messageLeft |= isMessage(sequence);
        return answer() ? new CarrierNews.Answered() : null;
    }

    private boolean isMessage(int sequence) {
        return Integer.valueOf(sequence).equals(before.script().message());
    }

    private CarrierNews end(CarrierEvent.Ended ended) {
        if (ended.answered()) {
            answer();
        }
        endSeen = true;
        talked = ended.talked();
        cost = ended.cost();
        messageLeft |= ended.messageSpoken() && isMessage(before.script().sequence());
        if (steps.isEmpty()) {
            ended.stepsBegun().forEach(step -> steps.add(new Step(step, null)));
        }
        return new CarrierNews.Ended(
                answered,
                answered ? null : ended.result(),
                ended.cause(),
                new Impression(answered, answeredBy, heard, messageLeft));
    }

    private void happened(String type, Map<String, @Nullable Object> data) {
        happenings.add(new Happening(type, data));
    }
}
