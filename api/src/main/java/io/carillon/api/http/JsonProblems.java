package io.carillon.api.http;

import org.springframework.http.converter.HttpMessageNotReadableException;

import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** What Jackson could not read, with a JSON Pointer. The client's text is not repeated. */
final class JsonProblems {
    private JsonProblems() {}

    static ApiProblem of(HttpMessageNotReadableException unreadable) {
        for (Throwable cause = unreadable; cause != null; cause = cause.getCause()) {
            if (cause instanceof ApiProblem problem) {
                return problem;
            }
            if (cause instanceof JacksonException json) {
                return of(json);
            }
        }
        return ApiProblem.malformed("", "BODY_MISSING", "a JSON body is expected");
    }

    static ApiProblem of(JacksonException json) {
        return switch (json) {
            case UnrecognizedPropertyException unknown ->
                    ApiProblem.malformed(
                            pointer(unknown), "UNKNOWN_MEMBER", "there is no member of this name");
            case StreamReadException broken -> broken(broken);
            case DatabindException wrong ->
                    ApiProblem.malformed(
                            pointer(wrong), "WRONG_TYPE", "has the wrong type or an unknown value");
            default -> ApiProblem.malformed("", "JSON_MALFORMED", "the body is not readable JSON");
        };
    }

    private static ApiProblem broken(StreamReadException broken) {
        var where = broken.getLocation();
        String place =
                where == null || where.getLineNr() < 1
                        ? ""
                        : " at line " + where.getLineNr() + ", column " + where.getColumnNr();
        return ApiProblem.malformed("", "JSON_MALFORMED", "the body is not JSON" + place);
    }

    private static String pointer(JacksonException json) {
        var pointer = new StringBuilder();
        for (JacksonException.Reference step : json.getPath()) {
            String name = step.getPropertyName();
            pointer.append('/')
                    .append(
                            name == null
                                    ? Integer.toString(step.getIndex())
                                    : name.replace("~", "~0").replace("/", "~1"));
        }
        return pointer.toString();
    }
}
