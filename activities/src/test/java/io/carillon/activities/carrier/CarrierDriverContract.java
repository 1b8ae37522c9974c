package io.carillon.activities.carrier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.activities.carrier.DialAnswer.Accepted;
import io.carillon.activities.carrier.DialAnswer.Ambiguous;
import io.carillon.activities.carrier.DialAnswer.NotSent;
import io.carillon.activities.carrier.DialAnswer.Problem;
import io.carillon.activities.carrier.DialAnswer.Refused;
import io.carillon.activities.carrier.TroubledHost.Answer;
import io.carillon.activities.carrier.TroubledHost.Cut;
import io.carillon.activities.carrier.TroubledHost.CutInBody;
import io.carillon.activities.carrier.TroubledHost.Garbage;
import io.carillon.activities.carrier.TroubledHost.Hang;
import io.carillon.activities.carrier.TroubledHost.Reset;
import io.carillon.activities.carrier.TroubledHost.Trouble;
import io.carillon.activities.database.UuidV7;
import io.carillon.workflows.call.CallResult;
import io.carillon.workflows.ids.AccountId;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.OrganizationId;
import io.carillon.workflows.phone.PhoneNumber;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * What every carrier's driver must do, whatever its dialect: one request or none, and never
 * certainty where there is none. A driver's test extends this and says how its carrier speaks.
 */
public abstract class CarrierDriverContract {
    protected TroubledHost host;

    /** A driver that waits at most a second for an answer, and does not wait for this one. */
    protected abstract CarrierDriver driver();

    protected abstract Map<String, String> credentials();

    /** The answer of a carrier that took the call under that id. */
    protected abstract Answer accepted(String carrierCallId);

    /** The answer of a carrier that gives the call no number to ring. */
    protected abstract Answer invalidNumber();

    /** The answer of a carrier that did not place the call because there are too many. */
    protected abstract Answer tooMany();

    /** The answer of a carrier that did not place the call because of the account. */
    protected abstract Answer accountProblem();

    @BeforeEach
    void openHost() throws IOException {
        host = new TroubledHost();
    }

    @AfterEach
    void closeHost() throws IOException {
        host.close();
    }

    @Test
    void acceptsWithTheCarriersId() {
        host.meetEveryRequestWith(accepted("abc"));

        assertThat(dial(() -> true)).isEqualTo(new Accepted("abc"));
        assertThat(host.posts()).hasSize(1);
    }

    @Test
    void runsTheLastCheckOnceAndBeforeAnythingIsSent() {
        host.meetEveryRequestWith(accepted("abc"));
        AtomicInteger checks = new AtomicInteger();

        dial(
                () -> {
                    assertThat(host.posts()).isEmpty();
                    return checks.incrementAndGet() == 1;
                });

        assertThat(checks).hasValue(1);
    }

    @Test
    void sendsNothingWhenTheLastCheckSaysNo() {
        host.meetEveryRequestWith(accepted("abc"));

        assertThat(dial(() -> false)).isEqualTo(new NotSent("late", Problem.NONE));
        assertThat(host.posts()).isEmpty();
    }

    static Stream<Trouble> troublesAfterSending() {
        return Stream.of(
                new Hang(),
                new Cut(),
                new Reset(),
                new CutInBody(201),
                new CutInBody(422),
                new Garbage(),
                new Answer(201, "{\"half\":"),
                new Answer(201, "<html>"),
                new Answer(200, ""),
                new Answer(301, ""),
                new Answer(408, "a proxy's"),
                new Answer(429, "a proxy's"),
                new Answer(499, "a proxy's"),
                new Answer(500, ""),
                new Answer(502, "<html>"),
                new Answer(503, "a proxy's"),
                new Answer(504, ""));
    }

    @ParameterizedTest
    @MethodSource("troublesAfterSending")
    void neverRepeatsAndNeverClaimsToKnowOnceBytesLeft(Trouble trouble) {
        host.meetEveryRequestWith(trouble);

        assertThat(dial(() -> true)).isInstanceOf(Ambiguous.class);
        assertThat(host.posts()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void sendsOncePerDialOnAConnectionTheCarrierClosedMeanwhile(int calls) {
        host.meetEveryRequestWith(accepted("abc"));
        dial(() -> true);
        host.meetEveryRequestWith(new Cut());

        for (int i = 0; i < calls; i++) {
            dial(() -> true);
        }

        assertThat(host.posts()).hasSize(1 + calls);
    }

    @Test
    void knowsThatNothingLeftWhenNobodyListens() throws IOException {
        String closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            closed = "http://127.0.0.1:" + socket.getLocalPort();
        }

        DialAnswer answer = driver().dial(account(closed), request(() -> true));

        assertThat(answer).isEqualTo(new NotSent("connection_refused", Problem.DOWN));
    }

    @Test
    void knowsThatNothingLeftWhenTheHostHasNoAddress() {
        DialAnswer answer = driver().dial(account("http://nowhere.invalid"), request(() -> true));

        assertThat(answer).isEqualTo(new NotSent("unknown_host", Problem.DOWN));
    }

    @Test
    void slowsDownWhenTheCarrierSaysTooMany() {
        host.meetEveryRequestWith(tooMany());

        assertThat(dial(() -> true))
                .isInstanceOfSatisfying(
                        NotSent.class, no -> assertThat(no.problem()).isEqualTo(Problem.RATE));
        assertThat(host.posts()).hasSize(1);
    }

    @Test
    void blamesTheAccountWhenTheCarrierDoes() {
        host.meetEveryRequestWith(accountProblem());

        assertThat(dial(() -> true))
                .isInstanceOfSatisfying(
                        NotSent.class, no -> assertThat(no.problem()).isEqualTo(Problem.ACCOUNT));
        assertThat(host.posts()).hasSize(1);
    }

    @Test
    void takesARefusedNumberAsAResult() {
        host.meetEveryRequestWith(invalidNumber());

        assertThat(dial(() -> true))
                .isInstanceOfSatisfying(
                        Refused.class,
                        no -> assertThat(no.result()).isEqualTo(CallResult.INVALID_NUMBER));
        assertThat(host.posts()).hasSize(1);
    }

    @Test
    void saysThatItDoesNotKnowWhenALookUpFails() {
        host.meetEveryRequestWith(new Answer(500, ""));

        assertThatThrownBy(() -> driver().lookUp(account(host.url()), call()))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> driver().live(account(host.url())))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> driver().hangUp(account(host.url()), call()))
                .isInstanceOf(IOException.class);
    }

    @Test
    void refusesACallbackThatCannotBeRead() {
        var unreadable =
                new Callback("http://127.0.0.1:9/callbacks/token", Map.of(), "?".getBytes());

        assertThatThrownBy(() -> driver().understand(account(host.url()), unreadable))
                .isInstanceOf(CallbackRefused.class);
    }

    private DialAnswer dial(BooleanSupplier lastCheck) {
        return driver().dial(account(host.url()), request(lastCheck));
    }

    protected CarrierAccount account(String url) {
        return new CarrierAccount(
                new AccountId(UuidV7.next()),
                new OrganizationId(UuidV7.next()),
                driver().carrier(),
                url,
                credentials());
    }

    private static CallOnCarrier call() {
        return new CallOnCarrier(new CallId(UuidV7.next()), "abc");
    }

    private static DialRequest request(BooleanSupplier lastCheck) {
        return new DialRequest(
                new CallId(UuidV7.next()),
                new PhoneNumber("+12025550101"),
                new PhoneNumber("+12025550100"),
                "http://127.0.0.1:9/callbacks/token",
                Duration.ofSeconds(30),
                Duration.ofSeconds(600),
                Detection.VERDICT,
                false,
                new Script(0, List.of(new Script.Say("greet", "Hello.", "default-en", "en-US"))),
                lastCheck);
    }
}
