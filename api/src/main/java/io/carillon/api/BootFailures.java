package io.carillon.api;

import java.sql.SQLException;

/** Why the process did not start, in one line for who started it. */
final class BootFailures {
    private BootFailures() {}

    static String line(Throwable broken) {
        Throwable root = broken;
        for (Throwable cause = broken; cause != null; cause = cause.getCause()) {
            root = cause;
            if (cause instanceof SQLException sql) {
                return "carillon api: the database cannot be used (DATABASE_URL): "
                        + firstLine(sql);
            }
        }
        return "carillon api: cannot start: " + firstLine(root);
    }

    private static String firstLine(Throwable cause) {
        String message = cause.getMessage();
        return message == null || message.isBlank()
                ? cause.getClass().getSimpleName()
                : message.lines().findFirst().orElse(message);
    }
}
