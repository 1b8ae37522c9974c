package io.carillon.api.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.MediaType;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;

/** Writes refusals as problem+json, from filters as from handlers. */
public final class ProblemWriter {
    private final JsonMapper json;

    public ProblemWriter(JsonMapper json) {
        this.json = json;
    }

    /** Does nothing when the answer has begun: then the connection's end says that it broke. */
    public void write(HttpServletRequest request, HttpServletResponse response, ApiProblem problem)
            throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.resetBuffer();
        response.setStatus(problem.status().value());
        Duration retryAfter = problem.retryAfter();
        if (retryAfter != null) {
            response.setHeader("Retry-After", Long.toString(Math.max(1, retryAfter.toSeconds())));
        }
        if (problem.status().value() == 401) {
            response.setHeader("WWW-Authenticate", "Bearer realm=\"carillon\"");
        }
        byte[] body = json.writeValueAsBytes(body(request, problem));
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private static Problem body(HttpServletRequest request, ApiProblem problem) {
        return new Problem(
                "urn:carillon:problem:" + problem.code().toLowerCase(Locale.ROOT),
                problem.status().getReasonPhrase(),
                problem.status().value(),
                problem.detail(),
                problem.code(),
                RequestIds.of(request),
                problem.errors());
    }
}
