package io.carillon.activities.organization;

import io.carillon.workflows.ids.OrganizationId;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The tenants. Every method joins the current transaction or opens one of the system's. */
public interface OrganizationStore {
    /** An active organization with weight 1, no limits and its simulator account. */
    Organization insert(String name);

    Optional<Organization> find(OrganizationId id);

    /** Oldest first. */
    List<Organization> list(@Nullable UUID after, int limit);

    /** False when there is no such organization. */
    boolean update(Organization organization);

    /**
     * @param weight share of the installation's pace, 1..1000
     */
    record Organization(
            OrganizationId id,
            String name,
            String status,
            int weight,
            Limits limits,
            Instant createdAt) {}

    /**
     * Null or absent: no limit.
     *
     * @param callsPerNumber by window: {@code PT24H}, {@code P7D}, {@code P30D}
     */
    record Limits(
            @Nullable Long maxCallsPerDay,
            @Nullable BigDecimal maxSpendPerDay,
            Map<String, Integer> callsPerNumber) {
        public Limits {
            callsPerNumber = Map.copyOf(callsPerNumber);
        }

        public static Limits none() {
            return new Limits(null, null, Map.of());
        }
    }
}
