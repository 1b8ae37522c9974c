package io.carillon.api.organization;

import io.carillon.activities.organization.OrganizationStore.Limits;
import io.carillon.activities.organization.OrganizationStore.Organization;
import io.carillon.workflows.ids.OrganizationId;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Map;

/** An organization as the operator sees it. */
record OrganizationView(
        OrganizationId id,
        String name,
        String status,
        int weight,
        LimitsView limits,
        Instant createdAt) {
    /** Null: no limit. Money is a decimal string. */
    record LimitsView(
            @Nullable Long maxCallsPerDay,
            @Nullable String maxSpendPerDay,
            Map<String, Integer> callsPerNumber) {}

    static OrganizationView of(Organization organization) {
        Limits limits = organization.limits();
        return new OrganizationView(
                organization.id(),
                organization.name(),
                organization.status(),
                organization.weight(),
                new LimitsView(
                        limits.maxCallsPerDay(),
                        limits.maxSpendPerDay() == null
                                ? null
                                : limits.maxSpendPerDay().toPlainString(),
                        limits.callsPerNumber()),
                organization.createdAt());
    }
}
