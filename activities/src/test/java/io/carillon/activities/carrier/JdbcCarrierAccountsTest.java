package io.carillon.activities.carrier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.carillon.activities.call.Unsealed;
import io.carillon.activities.testing.CountedTransactions;
import io.carillon.activities.testing.Rows;
import io.carillon.activities.testing.TestDatabase;
import io.carillon.workflows.ids.AccountId;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

/** Accounts as they were a moment ago. */
class JdbcCarrierAccountsTest {
    private static final TestDatabase DATABASE = TestDatabase.open();

    private final CountedTransactions transactions =
            new CountedTransactions(DATABASE.transactions());
    private final CarrierAccounts accounts = new JdbcCarrierAccounts(transactions, new Unsealed());
    private final AccountId account = new AccountId(Rows.in(DATABASE).account());
    private final ConcurrentLinkedQueue<CarrierAccount> seen = new ConcurrentLinkedQueue<>();

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @Test
    void oneReadServesAllWhoAskAtOnce() throws InterruptedException {
        List<Thread> others = others(11);
        beforeTheFirstRead(() -> waiting(others));

        CarrierAccount own = accounts.lately(account);
        ended(others);

        assertThat(transactions.statements()).isEqualTo(1);
        assertThat(seen).hasSize(11).containsOnly(own);
        assertThat(accounts.lately(account)).isEqualTo(own);
        assertThat(transactions.statements()).isEqualTo(1);
    }

    @Test
    void aReadThatFailsIsNobodyElsesFailure() throws InterruptedException {
        List<Thread> others = others(3);
        beforeTheFirstRead(
                () -> {
                    waiting(others);
                    throw new IllegalStateException("no answer, on purpose");
                });

        Throwable failed = catchThrowable(() -> accounts.lately(account));
        ended(others);

        assertThat(failed).hasMessage("no answer, on purpose");
        assertThat(seen).hasSize(3);
        assertThat(accounts.lately(account).id()).isEqualTo(account);
    }

    private List<Thread> others(int many) {
        return IntStream.range(0, many)
                .mapToObj(
                        n ->
                                Thread.ofPlatform()
                                        .unstarted(() -> seen.add(accounts.lately(account))))
                .toList();
    }

    private void beforeTheFirstRead(Runnable work) {
        var first = new AtomicBoolean(true);
        transactions.before(
                () -> {
                    if (first.getAndSet(false)) {
                        work.run();
                    }
                });
    }

    /** They ask now, and got no further than they can without this thread. */
    private static void waiting(List<Thread> threads) {
        var open = new ArrayList<>(threads);
        open.forEach(Thread::start);
        while (!open.isEmpty()) {
            open.removeIf(
                    one ->
                            one.getState() == Thread.State.WAITING
                                    || one.getState() == Thread.State.TERMINATED);
            Thread.onSpinWait();
        }
    }

    private static void ended(List<Thread> threads) throws InterruptedException {
        for (Thread one : threads) {
            one.join();
        }
    }
}
