package io.carillon.api.http;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;

/** Which handler a request will reach, known before it is reached. */
final class Handlers {
    private static final String[] UNMARKED = {"admin"};

    private final Supplier<RequestMappingHandlerMapping> mapping;

    /** Asked for at the first request: filters are made before controllers are known. */
    Handlers(Supplier<RequestMappingHandlerMapping> mapping) {
        this.mapping = mapping;
    }

    /** 403 when the caller lacks every scope the handler names. */
    void checkScope(HttpServletRequest request, Caller caller) {
        HandlerMethod handler = of(request).orElse(null);
        if (handler == null) {
            return;
        }
        Scope scope = find(handler, Scope.class);
        String[] scopes = scope == null ? UNMARKED : scope.value();
        if (Arrays.stream(scopes).noneMatch(caller::may)) {
            throw ApiProblem.forbidden("the key lacks the scope " + String.join(" or ", scopes));
        }
    }

    boolean commitsItself(HttpServletRequest request) {
        return of(request).map(handler -> find(handler, CommitsItself.class)).isPresent();
    }

    /** Empty when no handler fits; the dispatcher will say why (404, 405, 415). */
    private Optional<HandlerMethod> of(HttpServletRequest request) {
        try {
            if (!ServletRequestPathUtils.hasParsedRequestPath(request)) {
                ServletRequestPathUtils.parseAndCache(request);
            }
            HandlerExecutionChain chain = mapping.get().getHandler(request);
            return chain != null && chain.getHandler() instanceof HandlerMethod method
                    ? Optional.of(method)
                    : Optional.empty();
        } catch (Exception none) {
            return Optional.empty();
        }
    }

    private static <A extends Annotation> @Nullable A find(HandlerMethod handler, Class<A> type) {
        A own = AnnotatedElementUtils.findMergedAnnotation(handler.getMethod(), type);
        return own != null
                ? own
                : AnnotatedElementUtils.findMergedAnnotation(handler.getBeanType(), type);
    }
}
