package io.carillon.api.lead;

import io.carillon.activities.leadfile.LeadFileRefused;
import io.carillon.api.http.ApiProblem;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The parts of a lead file's upload: {@code file}, and {@code mapping} if there is one. */
public final class UploadedFile {
    private static final int TEXT_BYTES_MAX = 64 * 1024;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpServletRequest request;
    private final Part file;

    private UploadedFile(HttpServletRequest request, Part file) {
        this.request = request;
        this.file = file;
    }

    public static UploadedFile of(HttpServletRequest request) throws IOException, ServletException {
        Part file = request.getPart("file");
        if (file == null) {
            throw ApiProblem.malformed("/file", "REQUIRED", "the part file is missing");
        }
        return new UploadedFile(request, file);
    }

    public InputStream open() throws IOException {
        return file.getInputStream();
    }

    /** Without folders; null when the client sent none. */
    @Nullable String name() {
        String name = file.getSubmittedFileName();
        if (name == null) {
            return null;
        }
        String bare = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        String clean = bare.replaceAll("\\p{Cntrl}", "");
        return clean.length() > 255 ? clean.substring(0, 255) : clean;
    }

    /** Another part as text, whether it was sent as a field or as a file; null: not sent. */
    public @Nullable String text(String name) throws IOException, ServletException {
        Part part = request.getPart(name);
        if (part == null) {
            return null;
        }
        try (InputStream in = part.getInputStream()) {
            byte[] bytes = in.readNBytes(TEXT_BYTES_MAX + 1);
            if (bytes.length > TEXT_BYTES_MAX) {
                throw ApiProblem.tooLarge("the part " + name + " is larger than 64 kB");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /**
     * Known column to header (a null header leaves the column out), or header to known column;
     * null: not sent.
     */
    @Nullable Map<String, String> mapping() throws IOException, ServletException {
        String text = text("mapping");
        if (text == null || text.isBlank()) {
            return null;
        }
        JsonNode node = parsed(text);
        if (!node.isObject()) {
            throw ApiProblem.malformed("/mapping", "WRONG_TYPE", "is not a JSON object");
        }
        var mapping = new LinkedHashMap<String, String>();
        node.forEachEntry(
                (column, header) -> {
                    if (!header.isString() && !header.isNull()) {
                        throw ApiProblem.malformed(
                                "/mapping/" + column, "WRONG_TYPE", "is not a string");
                    }
                    mapping.put(column, header.isNull() ? "" : header.stringValue());
                });
        return mapping;
    }

    private static JsonNode parsed(String text) {
        try {
            return JSON.readTree(text);
        } catch (JacksonException broken) {
            throw ApiProblem.malformed("/mapping", "JSON_MALFORMED", "is not JSON");
        }
    }

    public static ApiProblem problem(LeadFileRefused refused) {
        return switch (refused.code()) {
            case "FILE_TOO_LARGE" -> ApiProblem.tooLarge(refused.detail());
            default ->
                    ApiProblem.invalid(
                            refused.pointer() == null ? "/file" : refused.pointer(),
                            refused.code(),
                            refused.detail());
        };
    }
}
