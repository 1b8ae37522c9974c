package io.carillon.api.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.filter.OncePerRequestFilter;

import java.io.IOException;

/** The outermost filter: names the request and answers for whatever a filter behind it throws. */
final class RequestFilter extends OncePerRequestFilter {
    private final ProblemWriter problems;

    RequestFilter(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.setHeader(RequestIds.HEADER, RequestIds.of(request));
        response.setHeader("X-Content-Type-Options", "nosniff");
        try {
            chain.doFilter(request, response);
        } catch (RuntimeException | ServletException thrown) {
            Throwable cause =
                    thrown instanceof ServletException && thrown.getCause() != null
                            ? thrown.getCause()
                            : thrown;
            problems.write(request, response, ProblemHandlers.problem(cause, request));
        }
    }
}
