package io.carillon.activities.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.activities.call.CallbackAddresses;
import io.carillon.activities.call.CallbackTags;
import io.carillon.activities.call.FakeDriver;
import io.carillon.activities.call.ScriptRows;
import io.carillon.activities.call.Unsealed;
import io.carillon.activities.carrier.Callback;
import io.carillon.activities.carrier.CallbackRefused;
import io.carillon.activities.carrier.CarrierAccount;
import io.carillon.activities.carrier.CarrierAccounts;
import io.carillon.activities.carrier.CarrierDrivers;
import io.carillon.activities.carrier.CarrierEvent;
import io.carillon.activities.carrier.Document;
import io.carillon.activities.carrier.SealedAccount;
import io.carillon.activities.carrier.Understood;
import io.carillon.activities.database.UuidV7;
import io.carillon.activities.suppression.Suppressions;
import io.carillon.workflows.ids.AccountId;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.OrganizationId;
import io.carillon.workflows.phone.PhoneNumber;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** What a carrier is answered, with a database that is slow, gone or well; without one. */
@Timeout(30)
class CallbackDeskTest {
    private static final CallId CALL = new CallId(UuidV7.next());
    private static final AccountId ACCOUNT = new AccountId(UuidV7.next());
    private static final String TOKEN = "token";
    private static final Document KEPT = new Document("text/xml", "<Kept/>");
    private static final Document MEANWHILE = new Document("text/xml", "<Meanwhile/>");
    private static final CarrierEvent RINGING =
            new CarrierEvent("1", null, null, new CarrierEvent.Ringing());

    private final FakeDriver driver = new FakeDriver("twilio");
    private final CallbackTags tags = new CallbackTags(new Unsealed());
    private final SlowInbox inbox = new SlowInbox();
    private final SlowAccounts accounts = new SlowAccounts();
    private CallbackDesk desk;

    @BeforeEach
    void open() {
        var noDatabase = new NoDatabase();
        desk =
                new CallbackDesk(
                        noDatabase,
                        accounts,
                        new CarrierDrivers(List.of(driver)),
                        inbox,
                        tags,
                        new CallbackAddresses("https://dialer.example/", tags),
                        new ScriptRows(noDatabase, new NoSuppressions()));
    }

    private static final class NoSuppressions implements Suppressions {
        @Override
        public void optOut(OrganizationId organization, PhoneNumber number, CallId heardOn) {}

        @Override
        public void applyTo(OrganizationId organization, PhoneNumber number) {}
    }

    /** What is stored, and how long that takes. */
    private static final class SlowInbox implements CarrierInbox {
        final List<CarrierEvent> received = new ArrayList<>();
        boolean slow;
        @Nullable RuntimeException broken;
        @Nullable Duration patience;

        @Override
        public void receive(CallId call, List<CarrierEvent> events) {
            if (!receive(call, events, Duration.ofSeconds(10))) {
                throw new IllegalStateException("not in time");
            }
        }

        @Override
        public boolean receive(CallId call, List<CarrierEvent> events, Duration patience) {
            this.patience = patience;
            if (broken != null) {
                throw broken;
            }
            received.addAll(events);
            return !slow;
        }
    }

    private static final class SlowAccounts implements CarrierAccounts {
        volatile @Nullable CountDownLatch blocked;

        @Override
        public CarrierAccount open(AccountId account) {
            CountDownLatch until = blocked;
            if (until != null) {
                await(until);
            }
            return new CarrierAccount(
                    account, new OrganizationId(UuidV7.next()), "twilio", null, Map.of());
        }

        private static void await(CountDownLatch until) {
            try {
                until.await();
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public CarrierAccount open(SealedAccount account) {
            return open(account.id());
        }

        @Override
        public byte[] seal(Map<String, String> credentials) {
            return new byte[0];
        }
    }

    @Test
    void givesTheDriverTheAddressWeGaveTheCarrier() throws CallbackRefused {
        var seen = new AtomicReference<@Nullable Callback>();
        driver.said =
                callback -> {
                    seen.set(callback);
                    return Understood.of(RINGING);
                };

        Optional<Answered> answer = take("kind=status&x=%3A");

        assertThat(answer).contains(new Answered(null));
        assertThat(seen.get())
                .extracting(Callback::url)
                .isEqualTo("https://dialer.example/callbacks/twilio/token?kind=status&x=%3A");
        assertThat(inbox.received).containsExactly(RINGING);
    }

    @Test
    void answersWithTheDocumentOnceItIsKept() throws CallbackRefused {
        says(KEPT, MEANWHILE);

        assertThat(take("")).contains(new Answered(KEPT));
        assertThat(inbox.patience).isEqualTo(Duration.ofMillis(400));
    }

    @Test
    void hasItToldAgainWhereTheDatabaseIsSlowAndSomebodyWaits() throws CallbackRefused {
        says(KEPT, MEANWHILE);
        inbox.slow = true;

        assertThat(take("")).contains(new Answered(MEANWHILE));
        assertThat(inbox.received).containsExactly(RINGING);
    }

    @Test
    void hasItToldAgainWhereTheDatabaseIsGoneAndSomebodyWaits() throws CallbackRefused {
        says(KEPT, MEANWHILE);
        inbox.broken = new IllegalStateException("no database");

        assertThat(take("")).contains(new Answered(MEANWHILE));
    }

    @Test
    void waitsForTheCommitWhereNobodyWaitsForTheAnswer() {
        says(null, null);
        inbox.slow = true;

        assertThatThrownBy(() -> take("")).isInstanceOf(IllegalStateException.class);
        assertThat(inbox.patience).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void refusesWhatNoTableTakesEvenWhereSomebodyWaits() {
        says(KEPT, MEANWHILE);
        inbox.broken = new IllegalArgumentException("a NUL");

        assertThatThrownBy(() -> take("")).isInstanceOf(CallbackRefused.class);
    }

    @Test
    void checksWithTheAccountItReadLastWhereTheDatabaseIsSlow() throws Exception {
        says(KEPT, MEANWHILE);
        take("");
        accounts.blocked = new CountDownLatch(1);
        TimeUnit.MILLISECONDS.sleep(1_050);

        long before = System.nanoTime();
        Optional<Answered> answer = take("");

        assertThat(answer).contains(new Answered(KEPT));
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofMillis(500));
        accounts.blocked.countDown();
    }

    private void says(@Nullable Document kept, @Nullable Document meanwhile) {
        driver.said = callback -> new Understood(List.of(RINGING), kept, meanwhile, null);
    }

    private Optional<Answered> take(String query) throws CallbackRefused {
        String tag = tags.write(new CallbackTags.Addressee(CALL, ACCOUNT), TOKEN);
        return desk.take(
                new CallbackDesk.Request("twilio", TOKEN, tag, query, Map.of(), new byte[0]));
    }
}
