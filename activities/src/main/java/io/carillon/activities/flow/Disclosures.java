package io.carillon.activities.flow;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a flow tells the person called, whichever way it goes: who calls in the first thing said,
 * and a key never to be called again before it ends. Each list names the steps that fail.
 *
 * @param first steps that may be the first to be heard
 * @param nameless of those, the ones that do not say {@code {{caller_name}}}
 * @param numberless of those, the ones that do not say {@code {{opt_out_number}}}
 * @param inescapable steps at which the flow ends, or leaves for somebody else, and the person has
 *     heard it without ever being offered a key that opts out
 * @param renaming steps that give {@code caller_name} or {@code opt_out_number} another value
 */
public record Disclosures(
        List<String> first,
        List<String> nameless,
        List<String> numberless,
        List<String> inescapable,
        List<String> renaming) {
    public static final String CALLER_NAME = "caller_name";
    public static final String OPT_OUT_NUMBER = "opt_out_number";

    public Disclosures {
        first = List.copyOf(first);
        nameless = List.copyOf(nameless);
        numberless = List.copyOf(numberless);
        inescapable = List.copyOf(inescapable);
        renaming = List.copyOf(renaming);
    }

    /** Whether a text has the variable, with a default or without. */
    public static boolean says(String text, String variable) {
        return Placeholders.PLACEHOLDER
                .matcher(text)
                .results()
                .anyMatch(found -> found.group(1).equals(variable));
    }

    static Disclosures of(Flow flow) {
        List<String> first = firstHeard(flow);
        return new Disclosures(
                first,
                first.stream().filter(step -> !says(flow, step, CALLER_NAME)).toList(),
                first.stream().filter(step -> !says(flow, step, OPT_OUT_NUMBER)).toList(),
                inescapable(flow),
                flow.steps().values().stream()
                        .filter(step -> renames(step.effects().set().keySet(), step))
                        .map(Step::name)
                        .toList());
    }

    private static boolean renames(Set<String> set, Step step) {
        return Stream.of(CALLER_NAME, OPT_OUT_NUMBER)
                .anyMatch(
                        name ->
                                set.contains(name)
                                        || (step.decision() instanceof Decision.Gather gather
                                                && name.equals(gather.saveAs())));
    }

    private static List<String> firstHeard(Flow flow) {
        var heard = new LinkedHashSet<String>();
        var seen = new HashSet<String>();
        Deque<String> open = new ArrayDeque<>(List.of(flow.start()));
        while (!open.isEmpty()) {
            String name = open.pop();
            Step step = flow.steps().get(name);
            if (step == null || !seen.add(name)) {
                continue;
            }
            if (isHeard(step)) {
                heard.add(name);
            } else {
                open.addAll(step.decision().targets().values());
            }
        }
        return List.copyOf(heard);
    }

    private record At(String step, boolean heard) {}

    private static List<String> inescapable(Flow flow) {
        var ends = new LinkedHashSet<String>();
        var seen = new HashSet<At>();
        Deque<At> open = new ArrayDeque<>(List.of(new At(flow.start(), false)));
        while (!open.isEmpty()) {
            At at = open.pop();
            Step step = flow.steps().get(at.step());
            if (step == null
                    || !seen.add(at)
                    || step.effects().optOut()
                    || offersOptOut(flow, step)) {
                continue;
            }
            boolean heard = at.heard() || isHeard(step);
            if (mayEnd(step.decision()) && heard) {
                ends.add(at.step());
            }
            step.decision().targets().values().forEach(next -> open.add(new At(next, heard)));
        }
        return List.copyOf(ends);
    }

    private static boolean offersOptOut(Flow flow, Step step) {
        return step.decision() instanceof Decision.Gather gather
                && gather.on().values().stream().anyMatch(next -> OptOuts.leadsTo(flow, next));
    }

    /** A way on that is missing is the end of the call. */
    private static boolean mayEnd(Decision decision) {
        return switch (decision) {
            case Decision.Next next -> next.next() == null;
            case Decision.Branch branch -> branch.otherwise() == null;
            case Decision.HangUp hangUp -> true;
            case Decision.Transfer transfer -> true;
            case Decision.Recording recording -> true;
            case Decision.Gather gather ->
                    gather.afterNoInput() == null || gather.afterOther() == null;
        };
    }

    /** A pause is silence, and digits are for machines. */
    private static boolean isHeard(Step step) {
        return speech(step)
                .anyMatch(each -> each instanceof Speech.Say || each instanceof Speech.Play);
    }

    private static boolean says(Flow flow, String name, String variable) {
        Step step = flow.steps().get(name);
        return step != null
                && speech(step)
                        .anyMatch(
                                each ->
                                        each instanceof Speech.Say say
                                                && says(say.text(), variable));
    }

    private static Stream<Speech> speech(Step step) {
        return step.decision() instanceof Decision.Gather gather
                ? Stream.concat(step.speech().stream(), gather.prompt().stream())
                : step.speech().stream();
    }
}
