package io.carillon.api.number;

import io.carillon.activities.organization.CallerIdStore.CallerId;
import io.carillon.activities.organization.CallerIdStore.Proof;
import io.carillon.activities.organization.CallerIdStore.Refusal;
import io.carillon.workflows.ids.AccountId;
import io.carillon.workflows.ids.CallerIdId;
import io.carillon.workflows.phone.PhoneNumber;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * A caller id as users see it.
 *
 * @param verifiedBy {@code simulator}, {@code carrier}, {@code operator}, {@code code_call}; null:
 *     nobody yet
 * @param accounts the carrier accounts that list it, through which alone it is shown; null: through
 *     any of its carrier
 * @param expectedAttestation A, B or C, as its owner knows; null: not known
 * @param refused what its carrier last refused; null: nothing
 */
record CallerIdView(
        CallerIdId id,
        PhoneNumber number,
        String carrier,
        @Nullable String label,
        String status,
        @Nullable Integer maxCallsPerDay,
        @Nullable Integer coolDownSeconds,
        @Nullable String expectedAttestation,
        @Nullable Instant verifiedAt,
        @Nullable String verifiedBy,
        @Nullable String approval,
        @Nullable List<AccountId> accounts,
        @Nullable Refused refused,
        Instant createdAt) {
    record Refused(AccountId account, Instant at, @Nullable String cause) {
        static @Nullable Refused of(@Nullable Refusal refusal) {
            return refusal == null
                    ? null
                    : new Refused(refusal.account(), refusal.at(), refusal.cause());
        }
    }

    static CallerIdView of(CallerId row) {
        Proof proof = row.proof();
        return new CallerIdView(
                row.id(),
                row.number(),
                row.carrier(),
                row.manner().label(),
                row.status(),
                row.manner().maxCallsPerDay(),
                row.manner().coolDownSeconds(),
                row.manner().expectedAttestation(),
                row.verifiedAt(),
                proof == null ? null : proof.by(),
                proof == null ? null : proof.approval(),
                proof == null ? null : proof.accounts(),
                Refused.of(row.refusal()),
                row.createdAt());
    }
}
