package io.carillon.activities.organization;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.testing.Rows;
import io.carillon.activities.testing.TestDatabase;

import org.junit.jupiter.api.Test;

import java.util.Map;

/** Old answers go, however many they are; younger ones stay. */
class IdempotencyPurgeTest {
    private static final String KEPT =
            """
            INSERT INTO idempotency_keys (organization_id, key, request_hash, created_at)
            SELECT :organization, :name || n, '\\x00', carillon_now() - :age::interval
            FROM generate_series(1, :keys) AS n
            """;

    @Test
    void goesPageByPage() {
        try (TestDatabase database = TestDatabase.open()) {
            Rows rows = Rows.in(database);
            rows.update(KEPT, Map.of("name", "old", "age", "25 hours", "keys", 45_000));
            rows.update(KEPT, Map.of("name", "young", "age", "23 hours", "keys", 3));
            var store = new JdbcIdempotencyStore(database.transactions());

            assertThat(store.purge()).isEqualTo(45_000);
            assertThat(
                            rows.value(
                                    Long.class,
                                    "SELECT count(*) FROM idempotency_keys WHERE :id = ''",
                                    ""))
                    .isEqualTo(3);
            assertThat(store.purge()).isZero();
        }
    }
}
