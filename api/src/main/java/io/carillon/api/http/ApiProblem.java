package io.carillon.api.http;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

import java.time.Duration;
import java.util.List;

/**
 * A refusal on its way to the client. Throw one anywhere below a controller; it becomes
 * problem+json, and a transaction it passes through is rolled back.
 */
public final class ApiProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final String code;
    private final transient List<ProblemError> errors;
    private final @Nullable Duration retryAfter;

    private ApiProblem(
            HttpStatus status,
            String code,
            String detail,
            List<ProblemError> errors,
            @Nullable Duration retryAfter) {
        super(detail);
        this.status = status;
        this.code = code;
        this.errors = List.copyOf(errors);
        this.retryAfter = retryAfter;
    }

    /** 400: cannot be parsed, at this place. */
    public static ApiProblem malformed(String pointer, String code, String message) {
        return malformed(List.of(new ProblemError(pointer, code, message)));
    }

    /** 400 with everything found; the first gives the code. */
    public static ApiProblem malformed(List<ProblemError> errors) {
        return of(HttpStatus.BAD_REQUEST, errors);
    }

    /** 422: understood and wrong in meaning, at this place. */
    public static ApiProblem invalid(String pointer, String code, String message) {
        return invalid(List.of(new ProblemError(pointer, code, message)));
    }

    /** 422 with everything found; the first gives the code. */
    public static ApiProblem invalid(List<ProblemError> errors) {
        return of(HttpStatus.UNPROCESSABLE_CONTENT, errors);
    }

    /** 422 NOT_AVAILABLE_YET: part of the contract, of a later version. */
    public static ApiProblem notAvailableYet(String pointer, String what) {
        return invalid(pointer, "NOT_AVAILABLE_YET", what + " is not available yet");
    }

    /** 404: it does not exist, or is another organization's; the two look the same. */
    public static ApiProblem notFound(String what) {
        return new ApiProblem(
                HttpStatus.NOT_FOUND, "NOT_FOUND", "there is no such " + what, List.of(), null);
    }

    /** 409: the state forbids it. */
    public static ApiProblem conflict(String code, String detail) {
        return new ApiProblem(HttpStatus.CONFLICT, code, detail, List.of(), null);
    }

    /** 401: no key, or none in force. */
    public static ApiProblem unauthorized(String detail) {
        return new ApiProblem(HttpStatus.UNAUTHORIZED, "UNAUTHORIZED", detail, List.of(), null);
    }

    /** 403: the key lacks a scope. */
    public static ApiProblem forbidden(String detail) {
        return new ApiProblem(HttpStatus.FORBIDDEN, "FORBIDDEN", detail, List.of(), null);
    }

    /** 413. */
    public static ApiProblem tooLarge(String detail) {
        return new ApiProblem(HttpStatus.CONTENT_TOO_LARGE, "TOO_LARGE", detail, List.of(), null);
    }

    /** 429: the same request may be sent again after {@code retryAfter}. */
    public static ApiProblem tooMany(Duration retryAfter) {
        return new ApiProblem(
                HttpStatus.TOO_MANY_REQUESTS,
                "RATE_LIMITED",
                "too many requests; wait as long as Retry-After says",
                List.of(),
                retryAfter);
    }

    /** Any other status, without places. */
    public static ApiProblem of(HttpStatus status, String code, String detail) {
        return new ApiProblem(status, code, detail, List.of(), null);
    }

    /** 503: something this service needs does not answer; the request had no effect. */
    public static ApiProblem unavailable(String detail) {
        return new ApiProblem(
                HttpStatus.SERVICE_UNAVAILABLE,
                "UNAVAILABLE",
                detail,
                List.of(),
                Duration.ofSeconds(2));
    }

    private static ApiProblem of(HttpStatus status, List<ProblemError> errors) {
        ProblemError first = errors.getFirst();
        String at = first.pointer().isEmpty() ? "" : first.pointer() + ": ";
        return new ApiProblem(status, first.code(), at + first.message(), errors, null);
    }

    public HttpStatus status() {
        return status;
    }

    public String code() {
        return code;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }

    public List<ProblemError> errors() {
        return errors;
    }

    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
