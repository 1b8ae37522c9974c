package io.carillon.dev.standin.ilyost;

import io.carillon.dev.standin.Answer;

import java.util.Map;

/** {@code {"success":false,"error":"…"}} with a status (Ilyost docs, "Error Handling"). */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    Refusal(int status, String error) {
        super(error);
        this.status = status;
    }

    Answer answer() {
        return Answer.json(status, Map.of("success", false, "error", String.valueOf(getMessage())));
    }
}
