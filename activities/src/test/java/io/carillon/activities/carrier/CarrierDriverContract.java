package io.carillon.activities.carrier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.activities.carrier.Capabilities.Feature;
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
import io.carillon.workflows.call.LookUp;
import io.carillon.workflows.call.MachineTuning;
import io.carillon.workflows.ids.AccountId;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.OrganizationId;
import io.carillon.workflows.phone.PhoneNumber;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * What every carrier's driver must do, whatever its dialect: one request or none, and never
 * certainty where there is none. A driver's test extends this and says how its carrier speaks.
 */
public abstract class CarrierDriverContract {
    private static final String ADDRESS = "http://127.0.0.1:9/callbacks/token";

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

    /** The answer of a carrier that found nothing wrong with a request about a live call. */
    protected abstract Answer done();

    /** An authentic callback that says something nobody has heard of yet. */
    protected abstract Callback unheardOf();

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
                new Answer(400, ""),
                new Answer(400, "a proxy's"),
                new Answer(401, "a proxy's"),
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

    /** A host that speaks no TLS is not the carrier: nothing was asked of it. */
    @Test
    void knowsThatNothingLeftWhenTlsFails() {
        host.meetEveryRequestWith(new Garbage());

        DialAnswer answer =
                driver().dial(account(host.url().replace("http:", "https:")), request(() -> true));

        assertThat(answer)
                .isInstanceOfSatisfying(
                        NotSent.class, no -> assertThat(no.problem()).isEqualTo(Problem.DOWN));
        assertThat(host.posts()).isEmpty();
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
    void saysThatItDoesNotKnowWhenAHangUpFails() {
        host.meetEveryRequestWith(new Answer(500, ""));

        assertThatThrownBy(() -> driver().hangUp(account(host.url()), call()))
                .isInstanceOf(IOException.class);
    }

    @Test
    void saysThatItDoesNotKnowWhenALookUpFailsOrCannotBe() throws IOException {
        host.meetEveryRequestWith(new Answer(500, ""));

        if (can(Feature.LOOK_UP)) {
            assertThatThrownBy(() -> driver().lookUp(account(host.url()), call()))
                    .isInstanceOf(IOException.class);
        } else {
            assertThat(driver().lookUp(account(host.url()), call()))
                    .isEqualTo(new LookUp.Unknowable());
        }
        if (can(Feature.LIST_LIVE)) {
            assertThatThrownBy(() -> driver().live(account(host.url())))
                    .isInstanceOf(IOException.class);
        } else {
            assertThat(driver().live(account(host.url()))).isEmpty();
        }
    }

    @Test
    void namesNoPriceThatWasNotTold() {
        host.meetEveryRequestWith(new Answer(500, ""));

        assertThat(told(() -> driver().charged(account(host.url()), call()))).isEmpty();
        assertThat(told(() -> driver().balance(account(host.url())))).isEmpty();
    }

    private interface Asking {
        Optional<BigDecimal> get() throws IOException;
    }

    /** Whether it says that it does not know or nothing is the driver's business. */
    private static Optional<BigDecimal> told(Asking question) {
        try {
            return question.get();
        } catch (IOException silent) {
            return Optional.empty();
        }
    }

    @Test
    void holdsACallOrRefusesTo() throws IOException {
        host.meetEveryRequestWith(done());

        if (can(Feature.HOLD)) {
            assertThat(driver().hold(account(host.url()), call(), true)).isTrue();
            assertThat(host.posts()).hasSize(1);
        } else {
            assertThatThrownBy(() -> driver().hold(account(host.url()), call(), true))
                    .isInstanceOf(UnsupportedOperationException.class);
        }
    }

    /** A carrier without thresholds is asked for nothing it does not know. */
    @Test
    void asksForTheThresholdsOfItsDetectionWhereItHasThem() {
        host.meetEveryRequestWith(accepted("abc"));
        var call = new CallId(UuidV7.next());
        var tuning = new MachineTuning(Duration.ofSeconds(20), null, Duration.ofMillis(700), null);

        driver().dial(account(host.url()), request(call, null, () -> true));
        String untuned = host.lastBody();
        DialAnswer answer = driver().dial(account(host.url()), request(call, tuning, () -> true));

        assertThat(answer).isEqualTo(new Accepted("abc"));
        assertThat(host.posts()).hasSize(2);
        assertThat(host.lastBody().equals(untuned)).isEqualTo(!can(Feature.MACHINE_TUNING));
    }

    private static Stream<Needing> verbs() {
        return Stream.of(
                verb(SAY),
                verb(new Script.Play("a", "blob_1", SECOND), Feature.PLAY),
                verb(new Script.Pause("a", SECOND), Feature.PAUSE),
                verb(new Script.Pause("a", Duration.ofMillis(1500)), Feature.FRACTIONS_OF_SECONDS),
                verb(new Script.SendDigits("a", "12#"), Feature.SEND_DIGITS),
                verb(new Script.SendDigits("a", "1A"), Feature.LETTER_DIGITS),
                verb(gather(1, "12", "", true, SAY), Feature.GATHER),
                verb(gather(4, "0123456789", "#", false, SAY), Feature.FINISH_KEY),
                verb(gather(4, "0123456789", "", true, SAY), Feature.BARGE_IN),
                verb(gather(4, "012345678", "#", false, SAY), Feature.VALID_DIGITS),
                verb(gather(4, "0123456789", "#*", false, SAY), Feature.SEVERAL_FINISH_KEYS),
                verb(
                        gather(1, "12", "", true, SAY, new Script.Play("a", "blob_1", SECOND)),
                        Feature.MIXED_PROMPT),
                verb(new Script.Record("a", SECOND, SECOND, "#", true), Feature.RECORD),
                verb(new Script.Transfer("a", "+12025550111", null, SECOND), Feature.TRANSFER),
                verb(new Script.AwaitBeep(SECOND)),
                verb(new Script.HangUp("a")));
    }

    private record Needing(Script.Verb verb, Set<Feature> needs) {}

    private static Needing verb(Script.Verb verb, Feature... needs) {
        return new Needing(verb, Set.of(needs));
    }

    private interface Trial {
        void of(Script.Verb verb) throws IOException;
    }

    /** What is not declared, no flow is started with that asks for it. */
    private Stream<DynamicTest> ofEveryVerbItDeclares(Trial trial) {
        return verbs().filter(each -> driver().capabilities().features().containsAll(each.needs()))
                .map(
                        each ->
                                DynamicTest.dynamicTest(
                                        each.verb().toString(), () -> trial.of(each.verb())));
    }

    @TestFactory
    Stream<DynamicTest> asksOnceForEveryVerbItDeclares() {
        return ofEveryVerbItDeclares(
                verb -> {
                    host.meetEveryRequestWith(done());
                    int before = host.posts().size();

                    assertThat(perform(verb)).isTrue();

                    assertThat(host.posts()).hasSize(before + 1);
                });
    }

    @TestFactory
    Stream<DynamicTest> doesNotKnowWhetherAVerbArrivedThatFailed() {
        return ofEveryVerbItDeclares(
                verb -> {
                    host.meetEveryRequestWith(new Answer(500, ""));
                    int before = host.posts().size();

                    assertThatThrownBy(() -> perform(verb)).isInstanceOf(IOException.class);

                    assertThat(host.posts()).hasSize(before + 1);
                });
    }

    private boolean perform(Script.Verb verb) throws IOException {
        return driver().perform(account(host.url()), call(), new Script(1, List.of(verb)));
    }

    @Test
    void keepsACallbackNobodyHasHeardOf() throws CallbackRefused {
        assertThat(driver().understand(account(host.url()), unheardOf()).events())
                .isNotEmpty()
                .allSatisfy(
                        event ->
                                assertThat(event.what())
                                        .isInstanceOf(CarrierEvent.Unrecognised.class));
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

    private boolean can(Feature feature) {
        return driver().capabilities().features().contains(feature);
    }

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Script.Verb SAY = new Script.Say("greet", "Hello.", "default-en", "en-US");

    private static Script.Gather gather(
            int most, String valid, String finishOn, boolean bargeIn, Script.Verb... prompt) {
        return new Script.Gather(
                "menu",
                List.of(prompt),
                most,
                valid,
                finishOn,
                SECOND,
                SECOND,
                1,
                bargeIn,
                List.of("1"),
                List.of(),
                false);
    }

    private static CallOnCarrier call() {
        return new CallOnCarrier(
                new CallId(UuidV7.next()),
                "abc",
                new CallOnCarrier.Dialed(
                        ADDRESS,
                        new PhoneNumber("+12025550101"),
                        new PhoneNumber("+12025550100"),
                        Instant.parse("2026-11-22T21:00:00Z")));
    }

    private static DialRequest request(BooleanSupplier lastCheck) {
        return request(new CallId(UuidV7.next()), null, lastCheck);
    }

    private static DialRequest request(
            CallId call, @Nullable MachineTuning tuning, BooleanSupplier lastCheck) {
        return new DialRequest(
                call,
                new PhoneNumber("+12025550101"),
                new PhoneNumber("+12025550100"),
                ADDRESS,
                Duration.ofSeconds(30),
                Duration.ofSeconds(600),
                Detection.VERDICT,
                tuning,
                false,
                null,
                new Script(0, List.of(SAY)),
                lastCheck);
    }
}
