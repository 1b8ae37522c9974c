package io.carillon.activities.flow;

import java.util.List;

/** A flow is not accepted; the problems say why, all of them at once. Retrying does not help. */
public final class FlowRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<FlowProblem> problems;

    public FlowRefused(List<FlowProblem> problems) {
        super(problems.size() + " problems, the first: " + problems.getFirst());
        this.problems = List.copyOf(problems);
    }

    /** At least one, in the order of the document. */
    public List<FlowProblem> problems() {
        return problems;
    }
}
