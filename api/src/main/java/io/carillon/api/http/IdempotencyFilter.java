package io.carillon.api.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

import java.io.IOException;
import java.util.Set;

/** Gives POST and PATCH with an Idempotency-Key one effect and one answer for 24 hours. */
final class IdempotencyFilter extends OncePerRequestFilter {
    private static final Set<String> METHODS = Set.of("POST", "PATCH");
    private static final String HEADER = "Idempotency-Key";
    private static final int LONGEST = 255;

    private final Handlers handlers;
    private final IdempotentRuns runs;
    private final ProblemWriter problems;

    IdempotencyFilter(Handlers handlers, IdempotentRuns runs, ProblemWriter problems) {
        this.handlers = handlers;
        this.runs = runs;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String key = request.getHeader(HEADER);
        if (key == null || !METHODS.contains(request.getMethod())) {
            chain.doFilter(request, response);
            return;
        }
        try {
            var run = new IdempotentRun(key(key), request, response, chain);
            if (handlers.commitsItself(request)) {
                runs.around(run);
            } else {
                runs.inOneTransaction(run);
            }
        } catch (RuntimeException thrown) {
            problems.write(request, response, ProblemHandlers.problem(thrown, request));
        }
    }

    private static String key(@Nullable String header) {
        if (header == null
                || header.isBlank()
                || header.length() > LONGEST
                || !header.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw ApiProblem.malformed(
                    "header:Idempotency-Key",
                    "IDEMPOTENCY_KEY_INVALID",
                    "is not 1 to 255 printable ASCII characters");
        }
        return header;
    }
}
