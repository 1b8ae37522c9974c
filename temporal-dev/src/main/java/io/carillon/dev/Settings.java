package io.carillon.dev;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.Map;

/**
 * The environment, read once.
 *
 * @param databaseUrl null: PostgreSQL is embedded
 * @param temporalAddress null: a development server is started
 * @param temporal the namespace
 */
record Settings(
        Home home,
        Ports ports,
        @Nullable String databaseUrl,
        @Nullable String temporalAddress,
        String namespace,
        String speed,
        String publicUrl,
        Map<String, String> environment) {

    private static final int API_PORT = 8080;

    static Settings of(Map<String, String> environment, @Nullable String speed) {
        int port = port(environment, "CARILLON_PORT", API_PORT);
        if (port + Ports.SPAN > 65_535) {
            throw new CannotStart(
                    "CARILLON_PORT is "
                            + port
                            + ": the highest possible is "
                            + (65_535 - Ports.SPAN));
        }
        return new Settings(
                new Home(
                        Path.of(
                                value(
                                        environment,
                                        "CARILLON_HOME",
                                        System.getProperty("user.home") + "/.carillon"))),
                new Ports(port, port(environment, "TEMPORAL_UI_PORT", port + 7)),
                optional(environment, "DATABASE_URL"),
                optional(environment, "TEMPORAL_ADDRESS"),
                value(environment, "TEMPORAL_NAMESPACE", "default"),
                speed(speed == null ? value(environment, "CARILLON_SIMULATOR_SPEED", "1") : speed),
                value(environment, "CARILLON_PUBLIC_URL", "http://127.0.0.1:" + port),
                environment);
    }

    boolean embedsPostgresql() {
        return databaseUrl == null;
    }

    boolean embedsTemporal() {
        return temporalAddress == null;
    }

    String api() {
        return "http://127.0.0.1:" + ports.api();
    }

    String temporal() {
        return temporalAddress == null ? "127.0.0.1:" + ports.temporal() : temporalAddress;
    }

    String simulator() {
        return "http://127.0.0.1:" + ports.simulator();
    }

    private static String speed(String text) {
        try {
            double value = Double.parseDouble(text);
            if (value >= 0.1 && value <= 10_000) {
                return text;
            }
        } catch (NumberFormatException unreadable) {
            // falls through to the refusal
        }
        throw new CannotStart(
                "speed is " + text + ": expected a number from 0.1 to 10000 (1 is real time)");
    }

    private static int port(Map<String, String> environment, String name, int standard) {
        String text = optional(environment, name);
        if (text == null) {
            return standard;
        }
        if (!text.matches("[0-9]{1,5}")
                || Integer.parseInt(text) < 1
                || Integer.parseInt(text) > 65_535) {
            throw new CannotStart(name + " is " + text + ": expected a port, 1 to 65535");
        }
        return Integer.parseInt(text);
    }

    private static String value(Map<String, String> environment, String name, String standard) {
        String text = optional(environment, name);
        return text == null ? standard : text;
    }

    private static @Nullable String optional(Map<String, String> environment, String name) {
        String text = environment.get(name);
        return text == null || text.isBlank() ? null : text.strip();
    }
}
