package io.carillon.activities.carrier.ilyost;

import io.carillon.activities.carrier.CallOnCarrier;
import io.carillon.activities.carrier.Callback;
import io.carillon.activities.carrier.CarrierAccount;
import io.carillon.activities.carrier.Detection;
import io.carillon.activities.carrier.DialRequest;
import io.carillon.activities.carrier.Script;
import io.carillon.activities.database.UuidV7;
import io.carillon.workflows.ids.AccountId;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.OrganizationId;
import io.carillon.workflows.phone.PhoneNumber;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Valid things of Ilyost's, for tests to say only what matters. */
final class Ilyosts {
    static final Map<String, String> CREDENTIALS = Map.of("api_key", "YOUR_API_KEY");
    static final String ADDRESS = "https://dialer.example/callbacks/ilyost/token?tag=T_g-1";

    /** As in the docs' examples. */
    static final String CALL = "550e8400-e29b-41d4-a716-446655440000";

    private static final PhoneNumber TO = new PhoneNumber("+12025550101");
    private static final PhoneNumber FROM = new PhoneNumber("+12025550100");

    private Ilyosts() {}

    static IlyostSettings settings(String... callbackAddresses) {
        return new IlyostSettings(
                "http://127.0.0.1:9",
                Duration.ofSeconds(1),
                Duration.ofMillis(500),
                Duration.ofMillis(100),
                Duration.ofSeconds(25),
                List.of(callbackAddresses));
    }

    static CarrierAccount account(@Nullable String url) {
        return new CarrierAccount(
                new AccountId(UuidV7.next()),
                new OrganizationId(UuidV7.next()),
                IlyostDriver.CARRIER,
                url,
                CREDENTIALS);
    }

    static CallOnCarrier call() {
        return new CallOnCarrier(
                new CallId(UuidV7.next()),
                CALL,
                new CallOnCarrier.Dialed(ADDRESS, TO, FROM, Instant.parse("2026-11-22T21:00:00Z")));
    }

    static DialRequest request(Detection detection, boolean record) {
        return new DialRequest(
                new CallId(UuidV7.next()),
                TO,
                FROM,
                ADDRESS,
                Duration.ofSeconds(30),
                Duration.ofSeconds(600),
                detection,
                record,
                new Script(0, List.of()),
                () -> true);
    }

    static Callback callback(String url, String body) {
        return new Callback(url, Map.of(), body.getBytes(StandardCharsets.UTF_8), "192.0.2.7");
    }

    static Script script(Script.Verb... verbs) {
        return new Script(3, List.of(verbs));
    }

    static Script.Say say(String text) {
        return new Script.Say("greet", text, "default-en", "en-US");
    }

    static Script.Gather gather(int maxDigits, String valid, String finish, Script.Verb... prompt) {
        return new Script.Gather(
                "menu",
                List.of(prompt),
                maxDigits,
                valid,
                finish,
                Duration.ofMillis(6500),
                Duration.ofMillis(6500),
                2,
                true,
                List.of("1"),
                List.of(),
                false);
    }
}
