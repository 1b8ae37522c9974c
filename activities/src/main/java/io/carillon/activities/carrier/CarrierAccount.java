package io.carillon.activities.carrier;

import io.carillon.workflows.ids.AccountId;
import io.carillon.workflows.ids.OrganizationId;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * How to reach a carrier. Credentials are opened; printing hides them. {@code baseUrl} null: the
 * carrier's own host.
 */
public record CarrierAccount(
        AccountId id,
        OrganizationId organization,
        String carrier,
        @Nullable String baseUrl,
        Map<String, String> credentials) {
    @Override
    public String toString() {
        return "CarrierAccount[" + id + ", " + carrier + ", credentials=***]";
    }
}
