package io.carillon.activities.testing;

import java.util.Map;

/** Enough suppressed numbers that reading all of them is never the shortest way to one. */
public final class ManySuppressions {
    private ManySuppressions() {}

    public static void in(TestDatabase database, Rows rows) {
        rows.update(
                """
                INSERT INTO suppressions (id, organization_id, number, reason)
                SELECT gen_random_uuid(), :organization, '+1303' || 5000000 + n, 'test'
                FROM generate_series(1, 20000) AS n
                """,
                Map.of());
        database.asSuperuser("ANALYZE suppressions");
    }
}
