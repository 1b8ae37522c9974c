package io.carillon.activities.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.database.UuidV7;
import io.carillon.activities.event.EventRelay;
import io.carillon.activities.event.EventStore;
import io.carillon.activities.event.Outbox;
import io.carillon.activities.organization.Sealer;
import io.carillon.activities.testing.TestDatabase;
import io.carillon.workflows.ids.EventId;
import io.carillon.workflows.ids.OrganizationId;
import io.carillon.workflows.webhook.EndpointStart;
import io.carillon.workflows.webhook.WebhookActivities.Drained;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** From the outbox to a receiver and back, over real HTTP and PostgreSQL. */
class EndpointDrainTest {
    private static final TestDatabase DATABASE = TestDatabase.open();
    private static final Transactions TRANSACTIONS = DATABASE.transactions();
    private static final GuardedHttp HTTP = new GuardedHttp(new WebhookSettings(true));

    private static final Sealer OPEN =
            new Sealer() {
                @Override
                public byte[] seal(byte[] secret) {
                    return secret;
                }

                @Override
                public byte[] open(byte[] sealed) {
                    return sealed;
                }
            };

    private final OrganizationId organization = new OrganizationId(UuidV7.next());
    private final EndpointStore endpoints = EndpointStore.over(TRANSACTIONS, OPEN);
    private final DeliveryStore deliveries = DeliveryStore.over(TRANSACTIONS);
    private final Outbox outbox = Outbox.over(TRANSACTIONS);
    private final List<EndpointStart> woken = new ArrayList<>();
    private final ConcurrentLinkedQueue<EndpointStart> signaled = new ConcurrentLinkedQueue<>();
    private final EndpointWaker waker = new EndpointWaker(signaled::add);
    private final EventRelay relay =
            new EventRelay(TRANSACTIONS, new DeliveryMaker(TRANSACTIONS, this::wake));
    private final EndpointDrain drain =
            new EndpointDrain(
                    new JdbcDrainStore(TRANSACTIONS, OPEN, outbox),
                    new DeliveryRound(
                            new WebhookSender(HTTP, InstantSource.system()),
                            InstantSource.system(),
                            () -> 0L),
                    waker);
    private final Receiver receiver = new Receiver();

    @AfterAll
    static void close() {
        HTTP.close();
        DATABASE.close();
    }

    @BeforeEach
    void organization() {
        TRANSACTIONS.system(
                () ->
                        TRANSACTIONS
                                .jdbc()
                                .sql("INSERT INTO organizations (id, name) VALUES (:id, 'acme')")
                                .param("id", organization.value())
                                .update());
    }

    @AfterEach
    void stop() {
        waker.close();
        receiver.server.stop(0);
    }

    @Test
    void deliversWhatAnEndpointAsksForSignedAndInOrder() throws Exception {
        EndpointStore.Created created = endpoint("call.answered", "call.completed");
        append("call_1", "call.answered");
        append("call_1", "call.digits");
        append("call_1", "call.completed");

        Drained drained = relayAndDrain(created.endpoint());

        assertThat(drained).isEqualTo(new Drained(null, 2, 0));
        assertThat(receiver.types()).containsExactly("call.answered", "call.completed");
        assertThat(receiver.received).allSatisfy(got -> got.verify(created.secret()));
        assertThat(woken).containsExactly(created.endpoint().start());
        assertThat(list(created.endpoint()))
                .allSatisfy(
                        delivery -> {
                            assertThat(delivery.status()).isEqualTo("delivered");
                            assertThat(delivery.tries()).isEqualTo(1);
                            assertThat(delivery.responseStatus()).isEqualTo(200);
                        });
    }

    @Test
    void signsWithBothSecretsForADayAfterARotation() throws Exception {
        EndpointStore.Created created = endpoint("*");
        SigningSecret fresh = endpoints.rotate(organization, created.endpoint().id()).orElseThrow();
        append("call_1", "call.answered");

        relayAndDrain(created.endpoint());

        assertThat(fresh).isNotEqualTo(created.secret());
        receiver.received.element().verify(created.secret());
        receiver.received.element().verify(fresh);
        assertThat(receiver.received.element().header("webhook-signature").split(" ")).hasSize(2);
        assertThat(endpoints.secrets(organization, created.endpoint().id()))
                .containsExactly(fresh, created.secret());
    }

    @Test
    void triesAgainOnScheduleAndGivesUpAfterTheTenthTry() throws Exception {
        Endpoint endpoint = endpoint("*").endpoint();
        append("call_1", "call.answered");
        receiver.answer = 500;
        relay.relay();
        var waits = new ArrayList<Duration>();

        for (int attempt = 1; attempt <= 10; attempt++) {
            Drained drained = drain(endpoint);
            assertThat(drained.failed()).isEqualTo(1);
            Delivery delivery = list(endpoint).getFirst();
            if (delivery.nextTryAt() != null) {
                waits.add(wait(delivery));
            }
            makeDue(endpoint);
        }

        assertThat(waits).isEqualTo(RetrySchedule.WAITS);
        assertThat(receiver.received).hasSize(10);
        assertThat(receiver.received)
                .extracting(got -> got.header("webhook-id"))
                .containsOnly(receiver.received.element().header("webhook-id"));
        assertThat(list(endpoint).getFirst())
                .satisfies(
                        dead -> {
                            assertThat(dead.status()).isEqualTo("dead");
                            assertThat(dead.tries()).isEqualTo(10);
                            assertThat(dead.error()).isEqualTo("http_500");
                            assertThat(dead.nextTryAt()).isNull();
                        });
    }

    @Test
    void waitsAsLongAsTheReceiverAsks() throws Exception {
        Endpoint endpoint = endpoint("*").endpoint();
        append("call_1", "call.answered");
        append("call_1", "call.completed");
        receiver.answer = 429;
        receiver.retryAfter = "600";

        Drained drained = relayAndDrain(endpoint);

        assertThat(drained.nextIn()).isBetween(Duration.ofSeconds(590), Duration.ofSeconds(600));
        assertThat(receiver.types()).containsExactly("call.answered");
        assertThat(wait(list(endpoint).getLast())).isEqualTo(Duration.ofMinutes(10));
        assertThat(list(endpoint).getFirst().tries()).isZero();
        assertThat(endpoints.find(organization, endpoint.id()).orElseThrow().heldUntil())
                .isBetween(Instant.now().plusSeconds(500), Instant.now().plusSeconds(700));
    }

    @Test
    void disablesAnEndpointThatIsGoneAndTellsTheOthers() throws Exception {
        Endpoint gone = endpoint("call.answered").endpoint();
        Endpoint other = endpoint("endpoint.disabled").endpoint();
        append("call_1", "call.answered");
        receiver.answer = 410;

        Drained drained = relayAndDrain(gone);
        append("call_2", "call.answered");
        receiver.answer = 200;
        relayAndDrain(gone);
        drain(other);

        assertThat(drained.nextIn()).isNull();
        assertThat(endpoints.find(organization, gone.id()).orElseThrow().status())
                .isEqualTo(Endpoint.Status.DISABLED);
        assertThat(list(gone)).singleElement().extracting(Delivery::status).isEqualTo("dead");
        assertThat(receiver.types()).containsExactly("call.answered", "endpoint.disabled");
    }

    @Test
    void losesNothingWhenAnEndpointFailsForLong() throws Exception {
        Endpoint endpoint = endpoint("*").endpoint();
        for (int i = 0; i < 200; i++) {
            append("call_" + i, "call.answered");
        }
        receiver.answer = 503;
        relay.relay();

        for (int i = 0; i < 12; i++) {
            drain(endpoint);
            makeDue(endpoint);
        }
        int triesWhileDown = receiver.received.size();
        receiver.received.clear();
        receiver.answer = 204;
        Drained drained = drain(endpoint);

        // The first round stops early, then one delivery at a time feels whether it is back.
        assertThat(triesWhileDown).isLessThan(5 + 16 + 12);
        assertThat(drained.delivered()).isEqualTo(200);
        assertThat(receiver.subjects()).hasSize(200).doesNotHaveDuplicates();
        assertThat(endpoints.find(organization, endpoint.id()).orElseThrow())
                .extracting(Endpoint::failingSince, Endpoint::heldUntil)
                .containsOnlyNulls();
    }

    @Test
    void keepsEventsOfAPausedEndpointUntilItIsActiveAgain() throws Exception {
        Endpoint endpoint = endpoint("*").endpoint();
        change(endpoint, Endpoint.Status.PAUSED);
        append("call_1", "call.answered");
        Drained paused = relayAndDrain(endpoint);
        change(endpoint, Endpoint.Status.ACTIVE);

        Drained active = drain(endpoint);

        assertThat(paused).isEqualTo(new Drained(null, 0, 0));
        assertThat(active.delivered()).isEqualTo(1);
    }

    @Test
    void sendsNothingOfAnotherOrganization() throws Exception {
        Endpoint endpoint = endpoint("*").endpoint();
        var stranger = new EndpointDrainTest();
        stranger.organization();
        stranger.append("call_1", "call.answered");
        stranger.stop();

        Drained drained = relayAndDrain(endpoint);

        assertThat(drained.delivered()).isZero();
        assertThat(deliveries.list(stranger.organization, endpoint.id(), null, null, 10)).isEmpty();
        assertThat(endpoints.find(stranger.organization, endpoint.id())).isEmpty();
    }

    @Test
    void takesUpWhatALostWorkerHadTaken() throws Exception {
        Endpoint endpoint = endpoint("*").endpoint();
        append("call_1", "call.answered");
        relay.relay();
        var store = new JdbcDrainStore(TRANSACTIONS, OPEN, outbox);
        List<DrainStore.Due> lost = store.next(endpoint.start(), 10).orElseThrow().due();

        Drained tooEarly = drain(endpoint);
        makeDue(endpoint);
        Drained later = drain(endpoint);

        assertThat(lost).hasSize(1);
        assertThat(tooEarly.delivered()).isZero();
        assertThat(tooEarly.nextIn()).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(60));
        assertThat(later.delivered()).isEqualTo(1);
    }

    @Test
    void sendsWhatIsPlacedWhileItDrainsWithoutASignal() throws Exception {
        Endpoint endpoint = endpoint("*").endpoint();
        var looks = new AtomicInteger();

        Drained drained =
                drain.drain(
                        endpoint.start(),
                        () -> {
                            append("call_" + looks.incrementAndGet(), "call.answered");
                            relay.relay();
                            return looks.get() <= 2;
                        });

        assertThat(drained.delivered()).isEqualTo(2);
        assertThat(woken).hasSize(3);
        // The last one came too late for this drain.
        assertThat(drained.nextIn()).isEqualTo(Duration.ZERO);
    }

    @Test
    void anAnswerThatIsSlowToComeKeepsOnlyItsSubjectBack() throws Exception {
        Endpoint endpoint = endpoint("*").endpoint();
        receiver.slow = "call_slow";
        append("call_slow", "call.initiated");
        append("call_1", "call.initiated");
        relay.relay();
        var looks = new AtomicInteger();

        Drained drained =
                drain.drain(
                        endpoint.start(),
                        () -> {
                            if (looks.incrementAndGet() == 2) {
                                append("call_slow", "call.answered");
                                append("call_2", "call.answered");
                                relay.relay();
                            }
                            if (receiver.subjects().contains("call_2")) {
                                receiver.patience.countDown();
                            }
                            return true;
                        });

        assertThat(drained).isEqualTo(new Drained(null, 4, 0));
        assertThat(receiver.subjects())
                .containsExactlyInAnyOrder("call_slow", "call_1", "call_2", "call_slow")
                .endsWith("call_slow");
        assertThat(receiver.types()).endsWith("call.answered");
    }

    @Test
    void countsARoundOnceThatIsSettledTwice() {
        Endpoint endpoint = endpoint("*").endpoint();
        append("call_1", "call.answered");
        append("call_2", "call.answered");
        relay.relay();
        var store = new JdbcDrainStore(TRANSACTIONS, OPEN, outbox);
        List<DrainStore.Due> due = store.next(endpoint.start(), 10).orElseThrow().due();
        var round =
                new DrainStore.Round(
                        List.of(
                                new DrainStore.Ended.Delivered(due.getFirst(), 200),
                                new DrainStore.Ended.Failed(
                                        due.getLast(), 500, "http_500", Duration.ofSeconds(5))),
                        0,
                        Duration.ZERO);

        store.settle(endpoint.start(), round);
        store.settle(endpoint.start(), round);

        assertThat(list(endpoint))
                .extracting(Delivery::status, Delivery::tries)
                .containsExactlyInAnyOrder(tuple("delivered", 1), tuple("pending", 1));
    }

    @Test
    void sendsOneEventOrATimeAgain() throws Exception {
        Endpoint endpoint = endpoint("call.answered").endpoint();
        Instant before = Instant.now().minusSeconds(5);
        append("call_1", "call.answered");
        append("call_2", "call.answered");
        append("call_3", "call.ringing");
        relayAndDrain(endpoint);
        EventId first = list(endpoint).getLast().event();
        receiver.received.clear();

        boolean one = deliveries.redeliver(organization, endpoint.id(), first);
        int undelivered = deliveries.redeliver(endpoint, before, null, true);
        int all = deliveries.redeliver(endpoint, before, null, false);
        drain(endpoint);

        assertThat(one).isTrue();
        assertThat(undelivered).isZero();
        assertThat(all).isEqualTo(2);
        assertThat(receiver.subjects()).containsExactlyInAnyOrder("call_1", "call_1", "call_2");
        assertThat(deliveries.redeliver(organization, endpoint.id(), new EventId(UuidV7.next())))
                .isFalse();
    }

    @Test
    void namesEndpointsWhoseTriesAreOverdue() {
        Endpoint endpoint = endpoint("*").endpoint();
        append("call_1", "call.answered");
        relay.relay();
        assertThat(endpoints.overdue(1000)).doesNotContain(endpoint.start());

        TRANSACTIONS.system(
                () ->
                        TRANSACTIONS
                                .jdbc()
                                .sql(
                                        "UPDATE deliveries SET next_try_at = carillon_now() - interval '2 minutes'")
                                .update());

        assertThat(endpoints.overdue(1000)).contains(endpoint.start());
        endpoints.delete(organization, endpoint.id());
        assertThat(endpoints.overdue(1000)).doesNotContain(endpoint.start());
    }

    @Test
    void testsAnEndpointWithoutMakingAnEvent() {
        EndpointStore.Created created = endpoint("*");
        receiver.answer = 201;

        WebhookTest.Result result =
                new WebhookTest(new WebhookSender(HTTP, InstantSource.system()), endpoints)
                        .send(created.endpoint());

        assertThat(result.accepted()).isTrue();
        assertThat(receiver.types()).containsExactly("endpoint.test");
        receiver.received.element().verify(created.secret());
        assertThat(EventStore.over(TRANSACTIONS).list(organization, EventStore.Filter.ALL, 0, 10))
                .isEmpty();
    }

    private void wake(EndpointStart endpoint) {
        woken.add(endpoint);
        waker.accept(endpoint);
    }

    private EndpointStore.Created endpoint(String... events) {
        return endpoints.create(organization, receiver.url(), List.of(events), null);
    }

    private void change(Endpoint endpoint, Endpoint.Status status) {
        endpoints.change(
                organization, endpoint.id(), new EndpointStore.Change(null, null, null, status));
    }

    private void append(String subject, String type) {
        TRANSACTIONS.system(
                () ->
                        outbox.append(
                                new Outbox.Event(
                                        organization,
                                        type,
                                        organization + subject,
                                        Instant.now(),
                                        null,
                                        null,
                                        Map.of("subject", subject))));
    }

    private Drained relayAndDrain(Endpoint endpoint) throws InterruptedException {
        relay.relay();
        return drain(endpoint);
    }

    private Drained drain(Endpoint endpoint) throws InterruptedException {
        return drain.drain(endpoint.start(), () -> true);
    }

    /** Time passes: what waits is due, and the endpoint is not held any more. */
    private void makeDue(Endpoint endpoint) {
        TRANSACTIONS.system(
                () -> {
                    TRANSACTIONS
                            .jdbc()
                            .sql(
                                    "UPDATE deliveries SET next_try_at = carillon_now() WHERE endpoint_id = :id AND status = 'pending'")
                            .param("id", endpoint.id().value())
                            .update();
                    TRANSACTIONS
                            .jdbc()
                            .sql("UPDATE webhook_endpoints SET held_until = NULL WHERE id = :id")
                            .param("id", endpoint.id().value())
                            .update();
                });
    }

    private List<Delivery> list(Endpoint endpoint) {
        return deliveries.list(organization, endpoint.id(), null, null, 100);
    }

    private static Duration wait(Delivery delivery) {
        return Duration.between(
                        Objects.requireNonNull(delivery.lastTryAt()),
                        Objects.requireNonNull(delivery.nextTryAt()))
                .plusMillis(500)
                .truncatedTo(ChronoUnit.SECONDS);
    }

    /** A user's system. */
    private static final class Receiver {
        final HttpServer server;
        final ConcurrentLinkedQueue<Received> received = new ConcurrentLinkedQueue<>();
        volatile int answer = 200;
        volatile String retryAfter = "";

        /** Answers about this subject only when the patience is used up. */
        volatile String slow = "";

        final CountDownLatch patience = new CountDownLatch(1);

        Receiver() {
            try {
                server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
            } catch (IOException broken) {
                throw new IllegalStateException(broken);
            }
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/hook", this::take);
            server.start();
        }

        String url() {
            return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
        }

        private void take(HttpExchange exchange) throws IOException {
            String body =
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var got = new Received(exchange, body);
            received.add(got);
            if (got.member("subject").equals(slow)) {
                awaitPatience();
            }
            if (!retryAfter.isEmpty()) {
                exchange.getResponseHeaders().add("Retry-After", retryAfter);
            }
            exchange.sendResponseHeaders(answer, -1);
            exchange.close();
        }

        private void awaitPatience() {
            try {
                patience.await();
            } catch (InterruptedException ending) {
                Thread.currentThread().interrupt();
            }
        }

        List<String> types() {
            return received.stream().map(got -> got.member("type")).toList();
        }

        List<String> subjects() {
            return received.stream().map(got -> got.member("subject")).toList();
        }
    }

    private record Received(HttpExchange exchange, String body) {
        String header(String name) {
            return exchange.getRequestHeaders().getFirst(name);
        }

        void verify(SigningSecret secret) {
            var headers = new java.util.HashMap<String, List<String>>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
            try {
                new Webhook(secret.written()).verify(body, headers);
            } catch (WebhookVerificationException
                    | com.standardwebhooks.exceptions.EmptyWebhookSecretException unsigned) {
                throw new AssertionError(unsigned);
            }
        }

        String member(String name) {
            return body.replaceAll(".*\"" + name + "\": ?\"([^\"]*)\".*", "$1");
        }
    }
}
