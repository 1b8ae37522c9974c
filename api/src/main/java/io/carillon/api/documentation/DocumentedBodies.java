package io.carillon.api.documentation;

import static java.util.Objects.requireNonNull;

import io.swagger.v3.core.util.Yaml31;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.media.Schema;

import org.springdoc.core.customizers.OpenApiCustomizer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * Puts {@code bodies.yaml} into the document: handlers read their bodies by hand, so nothing can be
 * told from their signatures.
 */
final class DocumentedBodies implements OpenApiCustomizer {
    private static final String FILE = "/openapi/bodies.yaml";

    /** What is said at the making and cannot be changed. */
    private static final Map<String, List<String>> FIXED =
            Map.of("Campaign", List.of(), "CarrierAccount", List.of("carrier"));

    @Override
    public void customise(OpenAPI document) {
        OpenAPI bodies = read();
        Components components = document.getComponents();
        bodies.getComponents().getSchemas().forEach(components::addSchemas);
        bodies.getComponents().getRequestBodies().forEach(components::addRequestBodies);
        FIXED.forEach((name, fixed) -> components.addSchemas(name + "Patch", patch(name, fixed)));
        bodies.getPaths()
                .forEach(
                        (path, item) ->
                                item.readOperationsMap()
                                        .forEach(
                                                (method, told) ->
                                                        tell(document, path, method, told)));
    }

    /** A patch has the same members, none required. */
    private static Schema<?> patch(String name, List<String> fixed) {
        Schema<?> schema = requireNonNull(read().getComponents().getSchemas().get(name), name);
        schema.setRequired(null);
        schema.setAnyOf(null);
        fixed.forEach(schema.getProperties()::remove);
        return schema;
    }

    private static void tell(OpenAPI document, String path, HttpMethod method, Operation told) {
        PathItem item = requireNonNull(document.getPaths().get(path), path);
        requireNonNull(item.readOperationsMap().get(method), path)
                .setRequestBody(told.getRequestBody());
    }

    private static OpenAPI read() {
        try (InputStream file = DocumentedBodies.class.getResourceAsStream(FILE)) {
            return Yaml31.mapper().readValue(file, OpenAPI.class);
        } catch (IOException broken) {
            throw new UncheckedIOException(FILE, broken);
        }
    }
}
