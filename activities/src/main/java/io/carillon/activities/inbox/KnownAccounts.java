package io.carillon.activities.inbox;

import io.carillon.activities.carrier.CarrierAccount;
import io.carillon.activities.carrier.CarrierAccounts;
import io.carillon.workflows.ids.AccountId;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Accounts callbacks are checked with. A carrier waits for its answer with a person on the line:
 * where the database is slow, the account is taken as it was read last.
 */
final class KnownAccounts {
    private static final Duration FRESH = Duration.ofSeconds(1);

    // Of the half second in which a document should be there.
    private static final Duration PATIENCE = Duration.ofMillis(50);

    private final CarrierAccounts accounts;
    private final Map<AccountId, Read> read = new ConcurrentHashMap<>();
    private final Executor threads =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("accounts-", 0).factory());

    KnownAccounts(CarrierAccounts accounts) {
        this.accounts = accounts;
    }

    private record Read(CarrierAccount account, long nanos) {
        boolean fresh() {
            return System.nanoTime() - nanos < FRESH.toNanos();
        }
    }

    /** As {@link CarrierAccounts#lately}, or older where that takes too long. */
    CarrierAccount of(AccountId id) {
        Read known = read.get(id);
        if (known == null) {
            return readNow(id);
        }
        return known.fresh() ? known.account() : readAgain(id, known);
    }

    private CarrierAccount readAgain(AccountId id, Read known) {
        try {
            return CompletableFuture.supplyAsync(() -> readNow(id), threads)
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            return known.account();
        } catch (ExecutionException failed) {
            return unlessRefused(failed.getCause(), known);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return known.account();
        }
    }

    /** That there is no such account any more is an answer; that the database is away is none. */
    private static CarrierAccount unlessRefused(@Nullable Throwable cause, Read known) {
        if (cause instanceof IllegalArgumentException gone) {
            throw gone;
        }
        if (cause instanceof IllegalStateException sealed) {
            throw sealed;
        }
        return known.account();
    }

    private CarrierAccount readNow(AccountId id) {
        CarrierAccount account = accounts.lately(id);
        read.put(id, new Read(account, System.nanoTime()));
        return account;
    }
}
