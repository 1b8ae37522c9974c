package io.carillon.activities.carrier;

import io.carillon.workflows.ids.AccountId;
import io.carillon.workflows.ids.OrganizationId;

import org.jspecify.annotations.Nullable;

/**
 * A carrier account as its row was at one moment: what was judged and what is dialed with are the
 * same.
 *
 * @param baseUrl null: the carrier's own host
 * @param credentials encrypted; null: none
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
public record SealedAccount(
        AccountId id,
        OrganizationId organization,
        String carrier,
        @Nullable String baseUrl,
        byte @Nullable [] credentials) {
    @Override
    public String toString() {
        return "SealedAccount[" + id + ", " + carrier + ", credentials=***]";
    }
}
