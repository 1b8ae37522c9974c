package io.carillon.api.documentation;

import io.swagger.v3.core.util.Yaml31;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem.HttpMethod;

import org.springdoc.core.customizers.OpenApiCustomizer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts each request under its noun, with the sentence {@code summaries.yaml} says of it. */
final class DocumentedRequests implements OpenApiCustomizer {
    private static final String FILE = "/openapi/summaries.yaml";
    private static final String BASE = "/api/v1/";

    private final Map<String, String> sentences = read();

    @Override
    public void customise(OpenAPI document) {
        document.getPaths()
                .forEach(
                        (path, item) ->
                                item.readOperationsMap()
                                        .forEach(
                                                (method, operation) ->
                                                        say(operation, method, path)));
        document.setTags(null);
    }

    private void say(Operation operation, HttpMethod method, String path) {
        operation.setTags(List.of(noun(path)));
        operation.setSummary(sentences.get(method + " " + path));
    }

    /** {@code /api/v1/campaigns/{id}/leads} adds leads: the last noun that names a thing. */
    private static String noun(String path) {
        if (!path.startsWith(BASE)) {
            return "this process";
        }
        return path.endsWith("/leads")
                ? "leads"
                : path.substring(BASE.length()).split("/", -1)[0].replace('-', ' ');
    }

    private static Map<String, String> read() {
        var all = new LinkedHashMap<String, String>();
        try (InputStream file = DocumentedRequests.class.getResourceAsStream(FILE)) {
            Yaml31.mapper()
                    .readTree(file)
                    .properties()
                    .forEach(line -> all.put(line.getKey(), line.getValue().asText()));
        } catch (IOException broken) {
            throw new UncheckedIOException(FILE, broken);
        }
        return all;
    }
}
