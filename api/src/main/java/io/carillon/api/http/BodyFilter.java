package io.carillon.api.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.filter.OncePerRequestFilter;

import java.io.IOException;
import java.util.Locale;
import java.util.Set;

/**
 * Reads bodies into memory up to a limit, so that they can be compared and read again, and refuses
 * text PostgreSQL cannot hold. Multipart bodies stay with the container, which keeps them on disk.
 */
final class BodyFilter extends OncePerRequestFilter {
    private static final Set<String> WITHOUT_BODY = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private final int bytesMax;
    private final ProblemWriter problems;

    BodyFilter(HttpSettings settings, ProblemWriter problems) {
        this.bytesMax = Math.toIntExact(settings.bodyMax().toBytes());
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        HttpServletRequest read;
        try {
            read = read(request);
        } catch (ApiProblem refused) {
            problems.write(request, response, refused);
            return;
        }
        chain.doFilter(read, response);
    }

    private HttpServletRequest read(HttpServletRequest request) {
        String query = request.getQueryString();
        if (query != null && query.contains("%00")) {
            throw ApiProblem.malformed("query:", "TEXT_INVALID", "has a NUL character");
        }
        if (isMultipart(request) || WITHOUT_BODY.contains(request.getMethod())) {
            return request;
        }
        byte[] body = bytes(request);
        if (isJson(request)) {
            StorableText.check(body);
        }
        return new BufferedRequest(request, body);
    }

    private byte[] bytes(HttpServletRequest request) {
        if (request.getContentLengthLong() > bytesMax) {
            throw tooLarge();
        }
        byte[] body;
        try {
            body = request.getInputStream().readNBytes(bytesMax + 1);
        } catch (IOException broken) {
            throw ApiProblem.malformed("", "BODY_BROKEN", "the body ended early or is broken");
        }
        if (body.length > bytesMax) {
            throw tooLarge();
        }
        return body;
    }

    private ApiProblem tooLarge() {
        return ApiProblem.tooLarge("the body is larger than " + bytesMax + " bytes");
    }

    static boolean isMultipart(HttpServletRequest request) {
        return type(request).startsWith("multipart/");
    }

    private static boolean isJson(HttpServletRequest request) {
        return type(request).contains("json");
    }

    private static String type(HttpServletRequest request) {
        String type = request.getContentType();
        return type == null ? "" : type.toLowerCase(Locale.ROOT);
    }
}
