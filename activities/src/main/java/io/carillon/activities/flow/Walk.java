package io.carillon.activities.flow;

import io.carillon.activities.carrier.Script;
import io.carillon.activities.carrier.Script.Verb;
import io.carillon.workflows.call.Performed;
import io.carillon.workflows.call.Performed.Awaits;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One way through a flow, from a step to the next decision. Used once. */
final class Walk {
    /**
     * A loop of speech with a high max_visits is given in parts of about this many verbs, so that
     * no script outgrows what carriers take.
     */
    private static final int VERBS_ENOUGH = 40;

    private final Flow flow;
    private final Map<String, String> variables;
    private final Map<String, Integer> visits;
    private final boolean oneByOne;
    private final List<Verb> verbs = new ArrayList<>();
    private final List<String> steps = new ArrayList<>();
    private final List<String> goals = new ArrayList<>();
    private final Map<String, String> set = new LinkedHashMap<>();
    private boolean optsOut;
    private @Nullable String callBack;

    /**
     * @param oneByOne the flow is in parts of one verb each, and the carrier hangs up when asked
     */
    Walk(Flow flow, Map<String, String> variables, Map<String, Integer> visits, boolean oneByOne) {
        this.flow = flow;
        this.oneByOne = oneByOne;
        this.variables = new HashMap<>(variables);
        this.visits = new HashMap<>(visits);
    }

    CompiledFlow.Rendered from(String first, int sequence) {
        Awaits awaits = walk(first);
        if (awaits == Awaits.END && oneByOne && !verbs.isEmpty()) {
            awaits = Awaits.SPOKEN;
        }
        if (awaits == Awaits.END) {
            verbs.add(
                    new Script.HangUp(OneByOne.written(steps.isEmpty() ? first : steps.getLast())));
        }
        return new CompiledFlow.Rendered(
                new Script(sequence, verbs),
                new Performed(sequence, steps, awaits),
                List.copyOf(goals),
                optsOut,
                Map.copyOf(set),
                callBack);
    }

    /** Ends: a cycle holds a step with max_visits, and visits only grow. */
    private Awaits walk(String first) {
        @Nullable String name = first;
        while (name != null) {
            Step step = flow.steps().get(name);
            if (step == null || spent(step)) {
                return Awaits.END;
            }
            if (!verbs.isEmpty() && (oneByOne || mustBeReached(step))) {
                return Awaits.SPOKEN;
            }
            if (!begin(step)) {
                name = afterFailed(step);
                continue;
            }
            switch (step.decision()) {
                case Decision.Next next -> name = next.next();
                case Decision.Branch branch -> name = branch.chosen(variables);
                case Decision.HangUp hangUp -> name = null;
                case Decision.Gather gather -> {
                    verbs.add(gather(step, gather));
                    return Awaits.GATHER;
                }
                case Decision.Transfer transfer -> {
                    // Which caller id the other party sees is the call's business.
                    verbs.add(
                            new Script.Transfer(
                                    OneByOne.written(step.name()),
                                    transfer.to(),
                                    null,
                                    transfer.timeout()));
                    return Awaits.TRANSFER;
                }
                case Decision.Recording recording -> {
                    verbs.add(recording(step, recording));
                    return Awaits.RECORD;
                }
            }
        }
        return Awaits.END;
    }

    private boolean spent(Step step) {
        Integer most = step.maxVisits();
        return most != null && visits.getOrDefault(step.name(), 0) >= most;
    }

    /**
     * Its effects happen only when the call gets there; and a branch is taken when the workflow can
     * be told about it, by what the variables say then.
     */
    private boolean mustBeReached(Step step) {
        return step.effects().any()
                || step.decision() instanceof Decision.Branch
                || verbs.size() >= VERBS_ENOUGH;
    }

    /** False: the step promises a call back at a time nobody can read, so it says nothing. */
    private boolean begin(Step step) {
        visits.merge(step.name(), 1, Integer::sum);
        steps.add(step.name());
        if (step.effects().goal() != null) {
            goals.add(step.effects().goal());
        }
        optsOut |= step.effects().optOut();
        step.effects().set().forEach(this::assign);
        if (step.effects().callBack() != null && !promise(step.effects().callBack())) {
            return false;
        }
        verbs.addAll(spoken(step, step.speech()));
        return true;
    }

    private boolean promise(Step.CallBack wanted) {
        String when = Placeholders.fill(wanted.when(), variables);
        boolean readable = CallBackTime.readable(when);
        callBack = readable ? when : callBack;
        return readable;
    }

    private static @Nullable String afterFailed(Step step) {
        Step.CallBack callBack = step.effects().callBack();
        if (callBack != null && callBack.onFailed() != null) {
            return callBack.onFailed();
        }
        return step.decision() instanceof Decision.Next next ? next.next() : null;
    }

    private void assign(String variable, String text) {
        String value = Placeholders.fill(text, variables);
        variables.put(variable, value);
        set.put(variable, value);
    }

    private List<Verb> spoken(Step step, List<Speech> speech) {
        List<Verb> spoken = new ArrayList<>();
        for (Speech one : speech) {
            switch (one) {
                case Speech.Say say -> say(step, say).forEach(spoken::add);
                case Speech.Play play -> {
                    if (play.audio() != null) {
                        spoken.add(
                                new Script.Play(
                                        OneByOne.written(step.name()),
                                        play.audio().toString(),
                                        play.length()));
                    }
                }
                case Speech.Pause pause ->
                        spoken.add(new Script.Pause(OneByOne.written(step.name()), pause.length()));
                case Speech.SendDigits digits ->
                        spoken.add(
                                new Script.SendDigits(
                                        OneByOne.written(step.name()), digits.digits()));
            }
        }
        return spoken;
    }

    /** Variables may make a text longer than carriers take, or leave nothing of it. */
    private List<Verb> say(Step step, Speech.Say say) {
        String voice = flow.voiceOf(step);
        String language = flow.languageOf(step);
        List<Verb> parts = new ArrayList<>();
        for (String part : Texts.parts(Placeholders.fill(say.text(), variables))) {
            parts.add(new Script.Say(OneByOne.written(step.name()), part, voice, language));
        }
        return parts;
    }

    private Verb gather(Step step, Decision.Gather gather) {
        List<String> keys = List.copyOf(gather.on().keySet());
        return new Script.Gather(
                OneByOne.written(step.name()),
                spoken(step, gather.prompt()),
                gather.maxDigits(),
                gather.validDigits(),
                gather.finishOn(),
                gather.firstDigitTimeout(),
                gather.interDigitTimeout(),
                gather.tries(),
                gather.bargeIn(),
                keys,
                keys.stream().filter(key -> OptOuts.leadsTo(flow, gather.on().get(key))).toList(),
                gather.sensitive());
    }

    private static Verb recording(Step step, Decision.Recording recording) {
        return new Script.Record(
                OneByOne.written(step.name()),
                recording.maxDuration(),
                recording.silence(),
                recording.finishOn(),
                recording.beep());
    }
}
