package io.carillon.api.flow;

import io.carillon.activities.flow.FlowRefused;
import io.carillon.api.http.ApiProblem;
import io.carillon.api.http.ProblemError;

import java.util.List;

/** What is wrong with a flow as a problem of the request it came with. */
public final class FlowProblems {
    private FlowProblems() {}

    /**
     * 400 when the flow cannot be read, 422 when it is wrong in meaning.
     *
     * @param at pointer of the flow in the request's body; empty: it is the body
     */
    public static ApiProblem of(FlowRefused refused, String at) {
        List<ProblemError> errors =
                refused.problems().stream()
                        .map(
                                problem ->
                                        new ProblemError(
                                                at + problem.pointer(),
                                                problem.code(),
                                                problem.message()))
                        .toList();
        boolean malformed = refused.problems().stream().anyMatch(problem -> problem.malformed());
        return malformed ? ApiProblem.malformed(errors) : ApiProblem.invalid(errors);
    }
}
