package io.carillon.api.http;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.Writer;

/** Requests so broken that the container itself refuses them get a problem as well, not a page. */
public final class ContainerProblems extends ErrorReportValve {
    @Override
    protected void report(Request request, Response response, @Nullable Throwable thrown) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        String code = status < 500 ? "BAD_REQUEST" : "INTERNAL";
        try {
            response.setContentType("application/problem+json");
            response.setCharacterEncoding("utf-8");
            Writer writer = response.getReporter();
            if (writer != null) {
                writer.write(
                        "{\"type\":\"urn:carillon:problem:%s\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\",\"code\":\"%s\",\"request_id\":\"%s\",\"errors\":[]}"
                                .formatted(
                                        code.toLowerCase(java.util.Locale.ROOT),
                                        status < 500 ? "Bad Request" : "Internal Server Error",
                                        status,
                                        "the request cannot be read as HTTP",
                                        code,
                                        RequestIds.of(request.getRequest())));
                response.finishResponse();
            }
        } catch (IOException | IllegalStateException gone) {
            // Nobody is left to be told.
            request.setAttribute(ContainerProblems.class.getName(), gone);
        }
    }
}
