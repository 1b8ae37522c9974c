package io.carillon.activities.carrier.simulator;

import static io.carillon.activities.carrier.simulator.Dialing.BYE;
import static io.carillon.activities.carrier.simulator.Dialing.fresh;
import static io.carillon.activities.carrier.simulator.Dialing.gather;
import static io.carillon.activities.carrier.simulator.Dialing.say;
import static io.carillon.activities.carrier.simulator.Dialing.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.activities.carrier.CallOnCarrier;
import io.carillon.activities.carrier.CarrierEvent;
import io.carillon.activities.carrier.CarrierEvent.Answered;
import io.carillon.activities.carrier.CarrierEvent.Gathered;
import io.carillon.activities.carrier.CarrierEvent.Verdict;
import io.carillon.activities.carrier.Script;
import io.carillon.workflows.call.CallResult;
import io.carillon.workflows.call.LookUp;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

class RestartedCarrierTest {
    private static final double FAST = 200;
    private static final double SLOW = 0.01;

    private Dialing dialing;

    @BeforeEach
    void open(@TempDir Path home) throws IOException {
        dialing = new Dialing(home, FAST);
    }

    @AfterEach
    void close() throws IOException {
        dialing.close();
    }

    @Test
    void callsGoOnWhereTheyWere() throws Exception {
        CallOnCarrier ringing = fresh();
        CallOnCarrier talking = fresh();
        dialing.dial(ringing, "62", BYE);
        dialing.dial(talking, "03", say("greet", "A story. ".repeat(50)), gather(keys(), keys()));
        dialing.await(talking, Answered.class);
        dialing.server().speed(SLOW);

        dialing.restart(FAST);

        assertThat(dialing.await(talking, Gathered.class).digits()).isEqualTo("1");
        dialing.driver().hangUp(dialing.account(), talking);
        assertThat(dialing.awaitEnd(talking).stepsBegun()).containsExactly("greet", "menu");
        assertThat(dialing.awaitEnd(ringing).result()).isEqualTo(CallResult.NO_ANSWER);
        assertThat(namesOf(talking, "Answered")).hasSize(1);
        assertThat(namesOf(talking, "Verdict")).hasSize(1);
        assertThat(namesOf(talking, "Gathered")).hasSize(1);
        assertThat(namesOf(ringing, "Ringing")).hasSize(1);
    }

    @Test
    void whatWasAnsweredStaysAnsweredThoughNobodyTookTheNews() throws Exception {
        dialing.receiver.status = 500;
        CallOnCarrier call = fresh();
        dialing.dial(call, "98", say("greet", "Hello."));
        while (!new LookUp.Live(true).equals(lookUp(call))) {
            Thread.onSpinWait();
        }
        dialing.server().speed(SLOW);

        dialing.restart(SLOW);

        assertThat(lookUp(call)).isEqualTo(new LookUp.Live(true));
    }

    private LookUp lookUp(CallOnCarrier call) throws IOException {
        return dialing.driver().lookUp(dialing.account(), call);
    }

    @Test
    void scriptsGivenBeforeAreNotForgotten() throws Exception {
        CallOnCarrier call = fresh();
        dialing.dial(call, "41", say("greet", "Hello."));
        dialing.await(call, Verdict.class);
        dialing.server().speed(SLOW);
        dialing.driver()
                .perform(
                        dialing.account(),
                        call,
                        new Script(
                                1,
                                List.of(
                                        new Script.AwaitBeep(java.time.Duration.ofSeconds(40)),
                                        say("message", "Call us."),
                                        BYE)));

        dialing.restart(FAST);

        CarrierEvent.Ended ended = dialing.awaitEnd(call);
        assertThat(ended.messageSpoken()).isTrue();
        assertThat(ended.stepsBegun()).containsExactly("greet", "message", "bye");
    }

    @Test
    void callbacksNobodyTookAreDeliveredAfterwards() throws Exception {
        dialing.receiver.status = 500;
        CallOnCarrier call = fresh();
        dialing.dial(call, "80", BYE);
        while (dialing.driver().lookUp(dialing.account(), call) instanceof LookUp.Live) {
            Thread.onSpinWait();
        }

        dialing.restart(FAST);
        dialing.receiver.status = 204;

        assertThat(dialing.awaitEnd(call).result()).isEqualTo(CallResult.BUSY);
        assertThat(dialing.told(call)).containsExactly("Ended");
    }

    @Test
    void endedCallsStillAnswerLookUpsAndTellNothingTwice() throws Exception {
        CallOnCarrier busy = fresh();
        CallOnCarrier talked = fresh();
        dialing.dial(busy, "80", BYE);
        dialing.dial(talked, "04", say("greet", "Hello."), BYE);
        dialing.awaitEnd(busy);
        dialing.awaitEnd(talked);
        int callbacks = dialing.told(talked).size();
        awaitTaken(callbacks + dialing.told(busy).size());

        dialing.restart(FAST);
        dialing.restart(FAST);

        assertThat(dialing.driver().lookUp(dialing.account(), busy))
                .isEqualTo(new LookUp.Ended(false, CallResult.BUSY, "sip_486"));
        assertThat(dialing.driver().lookUp(dialing.account(), talked))
                .isEqualTo(new LookUp.Ended(true, null, "hung_up_by_us"));
        assertThat(dialing.driver().live(dialing.account())).isEmpty();
        assertThat(dialing.told(talked)).hasSize(callbacks);
    }

    @Test
    void theLogOnlyGrowsAndTheSameReferenceRingsAgain() throws Exception {
        CallOnCarrier call = fresh();
        dialing.dial(call, "80", BYE);
        dialing.awaitEnd(call);

        dialing.restart(FAST);
        dialing.dial(call, "80", BYE);

        assertThat(dialing.log())
                .extracting(line -> line.path("reference").asString())
                .containsExactly(token(call), token(call));
    }

    @Test
    void linesCutShortByACrashDoNoHarm() throws Exception {
        CallOnCarrier call = fresh();
        dialing.dial(call, "80", BYE);
        dialing.awaitEnd(call);
        dialing.stop();
        append("calls.jsonl", "{\"at\":\"2026-");
        append("journal.jsonl", "{\"k\":\"CREATE\",\"v\":12");

        dialing.restart(FAST);

        assertThat(dialing.log()).hasSize(1);
        assertThat(dialing.driver().lookUp(dialing.account(), call))
                .isInstanceOf(LookUp.Ended.class);
    }

    @Test
    void aCallPlacedInTheMomentOfACrashIsLogged() throws Exception {
        CallOnCarrier call = fresh();
        dialing.server().speed(SLOW);
        dialing.dial(call, "62", BYE);
        dialing.stop();
        Files.writeString(dialing.home.resolve("calls.jsonl"), "");

        dialing.restart(FAST);

        dialing.awaitEnd(call);
        assertThat(dialing.log())
                .singleElement()
                .matches(line -> line.path("reference").asString().equals(token(call)));
    }

    @Test
    void twoCarriersDoNotShareAHome() {
        SimulatorOptions same = SimulatorOptions.at(dialing.home);

        assertThatThrownBy(() -> new SimulatorServer(same).close())
                .isInstanceOfAny(UncheckedIOException.class, OverlappingFileLockException.class);
    }

    @Test
    void theTableStaysSwapped() throws Exception {
        dialing.server().personas(Personas.standard().with(Map.of("00-39", Persona.BUSY)));
        CallOnCarrier call = fresh();

        dialing.restart(FAST);
        dialing.dial(call, "00", BYE);

        assertThat(dialing.awaitEnd(call).result()).isEqualTo(CallResult.BUSY);
    }

    private void append(String file, String text) throws IOException {
        Files.writeString(dialing.home.resolve(file), text, StandardOpenOption.APPEND);
    }

    /** Until the journal says so: a callback taken but not yet noted is told again. */
    private void awaitTaken(int callbacks) throws IOException {
        String journal = "";
        while (journal.split("TOLD", -1).length <= callbacks) {
            journal = Files.readString(dialing.home.resolve("journal.jsonl"));
        }
    }

    /** A callback may be told again after a restart; then it has the name it had. */
    private Set<String> namesOf(CallOnCarrier call, String kind) {
        Set<String> names = new HashSet<>();
        for (CarrierEvent event : dialing.receiver.received(token(call))) {
            if (event.what().getClass().getSimpleName().equals(kind)) {
                names.add(event.id());
            }
        }
        return names;
    }

    private static List<String> keys() {
        return List.of("1");
    }
}
