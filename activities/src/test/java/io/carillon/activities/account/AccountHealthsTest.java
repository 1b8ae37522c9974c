package io.carillon.activities.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.carillon.activities.event.Outbox;
import io.carillon.activities.testing.Rows;
import io.carillon.activities.testing.TestDatabase;
import io.carillon.workflows.ids.AccountId;
import io.carillon.workflows.ids.CallId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** Health in its rows: nothing told at once is lost, and the database counts as the class does. */
class AccountHealthsTest {
    private static final TestDatabase DATABASE = TestDatabase.open();
    private static final CallId CALL = new CallId(new UUID(0, 1));

    private final AccountHealths healths =
            AccountHealths.over(DATABASE.transactions(), Outbox.over(DATABASE.transactions()));
    private final Rows rows = Rows.in(DATABASE);
    private final AccountId account = new AccountId(rows.account());

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "0.5, 0", "0.5, 1.5", "0.5, 3.5", "0.125, 2.5", "0.125, 60", "0.5, -5"})
    void theDatabaseLetsThePaceGrowAsTheClassDoes(double share, double secondsAgo) {
        set(
                "pace_share = %s, slowed_at = carillon_now() - interval '%s seconds'"
                        .formatted(share, secondsAgo));
        var slowed =
                new AccountHealth(
                        AccountHealth.Status.ACTIVE,
                        null,
                        0,
                        null,
                        null,
                        null,
                        share,
                        Instant.EPOCH,
                        null,
                        null);

        // Of fifty calls per second.
        assertThat(
                        rows.value(
                                Double.class,
                                "SELECT pace_now(a) FROM carrier_accounts a WHERE id = :id",
                                account.value()))
                .isCloseTo(
                        50 * slowed.shareAt(Instant.EPOCH.plusMillis((long) (1000 * secondsAgo))),
                        within(1e-9));
    }

    @Test
    void nothingToldAtOnceIsLost() throws Exception {
        List<Callable<Boolean>> runs =
                IntStream.range(0, AccountHealth.FAILURES)
                        .<Callable<Boolean>>mapToObj(
                                i -> () -> told(new DialNews.Unanswered("timeout", true)))
                        .toList();
        try (var threads = Executors.newFixedThreadPool(AccountHealth.FAILURES)) {
            threads.invokeAll(runs);
        }

        assertThat(row("status || ' ' || reason || ' ' || (down_until > carillon_now())"))
                .isEqualTo("down the carrier does not answer: timeout true");
        assertThat(
                        rows.value(
                                String.class,
                                "SELECT string_agg(type || ' ' || (data ->> 'reason'), ', ') FROM events WHERE"
                                        + " organization_id = :id",
                                rows.organizationId().value()))
                .isEqualTo("account.down the carrier does not answer: timeout");
    }

    @Test
    void countsAccountsThatAreNotAsTheyAreSetTo() {
        var registry = new SimpleMeterRegistry();
        DATABASE.asSuperuser(
                "UPDATE carrier_accounts SET status = 'active', pace_share = NULL, slowed_at = NULL, refused_at = NULL");
        told(new DialNews.TurnedDown("balance"));
        Rows slowed = Rows.in(DATABASE);
        healths.tell(new AccountId(slowed.account()), CALL, Instant.now(), new DialNews.TooFast());
        Rows paused = Rows.in(DATABASE);
        paused.update(
                "UPDATE carrier_accounts SET status = 'paused' WHERE organization_id = :organization",
                Map.of());

        new AccountMeters(DATABASE.transactions()).bindTo(registry);

        assertThat(registry.get("carillon.accounts.refused").gauge().value()).isEqualTo(1);
        assertThat(registry.get("carillon.accounts.down").gauge().value()).isZero();
        assertThat(registry.get("carillon.accounts.slowed").gauge().value()).isEqualTo(1);
    }

    private boolean told(DialNews news) {
        healths.tell(account, CALL, Instant.now(), news);
        return true;
    }

    private String row(String columns) {
        return rows.value(
                String.class,
                "SELECT " + columns + " FROM carrier_accounts WHERE id = :id",
                account.value());
    }

    private void set(String assignments) {
        rows.update(
                "UPDATE carrier_accounts SET "
                        + assignments
                        + " WHERE id = :id AND organization_id = :organization",
                Map.of("id", account.value()));
    }
}
