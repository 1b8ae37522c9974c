package io.carillon.api.http;

import io.carillon.activities.database.WorkAhead;
import io.carillon.activities.organization.IdempotencyStore.Kept;
import io.carillon.workflows.ids.OrganizationId;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.web.util.ContentCachingResponseWrapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Objects;

/**
 * One request with a key: run behind a buffer, so that its answer can be kept before it is sent.
 */
final class IdempotentRun {
    private static final String ORGANIZATIONS = "/api/v1/organizations/";

    private final String key;
    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final FilterChain chain;
    private final Caller caller;
    private final byte[] hash;
    private ContentCachingResponseWrapper answer;

    IdempotentRun(
            String key,
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain) {
        this.key = key;
        this.request = request;
        this.response = response;
        this.chain = chain;
        this.caller = (Caller) Objects.requireNonNull(request.getAttribute(Caller.ATTRIBUTE));
        this.hash = RequestDigest.of(request);
        this.answer = new ContentCachingResponseWrapper(response);
    }

    String key() {
        return key;
    }

    Caller caller() {
        return caller;
    }

    byte[] hash() {
        return hash;
    }

    /**
     * Runs the handler into a fresh buffer.
     *
     * @throws WorkAhead when its transaction, the caller's, asked for slow work
     */
    void handle() {
        response.resetBuffer();
        request.removeAttribute(ProblemHandlers.RUN_AGAIN);
        request.removeAttribute(ProblemHandlers.WORK_AHEAD);
        answer = new ContentCachingResponseWrapper(response);
        try {
            chain.doFilter(request, answer);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (ServletException thrown) {
            throw new IllegalStateException(
                    "a handler's exception was not turned into a problem", thrown);
        }
        if (request.getAttribute(ProblemHandlers.WORK_AHEAD) instanceof WorkAhead asked) {
            throw asked;
        }
    }

    boolean succeeded() {
        return answer.getStatus() >= 200 && answer.getStatus() < 300;
    }

    /** 2xx, 409 and 422 are kept; anything else may turn out otherwise next time. */
    boolean worthKeeping() {
        return succeeded() || answer.getStatus() == 409 || answer.getStatus() == 422;
    }

    boolean mayRunAgain() {
        return request.getAttribute(ProblemHandlers.RUN_AGAIN) != null;
    }

    Kept kept() {
        return new Kept(
                hash,
                answer.getStatus(),
                answer.getContentType(),
                answer.getContentAsByteArray(),
                succeeded() ? SecretShown.in(request) : null,
                Duration.ZERO);
    }

    /** Whose row the answer is kept beside; null when the operator touched none. */
    @Nullable OrganizationId owner() {
        if (caller.organizationOrNull() != null) {
            return caller.organizationOrNull();
        }
        String made = SecretShown.in(request);
        String path = request.getRequestURI();
        try {
            if (made != null) {
                return OrganizationId.parse(made);
            }
            return path.startsWith(ORGANIZATIONS)
                    ? OrganizationId.parse(path.substring(ORGANIZATIONS.length()).split("/", 2)[0])
                    : null;
        } catch (IllegalArgumentException noId) {
            return null;
        }
    }

    void send() {
        try {
            answer.copyBodyToResponse();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    void replay(Kept kept) {
        try {
            response.setHeader("Idempotent-Replayed", "true");
            response.setStatus(Objects.requireNonNullElse(kept.status(), 200));
            if (kept.contentType() != null) {
                response.setContentType(kept.contentType());
            }
            response.setContentLength(kept.body().length);
            response.getOutputStream().write(kept.body());
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
