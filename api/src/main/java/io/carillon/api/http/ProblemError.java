package io.carillon.api.http;

/**
 * One thing wrong with a request.
 *
 * @param pointer JSON Pointer (RFC 6901) into the body; {@code ""} is the whole body; {@code
 *     query:limit} names a query parameter
 * @param code stable UPPER_SNAKE
 * @param message what was found and what was expected; no personal data beyond what was sent
 */
public record ProblemError(String pointer, String code, String message) {}
