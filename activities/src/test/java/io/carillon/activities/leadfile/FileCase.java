package io.carillon.activities.leadfile;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One of the files in {@code good/} and {@code bad/} and what is expected of it, which stands
 * beside it in {@code NAME.expected}: {@code status} (completed, unless said otherwise), {@code
 * failed=CODE} or {@code refused=CODE} (at upload), the buckets, {@code rejected.CODE}, {@code
 * warning.CODE}, encoding and delimiter. Looked at only where named: {@code phones} of the leads in
 * their order, {@code lines} of the rejected rows, {@code zones}, {@code variable.NAME}. Given
 * before: {@code country}, {@code countries}, {@code before} (a file imported before), {@code
 * mapping.COLUMN}.
 */
record FileCase(String name, Map<String, String> expected) {
    static final List<String> GIVEN = List.of("country", "countries", "before", "about");

    static Stream<FileCase> all() {
        return Stream.of("good", "bad").flatMap(folder -> names(folder).stream()).map(FileCase::of);
    }

    static List<String> names(String folder) {
        try (Stream<Path> files = Files.list(path("/leadfile/" + folder))) {
            return files.map(file -> folder + "/" + file.getFileName())
                    .filter(name -> !name.endsWith(".expected"))
                    .sorted()
                    .toList();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static FileCase of(String name) {
        try {
            var read = new Properties();
            read.load(
                    new StringReader(
                            Files.readString(
                                    path("/leadfile/" + name + ".expected"),
                                    StandardCharsets.UTF_8)));
            var expected = new TreeMap<String, String>();
            read.forEach((key, value) -> expected.put("" + key, "" + value));
            return new FileCase(name, expected);
        } catch (IOException broken) {
            throw new UncheckedIOException(name, broken);
        }
    }

    private static Path path(String resource) {
        try {
            var found = FileCase.class.getResource(resource);
            if (found == null) {
                throw new IllegalArgumentException(resource + " is not among the test files");
            }
            return Path.of(found.toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    String given(String key, String otherwise) {
        return expected.getOrDefault(key, otherwise);
    }

    List<String> givenList(String key, String otherwise) {
        return Arrays.asList(given(key, otherwise).split(" "));
    }

    /** What is expected of the import: everything but what was given. */
    Map<String, String> outcome() {
        var outcome = new TreeMap<>(expected);
        GIVEN.forEach(outcome::remove);
        outcome.keySet().removeIf(key -> key.startsWith("mapping."));
        if (!outcome.containsKey("refused")) {
            outcome.putIfAbsent("status", outcome.containsKey("failed") ? "failed" : "completed");
        }
        return outcome;
    }

    Map<String, String> mapping() {
        var mapping = new TreeMap<String, String>();
        expected.forEach(
                (key, value) -> {
                    if (key.startsWith("mapping.")) {
                        mapping.put(key.substring("mapping.".length()), value);
                    }
                });
        return mapping;
    }

    @Override
    public String toString() {
        return name + " (" + given("about", "") + ")";
    }
}
