package io.carillon.activities.account;

import io.carillon.workflows.ids.CallId;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;

/** {@link AccountHealth} as columns of carrier_accounts. */
public final class HealthRows {
    static final String COLUMNS =
            """
            a.status, a.reason, a.failures, a.breaker_seconds, a.down_until, a.probe_call_id, a.pace_share,
                a.slowed_at, a.refused_at, a.well_since
            """;

    /** Of the account {@code a}, as an object. */
    public static final String JSON =
            """
            jsonb_build_object('status', a.status, 'reason', a.reason, 'failures', a.failures,
                'breaker', a.breaker_seconds, 'downUntil', a.down_until, 'probe', a.probe_call_id,
                'share', a.pace_share, 'slowedAt', a.slowed_at, 'refusedAt', a.refused_at,
                'wellSince', a.well_since)
            """;

    private HealthRows() {}

    /**
     * @param health made by {@link #JSON}
     */
    public static AccountHealth read(JsonNode health) {
        String probe = text(health, "probe");
        return new AccountHealth(
                AccountHealth.Status.ofWire(health.path("status").stringValue()),
                text(health, "reason"),
                health.path("failures").intValue(),
                health.path("breaker").isNull()
                        ? null
                        : Duration.ofSeconds(health.path("breaker").intValue()),
                instant(health, "downUntil"),
                probe == null ? null : new CallId(UUID.fromString(probe)),
                health.path("share").isNull() ? null : health.path("share").doubleValue(),
                instant(health, "slowedAt"),
                instant(health, "refusedAt"),
                instant(health, "wellSince"));
    }

    /** From {@link #COLUMNS}. */
    static AccountHealth read(ResultSet row) throws SQLException {
        Integer breaker = row.getObject("breaker_seconds", Integer.class);
        UUID probe = row.getObject("probe_call_id", UUID.class);
        return new AccountHealth(
                AccountHealth.Status.ofWire(row.getString("status")),
                row.getString("reason"),
                row.getInt("failures"),
                breaker == null ? null : Duration.ofSeconds(breaker),
                instant(row, "down_until"),
                probe == null ? null : new CallId(probe),
                row.getObject("pace_share", Double.class),
                instant(row, "slowed_at"),
                instant(row, "refused_at"),
                instant(row, "well_since"));
    }

    private static @Nullable String text(JsonNode node, String name) {
        return node.path(name).isNull() ? null : node.path(name).stringValue();
    }

    private static @Nullable Instant instant(JsonNode node, String name) {
        String text = text(node, name);
        return text == null ? null : OffsetDateTime.parse(text).toInstant();
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
