package io.carillon.dev;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * {@code up [leads.csv] [--speed N] [--exit-when-done] [--services]}.
 *
 * @param leads the file to call; null: only start
 * @param speed of the simulated carrier; null: as in the environment
 * @param services run what docker-compose.yml runs, as processes
 */
record Arguments(
        @Nullable Path leads, @Nullable String speed, boolean exitWhenDone, boolean services) {
    private static final String USAGE =
            "usage: temporal-dev/up [leads.csv] [--speed N] [--exit-when-done] [--services]";

    static Arguments of(String... words) {
        Path leads = null;
        String speed = null;
        boolean exitWhenDone = false;
        boolean services = false;
        for (int i = 0; i < words.length; i++) {
            String word = words[i];
            if (word.equals("--exit-when-done")) {
                exitWhenDone = true;
            } else if (word.equals("--services")) {
                services = true;
            } else if (word.equals("--speed") && i + 1 < words.length) {
                speed = words[++i];
            } else if (word.startsWith("--speed=")) {
                speed = word.substring("--speed=".length());
            } else if (word.startsWith("-") || leads != null) {
                throw new CannotStart("do not understand " + word + "; " + USAGE);
            } else {
                leads = readable(Path.of(word));
            }
        }
        if (exitWhenDone && leads == null) {
            throw new CannotStart("--exit-when-done needs a file of leads; " + USAGE);
        }
        return new Arguments(leads, speed, exitWhenDone, services);
    }

    private static Path readable(Path file) {
        if (!Files.exists(file)) {
            throw new CannotStart("there is no file " + file);
        }
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new CannotStart(file + " is not a file that can be read");
        }
        try {
            if (Files.size(file) == 0) {
                throw new CannotStart(
                        file + " is empty: expected a header line and a row for each lead");
            }
            if (!Files.isWritable(file.toAbsolutePath().getParent())) {
                throw new CannotStart(
                        "the results go beside " + file + ", and that folder cannot be written");
            }
        } catch (IOException refused) {
            throw new CannotStart("cannot read " + file + ": " + refused.getMessage());
        }
        return file.toAbsolutePath().normalize();
    }
}
