package io.carillon.activities.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The runbook as an operator reads it: its headings, and the steps it says to take. */
public final class Runbook {
    /** Beside every module. */
    private static final Path FILE = Path.of("..", ".github", "operations", "runbook.md");

    // A step is fenced with a language and its name: ```sql restore-suspend
    private static final String STEP = "(?ms)^ *```[a-z]+ %s$\n(.*?)^ *```$";

    private static final Pattern REQUEST =
            Pattern.compile("`((?:GET|POST|PATCH|DELETE) /api/[^ `]+)");

    private static final Pattern HEADING = Pattern.compile("(?m)^#{2,3} (.+)$");

    private final String text;

    private Runbook(String text) {
        this.text = text;
    }

    public static Runbook read() {
        try {
            return new Runbook(Files.readString(FILE));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    public String text() {
        return text;
    }

    public List<String> headings() {
        return HEADING.matcher(text).results().map(heading -> heading.group(1)).toList();
    }

    /** Method and path, as in {@code GET /api/v1/leads/{id}/trace}. */
    public List<String> requests() {
        return REQUEST.matcher(text).results().map(request -> request.group(1)).toList();
    }

    /** What the step of that name says, its statements one by one. */
    public List<String> step(String name) {
        Matcher step = Pattern.compile(STEP.formatted(Pattern.quote(name))).matcher(text);
        List<String> said = step.results().map(found -> found.group(1)).toList();
        if (said.size() != 1) {
            throw new IllegalStateException(
                    "the runbook says " + name + " " + said.size() + " times");
        }
        var statements = new ArrayList<String>();
        for (String statement : said.getFirst().split(";\\s*(\n|$)", -1)) {
            if (!statement.isBlank()) {
                statements.add(statement.strip());
            }
        }
        return statements;
    }

    /** psql's {@code \copy}, as the statement it sends. */
    public String copied(String name) {
        MatchResult copy =
                Pattern.compile("\\\\copy (\\w+) FROM '[^']+' (.+)")
                        .matcher(step(name).getFirst())
                        .results()
                        .findFirst()
                        .orElseThrow();
        return "COPY " + copy.group(1) + " FROM STDIN " + copy.group(2);
    }
}
