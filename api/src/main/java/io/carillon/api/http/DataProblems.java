package io.carillon.api.http;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.TransientDataAccessException;

/**
 * What the database refused although the request had been checked: mostly two requests that crossed
 * each other. Names of constraints stay in the logs.
 */
final class DataProblems {
    private DataProblems() {}

    static ApiProblem of(DataAccessException failed, HttpServletRequest request) {
        return switch (failed) {
            case DuplicateKeyException twice ->
                    ApiProblem.conflict("ALREADY_EXISTS", "it exists already");
            case DataIntegrityViolationException refused ->
                    ApiProblem.conflict(
                            "CONFLICT", "another request changed what this one refers to");
            case TransientDataAccessException busy ->
                    ApiProblem.unavailable("the database is busy; try again");
            case DataAccessResourceFailureException down ->
                    ApiProblem.unavailable("the database cannot be reached");
            default -> ProblemHandlers.fault(failed, request);
        };
    }
}
