package io.carillon.activities.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.database.UuidV7;
import io.carillon.activities.testing.Rows;
import io.carillon.activities.testing.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.UUID;

class BacklogMetersTest {
    private static final TestDatabase DATABASE = TestDatabase.open();

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @Test
    void showsWhatWaitsAndSinceWhen() {
        Rows rows = Rows.in(DATABASE);
        UUID placed = event(rows, 1, 1L);
        event(rows, 2, null);
        event(rows, 3, null);
        UUID failing = endpoint(rows, "active");
        endpoint(rows, "disabled");
        rows.update(
                """
                INSERT INTO deliveries (id, organization_id, endpoint_id, event_id, position, status, created_at)
                SELECT :id, :organization, :endpoint, :event, 1, 'pending', carillon_now() - interval '2 hours'
                """,
                Map.of("id", UuidV7.next(), "endpoint", failing, "event", placed));

        new BacklogMeters(DATABASE.transactions()).bindTo(registry);

        assertThat(value("carillon.events.waiting")).isEqualTo(2);
        assertThat(value("carillon.events.oldest.age")).isBetween(3600.0, 7000.0);
        assertThat(value("carillon.deliveries.waiting")).isEqualTo(1);
        assertThat(value("carillon.deliveries.oldest.age")).isBetween(7200.0, 10_600.0);
        assertThat(value("carillon.webhook.endpoints.disabled")).isEqualTo(1);
    }

    @Test
    void isNoNumberWhileTheDatabaseIsGone() {
        TestDatabase gone = TestDatabase.open();
        new BacklogMeters(gone.transactions()).bindTo(registry);

        gone.close();

        assertThat(value("carillon.events.waiting")).isNaN();
    }

    private double value(String name) {
        return registry.get(name).gauge().value();
    }

    private static UUID event(
            Rows rows, int sequence, @org.jspecify.annotations.Nullable Long position) {
        UUID id = UuidV7.next();
        rows.update(
                """
                INSERT INTO events (id, organization_id, type, subject_id, sequence, at, data, position)
                VALUES (:id, :organization, 'call.ringing', 'call_x', :sequence, carillon_now() - interval '1 hour', '{}',
                    nullif(:position, 0))
                """,
                Map.of(
                        "id",
                        id,
                        "sequence",
                        sequence,
                        "position",
                        position == null ? 0L : position));
        return id;
    }

    private static UUID endpoint(Rows rows, String status) {
        UUID id = UuidV7.next();
        rows.update(
                """
                INSERT INTO webhook_endpoints (id, organization_id, url, events, secret_sealed, status)
                VALUES (:id, :organization, 'https://example.com', '{*}', '', :status)
                """,
                Map.of("id", id, "status", status));
        return id;
    }
}
