package io.carillon.activities.organization;

import io.carillon.activities.database.Transactions;
import io.carillon.workflows.ids.AccountId;
import io.carillon.workflows.ids.CallerIdId;
import io.carillon.workflows.ids.OrganizationId;
import io.carillon.workflows.phone.PhoneNumber;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Numbers an organization may show. Every method joins the current transaction or opens one. */
public interface CallerIdStore {
    /** That of this database; for wiring and for tests. */
    static CallerIdStore over(Transactions transactions) {
        return new JdbcCallerIdStore(transactions);
    }

    /**
     * @param verifiedBy how it was proved; null: it is pending until somebody proves it
     * @return empty when the number is there already for this carrier
     */
    Optional<CallerId> insert(
            OrganizationId organization,
            PhoneNumber number,
            String carrier,
            Manner manner,
            @Nullable String verifiedBy);

    Optional<CallerId> find(OrganizationId organization, CallerIdId id);

    /** Oldest first; retired ones are left out. */
    List<CallerId> list(OrganizationId organization, @Nullable UUID after, int limit);

    /** Limits hold for the calls of the day that were before them, too. */
    void update(OrganizationId organization, CallerIdId id, Manner manner);

    /** It is shown no more; a number in use by calls stays known. False when there is none. */
    boolean retire(OrganizationId organization, CallerIdId id);

    /**
     * How it is used.
     *
     * @param maxCallsPerDay null: no cap
     * @param coolDownSeconds least time between two calls that show it; null: none
     * @param expectedAttestation STIR/SHAKEN level its carrier signs calls with: A, B or C; null:
     *     not known
     */
    record Manner(
            @Nullable String label,
            @Nullable Integer maxCallsPerDay,
            @Nullable Integer coolDownSeconds,
            @Nullable String expectedAttestation) {
        public static final Manner PLAIN = new Manner(null, null, null, null);

        public boolean limited() {
            return maxCallsPerDay != null || coolDownSeconds != null;
        }
    }

    /**
     * @param status {@code pending} or {@code verified}
     * @param verifiedAt when it was proved first
     * @param proof how; null: it was not yet
     * @param refusal what its carrier last refused; null: nothing, or it was proved again since
     */
    record CallerId(
            CallerIdId id,
            PhoneNumber number,
            String carrier,
            Manner manner,
            String status,
            @Nullable Instant verifiedAt,
            @Nullable Proof proof,
            @Nullable Refusal refusal,
            Instant createdAt) {}

    /**
     * @param by {@code simulator}, {@code carrier}, {@code operator} or {@code code_call}
     * @param accounts those whose carrier lists it, through which alone it is shown; null: through
     *     any of its carrier
     * @param approval the operator's evidence; null: somebody else proved it
     */
    record Proof(String by, @Nullable List<AccountId> accounts, @Nullable String approval) {}

    /** For an hour after {@code at} it is not shown through the account. */
    record Refusal(AccountId account, Instant at, @Nullable String cause) {}
}
