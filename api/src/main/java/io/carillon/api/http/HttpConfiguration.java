package io.carillon.api.http;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.organization.ApiKeyStore;
import io.carillon.activities.organization.IdempotencyStore;
import io.carillon.activities.organization.OperatorKey;

import jakarta.servlet.Filter;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.web.multipart.MultipartHttpServletRequest;
import org.springframework.web.multipart.MultipartResolver;
import org.springframework.web.multipart.support.StandardServletMultipartResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

import java.nio.file.Path;

/** The filters in their order, JSON's strictness, and what controllers may take as parameters. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(HttpSettings.class)
@EnableScheduling
class HttpConfiguration {
    private static final String API = "/api/v1/*";

    @Bean
    OperatorKey operatorKey(@Value("${carillon.home}") String home) {
        return OperatorKey.in(Path.of(home));
    }

    @Bean
    JsonMapperBuilderCustomizer strictSnakeCase() {
        return HttpConfiguration::strict;
    }

    static void strict(JsonMapper.Builder builder) {
        builder.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .withCoercionConfig(
                        LogicalType.Textual,
                        config ->
                                config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                        .setCoercion(
                                                CoercionInputShape.Boolean, CoercionAction.Fail));
    }

    @Bean
    ProblemWriter problemWriter(JsonMapper json) {
        return new ProblemWriter(json);
    }

    @Bean
    Handlers handlers(
            @Qualifier("requestMappingHandlerMapping")
                    ObjectProvider<RequestMappingHandlerMapping> mapping) {
        return new Handlers(mapping::getObject);
    }

    @Bean
    FilterRegistrationBean<RequestFilter> requestFilter(ProblemWriter problems) {
        return filter(new RequestFilter(problems), 10, "/*");
    }

    @Bean
    FilterRegistrationBean<AccessFilter> accessFilter(
            ApiKeyStore keys,
            OperatorKey operator,
            Handlers handlers,
            HttpSettings settings,
            ProblemWriter problems) {
        var authentication = new Authentication(keys, operator);
        return filter(new AccessFilter(authentication, handlers, settings, problems), 20, API);
    }

    @Bean
    FilterRegistrationBean<BodyFilter> bodyFilter(HttpSettings settings, ProblemWriter problems) {
        return filter(new BodyFilter(settings, problems), 30, API);
    }

    @Bean
    FilterRegistrationBean<IdempotencyFilter> idempotencyFilter(
            Handlers handlers,
            Transactions transactions,
            IdempotencyStore store,
            ProblemWriter problems) {
        var runs = new IdempotentRuns(transactions, store);
        return filter(new IdempotencyFilter(handlers, runs, problems), 40, API);
    }

    @Bean
    WebMvcConfigurer parameters() {
        return new Parameters();
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemsOfTheContainer() {
        return tomcat ->
                tomcat.addContextCustomizers(
                        context -> {
                            if (context.getParent()
                                    instanceof org.apache.catalina.core.StandardHost host) {
                                host.setErrorReportValveClass(ContainerProblems.class.getName());
                            }
                        });
    }

    /** Handlers may run again, so the parts stay; the container removes them with the request. */
    @Bean
    MultipartResolver multipartResolver() {
        return new StandardServletMultipartResolver() {
            @Override
            public void cleanupMultipart(MultipartHttpServletRequest request) {}
        };
    }

    @Bean
    IdempotencyPurge idempotencyPurge(IdempotencyStore store) {
        return new IdempotencyPurge(store);
    }

    private static <F extends Filter> FilterRegistrationBean<F> filter(
            F filter, int order, String pattern) {
        var registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(order);
        registration.addUrlPatterns(pattern);
        return registration;
    }
}
