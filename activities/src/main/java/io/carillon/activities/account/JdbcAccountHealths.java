package io.carillon.activities.account;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.event.Outbox;
import io.carillon.workflows.ids.AccountId;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.OrganizationId;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

final class JdbcAccountHealths implements AccountHealths {
    private static final Logger LOG = LoggerFactory.getLogger(JdbcAccountHealths.class);

    private static final String LOCK =
            """
            SELECT a.organization_id, a.carrier, a.name, carillon_now() AS now,
            """
                    + HealthRows.COLUMNS
                    + """
                    FROM carrier_accounts a
                    WHERE a.id = :account
                    FOR NO KEY UPDATE
                    """;

    private static final String WRITE =
            """
            UPDATE carrier_accounts
            SET status = :status,
                reason = :reason,
                failures = :failures,
                breaker_seconds = :breaker,
                down_until = :down_until,
                probe_call_id = :probe,
                pace_share = :share,
                slowed_at = :slowed_at,
                refused_at = :refused_at,
                well_since = :well_since
            WHERE id = :account
            """;

    private final Transactions transactions;
    private final Outbox outbox;

    JdbcAccountHealths(Transactions transactions, Outbox outbox) {
        this.transactions = transactions;
        this.outbox = outbox;
    }

    private record Locked(
            OrganizationId organization,
            String carrier,
            String name,
            Instant now,
            AccountHealth health) {}

    @Override
    public void tell(AccountId account, CallId call, Instant sentAt, DialNews news) {
        transactions.system(
                () -> {
                    Locked locked = lock(account);
                    AccountHealth before = locked.health();
                    AccountHealth after = before.after(news, call, sentAt, locked.now());
                    if (!after.equals(before)) {
                        write(account, after);
                        told(account, locked, after);
                    }
                });
    }

    private Locked lock(AccountId account) {
        return transactions
                .jdbc()
                .sql(LOCK)
                .param("account", account.value())
                .query(JdbcAccountHealths::locked)
                .single();
    }

    private static Locked locked(ResultSet row, int n) throws SQLException {
        return new Locked(
                new OrganizationId(row.getObject("organization_id", UUID.class)),
                row.getString("carrier"),
                row.getString("name"),
                row.getObject("now", OffsetDateTime.class).toInstant(),
                HealthRows.read(row));
    }

    private void write(AccountId account, AccountHealth health) {
        transactions
                .jdbc()
                .sql(WRITE)
                .param("account", account.value())
                .param("status", health.status().wire())
                .param("reason", health.reason(), Types.VARCHAR)
                .param("failures", health.failures())
                .param(
                        "breaker",
                        health.breaker() == null ? null : (int) health.breaker().toSeconds(),
                        Types.INTEGER)
                .param("down_until", time(health.downUntil()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("probe", health.probe() == null ? null : health.probe().value(), Types.OTHER)
                .param("share", health.share(), Types.DOUBLE)
                .param("slowed_at", time(health.slowedAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("refused_at", time(health.refusedAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("well_since", time(health.wellSince()), Types.TIMESTAMP_WITH_TIMEZONE)
                .update();
    }

    private void told(AccountId account, Locked locked, AccountHealth after) {
        AccountHealth before = locked.health();
        if (after.status() != before.status()) {
            String type = "account." + after.status().wire();
            outbox.append(
                    new Outbox.Event(
                            locked.organization(),
                            type,
                            account.toString(),
                            locked.now(),
                            null,
                            null,
                            data(account, locked, after)));
            transactions.afterCommit(() -> log(type, account, after));
        } else if (after.slowedAt() != null && !after.slowedAt().equals(before.slowedAt())) {
            transactions.afterCommit(
                    () ->
                            LOG.atInfo()
                                    .addKeyValue("account", account)
                                    .addKeyValue("share", after.share())
                                    .log("account.slowed"));
        }
    }

    private static void log(String type, AccountId account, AccountHealth health) {
        var level = health.status() == AccountHealth.Status.ACTIVE ? LOG.atInfo() : LOG.atWarn();
        level.addKeyValue("account", account).addKeyValue("reason", health.reason()).log(type);
    }

    private static Map<String, @Nullable Object> data(
            AccountId account, Locked locked, AccountHealth health) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("account_id", account.toString());
        data.put("carrier", locked.carrier());
        data.put("name", locked.name());
        data.put("status", health.status().wire());
        data.put("reason", health.reason());
        data.put("down_until", health.downUntil() == null ? null : health.downUntil().toString());
        return data;
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant at) {
        return at == null ? null : at.atOffset(ZoneOffset.UTC);
    }
}
