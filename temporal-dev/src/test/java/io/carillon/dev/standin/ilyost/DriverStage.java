package io.carillon.dev.standin.ilyost;

import io.carillon.activities.carrier.CallOnCarrier;
import io.carillon.activities.carrier.Callback;
import io.carillon.activities.carrier.CallbackRefused;
import io.carillon.activities.carrier.CarrierAccount;
import io.carillon.activities.carrier.CarrierEvent;
import io.carillon.activities.carrier.Detection;
import io.carillon.activities.carrier.DialAnswer;
import io.carillon.activities.carrier.DialRequest;
import io.carillon.activities.carrier.Script;
import io.carillon.activities.carrier.Silence;
import io.carillon.activities.carrier.ilyost.IlyostDriver;
import io.carillon.activities.carrier.ilyost.IlyostSettings;
import io.carillon.activities.database.UuidV7;
import io.carillon.dev.standin.Answer;
import io.carillon.dev.standin.Letter;
import io.carillon.dev.standin.LocalServer;
import io.carillon.dev.standin.Reply;
import io.carillon.dev.standin.Request;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Our driver and Ilyost's stand-in, which know nothing of each other: requests go over a socket,
 * time is moved by hand. What an application would decide, a test does.
 */
final class DriverStage implements AutoCloseable {
    private static final String ADDRESS = "http://dialer.example/callbacks/ilyost/token?tag=T_g-1";

    // Longer than anybody waits for the answer of a gather.
    private static final Duration HELD = Duration.ofMinutes(5);

    final Stage stage;
    final IlyostDriver driver;
    final List<CarrierEvent> events = new ArrayList<>();
    CarrierAccount account = account(Stage.KEY);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final LocalServer server;
    private @Nullable Script underWay;
    private @Nullable CallOnCarrier call;
    private int sequence;

    DriverStage(Path folder) throws IOException {
        stage = new Stage(folder, this::told);
        server = new LocalServer(0, this::asked, threads).start();
        driver =
                new IlyostDriver(
                        new IlyostSettings(
                                server.url(),
                                Duration.ofSeconds(3),
                                Duration.ofSeconds(10),
                                Duration.ofMillis(300),
                                Duration.ofSeconds(20),
                                List.of()));
    }

    static CarrierAccount account(String key) {
        return new CarrierAccount(
                new AccountId(UuidV7.next()),
                new OrganizationId(UuidV7.next()),
                IlyostDriver.CARRIER,
                null,
                Map.of("api_key", key));
    }

    private Answer asked(Request request) {
        Answer answer = stage.routed(request);
        return answer == Stage.HELD ? Answer.cutAfter(HELD) : answer;
    }

    private Reply told(Letter letter, Duration patience) {
        String path = letter.url().getPath();
        if (path.contains("/audio/")) {
            return Silence.named(path.replaceFirst(".*/audio/", ""))
                    .<Reply>map(audio -> new Reply.Answered(200, "audio/wav", audio))
                    .orElseGet(() -> new Reply.Answered(404, "", new byte[0]));
        }
        var callback =
                new Callback(
                        letter.url().toString(),
                        Map.of(),
                        letter.body().getBytes(StandardCharsets.UTF_8));
        try {
            events.addAll(
                    driver.understand(account, callback, () -> Optional.ofNullable(underWay))
                            .events());
            return new Reply.Answered(204, "", new byte[0]);
        } catch (CallbackRefused no) {
            return new Reply.Answered(400, "", new byte[0]);
        }
    }

    DialAnswer dial(String ending, Detection detection, boolean record) {
        var to = new PhoneNumber("+120255501" + ending);
        var from = new PhoneNumber(Stage.FROM);
        var id = new CallId(UuidV7.next());
        DialAnswer answer =
                driver.dial(
                        account,
                        new DialRequest(
                                id,
                                to,
                                from,
                                ADDRESS,
                                Duration.ofSeconds(30),
                                Duration.ofSeconds(600),
                                detection,
                                record,
                                new Script(0, List.of()),
                                () -> true));
        String named = answer instanceof DialAnswer.Accepted(String told) ? told : null;
        call =
                new CallOnCarrier(
                        id, named, new CallOnCarrier.Dialed(ADDRESS, to, from, stage.time.wall()));
        return answer;
    }

    /** Somebody answers, and it is known who. */
    void talkTo(String ending, Detection detection) {
        dial(ending, detection, false);
        stage.passSeconds(15);
    }

    /** The next script, and what comes of it within a minute. */
    List<CarrierEvent.What> perform(Script.Verb... verbs) throws IOException {
        int before = events.size();
        underWay = new Script(++sequence, List.of(verbs));
        if (!driver.perform(account, call(), underWay)) {
            return List.of();
        }
        stage.passSeconds(60);
        return whats().subList(before, events.size());
    }

    CallOnCarrier call() {
        return java.util.Objects.requireNonNull(call, "nobody was dialed");
    }

    List<CarrierEvent.What> whats() {
        return events.stream().map(CarrierEvent::what).toList();
    }

    @Override
    public void close() throws IOException {
        driver.close();
        server.close();
        threads.shutdownNow();
    }
}
