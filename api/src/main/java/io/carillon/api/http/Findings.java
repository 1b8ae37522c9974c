package io.carillon.api.http;

import java.util.ArrayList;
import java.util.List;

/** Everything found wrong with one body, so that a client hears of all of it at once. */
final class Findings {
    private static final int MOST = 100;

    private final List<ProblemError> malformed = new ArrayList<>();
    private final List<ProblemError> invalid = new ArrayList<>();

    void malformed(String pointer, String code, String message) {
        add(malformed, new ProblemError(pointer, code, message));
    }

    void invalid(String pointer, String code, String message) {
        add(invalid, new ProblemError(pointer, code, message));
    }

    boolean any() {
        return !malformed.isEmpty() || !invalid.isEmpty();
    }

    /** 400 when something could not be parsed, else 422 when something is wrong in meaning. */
    void throwIfAny() {
        if (!malformed.isEmpty()) {
            throw ApiProblem.malformed(malformed);
        }
        if (!invalid.isEmpty()) {
            throw ApiProblem.invalid(invalid);
        }
    }

    private static void add(List<ProblemError> list, ProblemError error) {
        if (list.size() < MOST) {
            list.add(error);
        }
    }
}
