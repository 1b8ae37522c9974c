package io.carillon.activities.carrier.simulator;

import io.carillon.activities.carrier.CallOnCarrier;
import io.carillon.activities.carrier.CarrierAccount;
import io.carillon.activities.carrier.CarrierEvent;
import io.carillon.activities.carrier.CarrierEvent.Ended;
import io.carillon.activities.carrier.Detection;
import io.carillon.activities.carrier.DialAnswer;
import io.carillon.activities.carrier.DialRequest;
import io.carillon.activities.carrier.Script;
import io.carillon.activities.database.UuidV7;
import io.carillon.workflows.ids.AccountId;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.OrganizationId;
import io.carillon.workflows.phone.PhoneNumber;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A carrier, its driver and a receiver of callbacks, wired as the product wires them. */
final class Dialing implements AutoCloseable {
    static final Script.HangUp BYE = new Script.HangUp("bye");

    final Path home;
    final CallbackReceiver receiver = new CallbackReceiver();
    private final SimulatorDriver driver;
    private final CarrierAccount account;
    private SimulatorServer server;

    Dialing(Path home, double speed) throws IOException {
        this.home = home;
        this.server = new SimulatorServer(SimulatorOptions.at(home).speed(speed)).start();
        this.driver =
                new SimulatorDriver(
                        new SimulatorSettings(
                                server.url(), speed, Duration.ofSeconds(2), Duration.ofSeconds(1)));
        this.account =
                new CarrierAccount(
                        new AccountId(UuidV7.next()),
                        new OrganizationId(UuidV7.next()),
                        SimulatorDriver.CARRIER,
                        null,
                        Map.of());
    }

    SimulatorServer server() {
        return server;
    }

    SimulatorDriver driver() {
        return driver;
    }

    CarrierAccount account() {
        return account;
    }

    /** The carrier stops and comes back on the same port with what is on its disk. */
    void restart(double speed) {
        int port = server.port();
        server.close();
        server = new SimulatorServer(SimulatorOptions.at(home).port(port).speed(speed)).start();
    }

    void stop() {
        server.close();
    }

    static CallOnCarrier fresh() {
        return new CallOnCarrier(new CallId(UuidV7.next()), null);
    }

    DialAnswer dial(CallOnCarrier call, String ending, Script.Verb... verbs) {
        return dial(call, ending, true, false, verbs);
    }

    DialAnswer dial(
            CallOnCarrier call,
            String ending,
            boolean detect,
            boolean record,
            Script.Verb... verbs) {
        return driver.dial(
                account,
                new DialRequest(
                        call.call(),
                        new PhoneNumber("+120255501" + ending),
                        new PhoneNumber("+12025550100"),
                        receiver.urlFor(token(call)),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(120),
                        detect ? Detection.VERDICT : Detection.NONE,
                        record,
                        new Script(0, List.of(verbs)),
                        () -> true));
    }

    static String token(CallOnCarrier call) {
        return call.call().toString();
    }

    Ended awaitEnd(CallOnCarrier call) throws InterruptedException {
        return receiver.awaitEnd(token(call));
    }

    /** Waits for the first such event. */
    <T extends CarrierEvent.What> T await(CallOnCarrier call, Class<T> kind)
            throws InterruptedException {
        return receiver.await(token(call), kind::isInstance).stream()
                .map(CarrierEvent::what)
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst()
                .orElseThrow();
    }

    /** Kinds of what came, in order. */
    List<String> told(CallOnCarrier call) {
        return receiver.received(token(call)).stream()
                .map(event -> event.what().getClass().getSimpleName())
                .toList();
    }

    <T extends CarrierEvent.What> @Nullable T first(CallOnCarrier call, Class<T> kind) {
        return receiver.received(token(call)).stream()
                .map(CarrierEvent::what)
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst()
                .orElse(null);
    }

    List<JsonNode> log() throws IOException {
        return Files.readAllLines(home.resolve("calls.jsonl")).stream()
                .map(SimulatorJson.MAPPER::readTree)
                .toList();
    }

    static Script.Say say(String step, String text) {
        return new Script.Say(step, text, "default-en", "en-US");
    }

    /** One digit of three, six seconds for it, two tries. */
    static Script.Gather gather(List<String> keys, List<String> optOutKeys) {
        return new Script.Gather(
                "menu",
                List.of(say("menu", "Press one to confirm, two for a person, nine to stop.")),
                1,
                "129",
                "#",
                Duration.ofSeconds(6),
                Duration.ofSeconds(3),
                2,
                true,
                keys,
                optOutKeys,
                false);
    }

    @Override
    public void close() throws IOException {
        server.close();
        driver.close();
        receiver.close();
    }
}
