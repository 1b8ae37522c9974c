package io.carillon.api.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.filter.OncePerRequestFilter;

import java.io.IOException;
import java.time.Duration;

/**
 * The door of {@code /api/v1}: who asks, how often, and whether the key's scopes reach. Everything
 * behind it finds a {@link Caller} on the request.
 */
final class AccessFilter extends OncePerRequestFilter {
    private static final long NANOS = 1_000_000_000L;

    private final Authentication authentication;
    private final Handlers handlers;
    private final TokenBuckets buckets;
    private final String policy;
    private final ProblemWriter problems;

    AccessFilter(
            Authentication authentication,
            Handlers handlers,
            HttpSettings settings,
            ProblemWriter problems) {
        this.authentication = authentication;
        this.handlers = handlers;
        this.problems = problems;
        this.buckets =
                new TokenBuckets(settings.requestsPerSecond(), settings.burst(), System::nanoTime);
        this.policy =
                "\"default\";q=%d;w=%d"
                        .formatted(
                                settings.burst(),
                                Math.max(
                                        1,
                                        Math.ceilDiv(
                                                settings.burst(), settings.requestsPerSecond())));
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            enter(request, response);
        } catch (ApiProblem refused) {
            problems.write(request, response, refused);
            return;
        }
        chain.doFilter(request, response);
    }

    private void enter(HttpServletRequest request, HttpServletResponse response) {
        Caller caller;
        try {
            caller = authentication.of(request);
        } catch (ApiProblem unknown) {
            take("address:" + request.getRemoteAddr(), response);
            throw unknown;
        }
        take("caller:" + asker(caller), response);
        request.setAttribute(Caller.ATTRIBUTE, caller);
        handlers.checkScope(request, caller);
    }

    /** An organization's keys share one bucket, so that more keys are no more requests. */
    private static String asker(Caller caller) {
        return caller.organizationOrNull() == null
                ? caller.actor()
                : caller.organizationOrNull().toString();
    }

    /** Header fields as in draft-ietf-httpapi-ratelimit-headers-10. */
    private void take(String asker, HttpServletResponse response) {
        TokenBuckets.Taken taken = buckets.take(asker);
        response.setHeader("RateLimit-Policy", policy);
        response.setHeader(
                "RateLimit",
                "\"default\";r=%d;t=%d"
                        .formatted(taken.remaining(), Math.ceilDiv(taken.fullNanos(), NANOS)));
        if (!taken.taken()) {
            throw ApiProblem.tooMany(
                    Duration.ofSeconds(Math.max(1, Math.ceilDiv(taken.waitNanos(), NANOS))));
        }
    }
}
