package io.carillon.api.documentation;

import io.carillon.api.http.Caller;
import io.carillon.api.http.Paging;
import io.carillon.workflows.ids.Id;
import io.carillon.workflows.ids.OrganizationId;
import io.carillon.workflows.phone.PhoneNumber;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;

import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.method.HandlerMethod;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.math.BigDecimal;
import java.util.Map;

/** What the document says beyond what the handlers say of themselves. */
@Configuration(proxyBeanMethods = false)
class DocumentationConfiguration {
    private static final String BEARER = "bearer";

    static {
        SpringDocUtils types =
                SpringDocUtils.getConfig()
                        .addRequestWrapperToIgnore(Caller.class, Paging.class)
                        .replaceWithClass(PhoneNumber.class, String.class)
                        .replaceWithClass(JsonNode.class, Map.class)
                        .replaceWithClass(ObjectNode.class, Map.class);
        for (Class<?> id : Id.class.getPermittedSubclasses()) {
            types.replaceWithClass(id, String.class);
        }
    }

    @Bean
    OpenAPI document() {
        return new OpenAPI()
                .info(
                        new Info()
                                .title("Carillon")
                                .version("v1")
                                .description(
                                        "A durable outbound campaign dialer. Refusals are"
                                                + " application/problem+json; POST and PATCH take an"
                                                + " Idempotency-Key; lists take limit and after."))
                .components(
                        new Components()
                                .addSecuritySchemes(
                                        BEARER,
                                        new SecurityScheme()
                                                .type(SecurityScheme.Type.HTTP)
                                                .scheme(BEARER)))
                .addSecurityItem(new SecurityRequirement().addList(BEARER));
    }

    @Bean
    OpenApiCustomizer documentedBodies() {
        return new DocumentedBodies();
    }

    @Bean
    OpenApiCustomizer documentedRequests() {
        return new DocumentedRequests();
    }

    @Bean
    OperationCustomizer parametersOfOurs() {
        return DocumentationConfiguration::customize;
    }

    private static Operation customize(Operation operation, HandlerMethod handler) {
        for (MethodParameter parameter : handler.getMethodParameters()) {
            if (parameter.getParameterType() == OrganizationId.class
                    && !parameter.hasParameterAnnotation(PathVariable.class)
                    && operation.getParameters() != null) {
                operation
                        .getParameters()
                        .removeIf(
                                each ->
                                        "query".equals(each.getIn())
                                                && each.getName()
                                                        .equals(parameter.getParameterName()));
            }
            if (parameter.getParameterType() == Paging.class) {
                operation.addParametersItem(
                        query("limit", "Rows per page, 50 when not asked")
                                .schema(
                                        new IntegerSchema()
                                                .minimum(BigDecimal.ONE)
                                                .maximum(BigDecimal.valueOf(200))));
                operation.addParametersItem(
                        query("after", "next of the page before").schema(new StringSchema()));
            }
        }
        return operation;
    }

    private static Parameter query(String name, String description) {
        return new Parameter().in("query").name(name).description(description).required(false);
    }
}
