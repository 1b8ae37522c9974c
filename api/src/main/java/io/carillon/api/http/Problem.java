package io.carillon.api.http;

import java.util.List;

/**
 * The body of every refusal (RFC 9457).
 *
 * @param type {@code urn:carillon:problem:} and the code in lower case
 * @param title the status in words
 * @param status as the HTTP status
 * @param detail one sentence for people
 * @param code stable UPPER_SNAKE, for programs
 * @param requestId as in the header X-Request-Id
 * @param errors what is wrong where; empty when the request as a whole is refused
 */
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String code,
        String requestId,
        List<ProblemError> errors) {
    public Problem {
        errors = List.copyOf(errors);
    }
}
