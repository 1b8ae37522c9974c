package io.carillon.api.number;

import io.carillon.activities.organization.CarrierAccountStore.Account;
import io.carillon.activities.organization.CarrierAccountStore.Terms;
import io.carillon.workflows.ids.AccountId;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * A carrier account as users see it: never its credentials.
 *
 * @param pricePerMinute decimal string; null: not known
 * @param status {@code active}; {@code paused} until a person sets it active; {@code down} until
 *     one call, let through as a probe, is answered
 * @param slowedTo calls per second while its carrier asks for fewer; null: as the limits say
 * @param downUntil when the next probe is let through; null: it is not down
 * @param balance decimal string; null: the carrier has not said
 */
record CarrierAccountView(
        AccountId id,
        String carrier,
        String name,
        boolean hasCredentials,
        @Nullable String baseUrl,
        Limits limits,
        @Nullable String pricePerMinute,
        String currency,
        String status,
        @Nullable String reason,
        @Nullable BigDecimal slowedTo,
        @Nullable Instant downUntil,
        @Nullable String balance,
        Instant createdAt) {
    record Limits(BigDecimal callsPerSecond, int maxConcurrent) {}

    static CarrierAccountView of(Account account) {
        Terms terms = account.terms();
        return new CarrierAccountView(
                account.id(),
                account.carrier(),
                terms.name(),
                account.hasCredentials(),
                terms.baseUrl(),
                new Limits(plain(terms.callsPerSecond()), terms.maxConcurrent()),
                money(terms.pricePerMinute()),
                terms.currency(),
                terms.status(),
                terms.reason(),
                account.slowedTo() == null ? null : plain(account.slowedTo()),
                account.downUntil(),
                money(account.balance()),
                account.createdAt());
    }

    private static BigDecimal plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    private static @Nullable String money(@Nullable BigDecimal money) {
        return money == null ? null : money.stripTrailingZeros().toPlainString();
    }
}
