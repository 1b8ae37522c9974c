package io.carillon.api.http;

import java.util.Locale;

/** What can go wrong while a multipart body is read. */
final class Uploads {
    private Uploads() {}

    /** 413 when any cause says that a limit was passed, else 400. */
    static ApiProblem problem(Throwable broken) {
        for (Throwable cause = broken; cause != null; cause = cause.getCause()) {
            String name = cause.getClass().getSimpleName().toLowerCase(Locale.ROOT);
            if (name.contains("sizelimit") || name.contains("sizeexceeded")) {
                return ApiProblem.tooLarge("the upload is larger than allowed");
            }
            if (name.contains("countlimit")) {
                return ApiProblem.tooLarge("the upload has more parts than allowed");
            }
        }
        return ApiProblem.malformed("", "MULTIPART_MALFORMED", "the multipart body cannot be read");
    }
}
