package io.carillon.activities.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One promise, as a statement that yields a row {@code (id, wrong)} for each row it examines. Not
 * known to be right is wrong: null counts as a violation.
 *
 * @param name in words
 * @param subject prefix of the ids, {@code call}; {@code text}: they are written already
 */
record Invariant(String name, String subject, String sql) {
    /** What several statements begin with, by the name they call it; limits ask for campaigns. */
    private static final List<String> PARTS =
            List.of("limits", "steady-campaigns", "organization-limits", "caller-id-limits");

    // Ids are sorted, so that two examinations of the same rows say the same.
    private static final String COUNT =
            """
            SELECT examined, violations, ARRAY(
                SELECT %s FROM unnest(ids) WITH ORDINALITY AS one (id, nth) ORDER BY nth LIMIT %d) AS ids
            FROM (
                SELECT count(*) AS examined, count(*) FILTER (WHERE wrong IS NOT FALSE) AS violations,
                    array_agg(id ORDER BY id) FILTER (WHERE wrong IS NOT FALSE) AS ids
                FROM (
            %s
                ) AS each) AS counted
            """;

    /**
     * @param file whose first line is {@code -- subject: name in words}
     */
    static Invariant of(String file) {
        String sql = resource(file);
        String[] head = sql.lines().findFirst().orElseThrow().substring("-- ".length()).split(": ");
        for (String part : PARTS) {
            String name = "{" + part + "}";
            sql = sql.contains(name) ? sql.replace(name, resource(part + ".sql")) : sql;
        }
        return new Invariant(head[1], head[0], sql);
    }

    /** The statement that counts, with the first ids in written form. */
    String counting() {
        String written =
                subject.equals("text") ? "one.id" : "written_id('" + subject + "', one.id)";
        return COUNT.formatted(written, Examined.IDS_KEPT, sql);
    }

    private static String resource(String file) {
        try (InputStream stream = Invariant.class.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalStateException("invariant " + file + " is not on the class path");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
