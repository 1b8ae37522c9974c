package io.carillon.api.http;

import io.carillon.workflows.ids.OrganizationId;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.format.FormatterRegistry;
import org.springframework.web.accept.ContentNegotiationStrategy;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** What controllers may take besides Spring's own: Caller, OrganizationId, Paging, typed ids. */
final class Parameters implements WebMvcConfigurer {
    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new Of<>(Caller.class, Parameters::caller));
        resolvers.add(new Of<>(OrganizationId.class, request -> caller(request).organization()));
        resolvers.add(new Of<>(Paging.class, Parameters::paging));
    }

    @Override
    public void addFormatters(FormatterRegistry registry) {
        registry.addConverterFactory(new IdConverters());
    }

    /** Every answer has one form; what the client says it accepts does not choose another. */
    @Override
    public void configureContentNegotiation(ContentNegotiationConfigurer configurer) {
        configurer.strategies(List.of(request -> ContentNegotiationStrategy.MEDIA_TYPE_ALL_LIST));
    }

    private record Of<T>(Class<T> type, Function<NativeWebRequest, T> read)
            implements HandlerMethodArgumentResolver {
        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return parameter.getParameterType() == type
                    && !parameter.hasParameterAnnotation(PathVariable.class);
        }

        @Override
        public Object resolveArgument(
                MethodParameter parameter,
                @Nullable ModelAndViewContainer container,
                NativeWebRequest request,
                @Nullable WebDataBinderFactory binders) {
            return Objects.requireNonNull(read.apply(request));
        }
    }

    private static Caller caller(NativeWebRequest request) {
        HttpServletRequest http =
                Objects.requireNonNull(request.getNativeRequest(HttpServletRequest.class));
        return (Caller) Objects.requireNonNull(http.getAttribute(Caller.ATTRIBUTE));
    }

    private static Paging paging(NativeWebRequest request) {
        String after = request.getParameter("after");
        return new Paging(
                limit(request.getParameter("limit")),
                after == null || after.isEmpty() ? null : after);
    }

    private static int limit(@Nullable String text) {
        if (text == null) {
            return Paging.DEFAULT;
        }
        int limit;
        try {
            limit = Integer.parseInt(text);
        } catch (NumberFormatException noNumber) {
            throw ApiProblem.malformed("query:limit", "WRONG_TYPE", "is not a whole number");
        }
        if (limit < 1 || limit > Paging.MAX) {
            throw ApiProblem.invalid(
                    "query:limit", "OUT_OF_RANGE", "is not between 1 and " + Paging.MAX);
        }
        return limit;
    }
}
