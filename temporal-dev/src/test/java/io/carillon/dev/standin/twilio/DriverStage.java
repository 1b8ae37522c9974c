package io.carillon.dev.standin.twilio;

import io.carillon.activities.carrier.CallOnCarrier;
import io.carillon.activities.carrier.Callback;
import io.carillon.activities.carrier.CallbackRefused;
import io.carillon.activities.carrier.CarrierAccount;
import io.carillon.activities.carrier.CarrierEvent;
import io.carillon.activities.carrier.Detection;
import io.carillon.activities.carrier.DialAnswer;
import io.carillon.activities.carrier.Document;
import io.carillon.activities.carrier.Script;
import io.carillon.activities.carrier.Understood;
import io.carillon.activities.carrier.twilio.TwilioDriver;
import io.carillon.activities.carrier.twilio.TwilioSettings;
import io.carillon.activities.carrier.twilio.TwilioSpecification;
import io.carillon.activities.database.UuidV7;
import io.carillon.activities.media.HoldMusic;
import io.carillon.dev.standin.Answer;
import io.carillon.dev.standin.Form;
import io.carillon.dev.standin.Letter;
import io.carillon.dev.standin.LocalServer;
import io.carillon.dev.standin.Reply;
import io.carillon.dev.standin.Request;
import io.carillon.workflows.call.MachineTuning;
import io.carillon.workflows.ids.AccountId;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.OrganizationId;
import io.carillon.workflows.phone.PhoneNumber;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Our driver and Twilio's stand-in, which know nothing of each other: requests go over a socket,
 * callbacks come signed, time is moved by hand. What an application would decide, a test does.
 */
final class DriverStage implements AutoCloseable {
    private static final String ADDRESS = "https://dialer.example/callbacks/twilio/token?tag=T_g-1";

    final Stage stage;
    final TwilioDriver driver;
    final List<CarrierEvent> events = new ArrayList<>();

    /** What a request had that Twilio's specification does not know. */
    final List<String> unspecified = new ArrayList<>();

    /** Each as {@code POST Calls.json}. */
    final List<String> requests = new ArrayList<>();

    /** Audio that was fetched. */
    final List<String> fetched = new ArrayList<>();

    /** Scripts as an application keeps them to be fetched. */
    final Map<Integer, Script> kept = new HashMap<>();

    CarrierAccount account;

    /** Of the next call; null: none is asked for. */
    @Nullable MachineTuning tuning;

    int refused;

    private final TwilioSpecification specification = new TwilioSpecification();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final LocalServer server;
    private final CallId call = new CallId(UuidV7.next());
    private CallOnCarrier.@Nullable Dialed dialed;

    DriverStage(Path folder) throws IOException {
        stage = new Stage(folder, 1, 1, this::told);
        server = new LocalServer(0, this::asked, threads).start();
        driver =
                new TwilioDriver(
                        new TwilioSettings(
                                server.url(), Duration.ofSeconds(3), Duration.ofSeconds(10)));
        account = account(Stage.CREDENTIALS.token());
    }

    static CarrierAccount account(String token) {
        return new CarrierAccount(
                new AccountId(UuidV7.next()),
                new OrganizationId(UuidV7.next()),
                TwilioDriver.CARRIER,
                null,
                Map.of("account_sid", Stage.CREDENTIALS.sid(), "auth_token", token));
    }

    // ------------------------------------------------------------ both directions

    private Answer asked(Request request) {
        requests.add(request.method() + request.path().replaceFirst(".*/Accounts/[^/]*/", " "));
        if (!request.path().endsWith(".wav")) {
            String form = new String(request.body(), StandardCharsets.UTF_8);
            unspecified.addAll(
                    specification.wrong(
                            request.method(), request.path(), request.query(), Form.read(form)));
        }
        return stage.routed(request);
    }

    private Reply told(Letter letter, Duration patience) {
        if (letter.url().getPath().contains("/audio/")) {
            fetched.add(letter.url().getPath().replaceFirst(".*/audio/", ""));
            return new Reply.Answered(200, "audio/wav", HoldMusic.wav());
        }
        var headers = new HashMap<String, String>();
        letter.headers()
                .forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        var callback =
                new Callback(
                        letter.url().toString(),
                        headers,
                        letter.body().getBytes(StandardCharsets.UTF_8));
        try {
            return reply(driver.understand(account, callback));
        } catch (CallbackRefused no) {
            refused++;
            return new Reply.Answered(403, "", new byte[0]);
        }
    }

    private Reply reply(Understood said) {
        events.addAll(said.events());
        Understood.Wanted wanted = said.wanted();
        Script script = wanted == null ? null : kept.get(wanted.sequence());
        Document answer =
                wanted == null || script == null
                        ? said.kept()
                        : driver.document(dialed(), script, wanted);
        return answer == null
                ? new Reply.Answered(204, "", new byte[0])
                : new Reply.Answered(
                        200, answer.contentType(), answer.text().getBytes(StandardCharsets.UTF_8));
    }

    // ------------------------------------------------------------ one call

    /** A person's number by its last two digits. */
    static PhoneNumber number(String ending) {
        return new PhoneNumber("+120255501" + ending);
    }

    DialAnswer dial(String ending, Detection detection, boolean record, Script.Verb... first) {
        PhoneNumber from = new PhoneNumber(Stage.FROM);
        dialed = new CallOnCarrier.Dialed(ADDRESS, number(ending), from, stage.time.wall());
        return driver.dial(
                account,
                new io.carillon.activities.carrier.DialRequest(
                        call,
                        number(ending),
                        from,
                        ADDRESS,
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(600),
                        detection,
                        tuning,
                        record,
                        null,
                        script(0, first),
                        () -> true));
    }

    /** The script, kept where the driver says that it will be fetched. */
    Script script(int sequence, Script.Verb... verbs) {
        var script = new Script(sequence, List.of(verbs));
        if (driver.fetches(dialed(), script)) {
            kept.put(sequence, script);
        }
        return script;
    }

    boolean perform(int sequence, Script.Verb... verbs) throws IOException {
        return driver.perform(account, named(), script(sequence, verbs));
    }

    private CallOnCarrier.Dialed dialed() {
        if (dialed == null) {
            throw new IllegalStateException("nothing was dialed");
        }
        return dialed;
    }

    /** The call that was heard of last. */
    CallOnCarrier named() {
        return new CallOnCarrier(call, events.getLast().carrierCallId(), dialed());
    }

    CallOnCarrier unnamed() {
        return new CallOnCarrier(call, null, dialed());
    }

    // ------------------------------------------------------------ what came of it

    List<CarrierEvent.What> told() {
        return events.stream().map(CarrierEvent::what).toList();
    }

    <T extends CarrierEvent.What> List<T> told(Class<T> kind) {
        return told().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    @Override
    public void close() throws IOException {
        driver.close();
        server.close();
        threads.shutdownNow();
    }
}
