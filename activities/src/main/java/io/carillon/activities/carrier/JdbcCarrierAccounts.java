package io.carillon.activities.carrier;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.organization.Sealer;
import io.carillon.workflows.ids.AccountId;
import io.carillon.workflows.ids.OrganizationId;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** {@link CarrierAccounts} in their table. */
final class JdbcCarrierAccounts implements CarrierAccounts {
    private static final String OPEN =
            """
            SELECT id, organization_id, carrier, base_url, credentials_sealed
            FROM carrier_accounts
            WHERE id = :account
            """;

    private static final Duration LATELY = Duration.ofSeconds(1);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Transactions transactions;
    private final Sealer sealer;
    private final Map<AccountId, Opening> openings = new ConcurrentHashMap<>();

    /**
     * A read that is under way or done. Held no longer than it counts as lately; there are as many
     * as accounts that are in use.
     *
     * @param nanos when it began
     */
    private record Opening(CompletableFuture<CarrierAccount> account, long nanos) {
        boolean lately(long now) {
            return now - nanos < LATELY.toNanos();
        }
    }

    JdbcCarrierAccounts(Transactions transactions, Sealer sealer) {
        this.transactions = transactions;
        this.sealer = sealer;
    }

    @Override
    public CarrierAccount open(AccountId account) {
        return transactions
                .system(
                        () ->
                                transactions
                                        .jdbc()
                                        .sql(OPEN)
                                        .param("account", account.value())
                                        .query((row, n) -> read(row))
                                        .optional())
                .orElseThrow(() -> new IllegalArgumentException("no carrier account " + account));
    }

    @Override
    public CarrierAccount open(SealedAccount account) {
        return new CarrierAccount(
                account.id(),
                account.organization(),
                account.carrier(),
                account.baseUrl(),
                credentials(account.credentials()));
    }

    /** One read serves all who ask within its second, those who come while it is under way too. */
    @Override
    public CarrierAccount lately(AccountId account) {
        long now = System.nanoTime();
        var own = new Opening(new CompletableFuture<>(), now);
        Opening opening =
                openings.compute(
                        account, (id, known) -> known != null && known.lately(now) ? known : own);
        return opening == own ? open(account, own) : opened(account, opening);
    }

    private CarrierAccount open(AccountId account, Opening own) {
        try {
            CarrierAccount read = open(account);
            own.account().complete(read);
            return read;
        } finally {
            // Only where it failed: nobody is told of it again, and those who wait read themselves.
            if (own.account().cancel(false)) {
                openings.remove(account, own);
            }
        }
    }

    private CarrierAccount opened(AccountId account, Opening opening) {
        try {
            return opening.account().join();
        } catch (CancellationException failed) {
            return open(account);
        }
    }

    @Override
    public byte[] seal(Map<String, String> credentials) {
        return sealer.seal(JSON.writeValueAsString(credentials).getBytes(StandardCharsets.UTF_8));
    }

    private CarrierAccount read(ResultSet row) throws SQLException {
        return open(
                new SealedAccount(
                        new AccountId(row.getObject("id", UUID.class)),
                        new OrganizationId(row.getObject("organization_id", UUID.class)),
                        row.getString("carrier"),
                        row.getString("base_url"),
                        row.getBytes("credentials_sealed")));
    }

    private Map<String, String> credentials(byte @Nullable [] sealed) {
        return sealed == null
                ? Map.of()
                : JSON.readValue(sealer.open(sealed), new TypeReference<Map<String, String>>() {});
    }
}
