package io.carillon.activities.flow;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether a flow's steps fit together: every target is there, every step is reached, no loop is
 * endless.
 */
final class FlowCheck {
    private final Flow flow;
    private final List<FlowProblem> problems = new ArrayList<>();

    private FlowCheck(Flow flow) {
        this.flow = flow;
    }

    static List<FlowProblem> problems(Flow flow) {
        var check = new FlowCheck(flow);
        check.targets();
        check.reach();
        check.loops();
        return check.problems;
    }

    private void targets() {
        if (!flow.steps().containsKey(flow.start())) {
            missing("/start", flow.start());
        }
        for (Step step : flow.steps().values()) {
            step.targets()
                    .forEach(
                            (member, target) -> {
                                if (!flow.steps().containsKey(target)) {
                                    missing(step.pointer() + "/" + member, target);
                                }
                            });
        }
    }

    private void missing(String pointer, String target) {
        problems.add(
                new FlowProblem(pointer, "MISSING_TARGET", "there is no step \"" + target + "\""));
    }

    private void reach() {
        if (!flow.steps().containsKey(flow.start())) {
            return;
        }
        Set<String> reached = new HashSet<>(Set.of(flow.start()));
        Deque<String> open = new ArrayDeque<>(reached);
        while (!open.isEmpty()) {
            for (String target : following(open.pop())) {
                if (reached.add(target)) {
                    open.push(target);
                }
            }
        }
        for (Step step : flow.steps().values()) {
            if (!reached.contains(step.name())) {
                problems.add(
                        new FlowProblem(
                                step.pointer(),
                                "UNREACHABLE_STEP",
                                "no way leads from " + flow.start() + " to this step"));
            }
        }
    }

    /**
     * A step with max_visits ends every loop through it, so what is left without those steps must
     * have none. Each loop is named once, at its first step.
     */
    private void loops() {
        Set<String> named = new HashSet<>();
        for (Step step : flow.steps().values()) {
            if (step.maxVisits() != null || named.contains(step.name())) {
                continue;
            }
            List<String> loop = loopThrough(step.name());
            if (!loop.isEmpty() && named.stream().noneMatch(loop::contains)) {
                problems.add(
                        new FlowProblem(
                                step.pointer(),
                                "LOOP_WITHOUT_LIMIT",
                                "a loop without a limit: "
                                        + String.join(" -> ", loop)
                                        + " (expected: max_visits on one of its steps)"));
                named.addAll(loop);
            }
        }
    }

    /** The steps from {@code first} back to itself; empty when no way leads back. */
    private List<String> loopThrough(String first) {
        Map<String, String> cameFrom = new java.util.HashMap<>();
        Deque<String> open = new ArrayDeque<>(List.of(first));
        while (!open.isEmpty()) {
            String step = open.poll();
            for (String target : following(step)) {
                if (target.equals(first)) {
                    return path(cameFrom, first, step);
                }
                Step next = flow.steps().get(target);
                if (next != null && next.maxVisits() == null && !cameFrom.containsKey(target)) {
                    cameFrom.put(target, step);
                    open.add(target);
                }
            }
        }
        return List.of();
    }

    private static List<String> path(Map<String, String> cameFrom, String first, String last) {
        List<String> path = new ArrayList<>(List.of(first));
        for (String step = last; step != null && !step.equals(first); step = cameFrom.get(step)) {
            path.addFirst(step);
        }
        path.addFirst(first);
        return path;
    }

    private Iterable<String> following(String step) {
        Step from = flow.steps().get(step);
        return from == null ? List.of() : from.targets().values();
    }
}
