package io.carillon.activities.flow;

import io.carillon.activities.carrier.Capabilities.Feature;
import io.carillon.activities.carrier.Script;
import io.carillon.activities.voice.Voices;
import io.carillon.workflows.call.Performed;
import io.carillon.workflows.flow.Branch;
import io.carillon.workflows.flow.FlowOutline;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A flow over its steps; a render is one {@link Walk}. */
final class CompiledSteps implements CompiledFlow {
    /** Before anybody answered, the carrier is given nothing. */
    private static final String UNBEGUN = "call:begins";

    private final Flow flow;
    private final @Nullable CompiledSteps oneByOne;
    private final FlowOutline outline;
    private final List<String> required;
    private final Map<String, List<Feature>> needs;
    private final Disclosures disclosures;

    CompiledSteps(Flow flow) {
        this(flow, new CompiledSteps(OneByOne.of(flow), null));
    }

    /**
     * @param oneByOne null: this is it
     */
    private CompiledSteps(Flow flow, @Nullable CompiledSteps oneByOne) {
        this.flow = flow;
        this.oneByOne = oneByOne;
        this.outline = oneByOne == null ? outlineOneByOne(flow) : outlineOf(flow);
        this.required = Requirements.variables(flow);
        this.needs = Requirements.features(flow);
        this.disclosures = Disclosures.of(flow);
    }

    private static FlowOutline outlineOf(Flow flow) {
        Map<String, Map<String, String>> next = new LinkedHashMap<>();
        Map<String, Integer> maxVisits = new LinkedHashMap<>();
        for (Step step : flow.steps().values()) {
            next.put(step.name(), branches(step.decision()));
            if (step.maxVisits() != null) {
                maxVisits.put(step.name(), step.maxVisits());
            }
        }
        return new FlowOutline(flow.start(), next, maxVisits);
    }

    private static FlowOutline outlineOneByOne(Flow flow) {
        FlowOutline whole = outlineOf(flow);
        Map<String, Map<String, String>> next = new LinkedHashMap<>(whole.next());
        next.replaceAll((name, branches) -> askedAgain(flow, name, branches));
        next.put(UNBEGUN, Map.of(Branch.DONE, flow.start()));
        next.put(MACHINE_GREETS, Map.of(Branch.DONE, MACHINE_LISTENS));
        return new FlowOutline(whole.start(), next, whole.maxVisits());
    }

    private static Map<String, String> askedAgain(
            Flow flow, String name, Map<String, String> branches) {
        Step step = flow.steps().get(name);
        if (step == null || !(step.decision() instanceof Decision.Gather)) {
            return branches;
        }
        Map<String, String> more = new HashMap<>(branches);
        more.put(Branch.AGAIN, name);
        return Map.copyOf(more);
    }

    /** What a workflow can be told about the end of the step's script. */
    private static Map<String, String> branches(Decision decision) {
        Map<String, String> branches = new HashMap<>();
        switch (decision) {
            case Decision.Next next -> put(branches, Branch.DONE, next.next());
            case Decision.Recording recording -> put(branches, Branch.DONE, recording.next());
            case Decision.Transfer transfer -> {
                put(branches, Branch.DONE, transfer.afterDone());
                put(branches, Branch.FAILED, transfer.afterFailed());
            }
            case Decision.Gather gather -> {
                branches.putAll(gather.on());
                put(branches, Branch.NO_INPUT, gather.afterNoInput());
                put(branches, Branch.OTHER, gather.afterOther());
            }
            case Decision.Branch decidedWhenRendered -> {}
            case Decision.HangUp last -> {}
        }
        return Map.copyOf(branches);
    }

    private static void put(Map<String, String> branches, String key, @Nullable String step) {
        if (step != null) {
            branches.put(key, step);
        }
    }

    @Override
    public FlowOutline outline() {
        return outline;
    }

    @Override
    public Rendered render(
            String step, int sequence, Map<String, String> variables, Map<String, Integer> visits) {
        return new Walk(flow, variables, visits, oneByOne == null).from(step, sequence);
    }

    @Override
    public CompiledFlow oneByOne() {
        return oneByOne == null ? this : oneByOne;
    }

    @Override
    public Rendered unbegun() {
        return new Rendered(
                new Script(0, List.of()),
                new Performed(0, List.of(UNBEGUN), Performed.Awaits.SPOKEN),
                List.of(),
                false,
                Map.of(),
                null);
    }

    @Override
    public String voice() {
        return flow.voice();
    }

    @Override
    public String language() {
        return flow.language();
    }

    @Override
    public String branchOf(String step, String digits) {
        Decision.Gather gather = gather(step);
        if (digits.isEmpty()) {
            return Branch.NO_INPUT;
        }
        return gather != null && gather.on().containsKey(digits) ? digits : Branch.OTHER;
    }

    @Override
    public boolean optsOut(String step, String digits) {
        Decision.Gather gather = gather(step);
        return gather != null && OptOuts.leadsTo(flow, gather.on().get(digits));
    }

    @Override
    public @Nullable String savesAs(String step) {
        Decision.Gather gather = gather(step);
        return gather == null ? null : gather.saveAs();
    }

    @Override
    public boolean sensitive(String step) {
        Decision.Gather gather = gather(step);
        return gather != null && gather.sensitive();
    }

    private Decision.@Nullable Gather gather(String name) {
        Step step = flow.steps().get(name);
        return step != null && step.decision() instanceof Decision.Gather gather ? gather : null;
    }

    @Override
    public List<String> requiredVariables() {
        return required;
    }

    @Override
    public Disclosures disclosures() {
        return disclosures;
    }

    @Override
    public Map<String, String> fallbackVoices(String carrier) {
        Map<String, String> fallbacks = new LinkedHashMap<>();
        for (Step step : flow.steps().values()) {
            String voice = flow.voiceOf(step);
            Voices.fallback(carrier, voice, flow.languageOf(step))
                    .ifPresent(spoken -> fallbacks.putIfAbsent(voice, spoken));
        }
        return fallbacks;
    }

    @Override
    public Map<String, List<Feature>> needs() {
        return needs;
    }
}
