package io.carillon.activities.carrier.twilio;

import io.carillon.activities.carrier.CallOnCarrier;
import io.carillon.activities.carrier.CarrierAccount;
import io.carillon.activities.carrier.Detection;
import io.carillon.activities.carrier.DialRequest;
import io.carillon.activities.carrier.Script;
import io.carillon.activities.database.UuidV7;
import io.carillon.workflows.call.MachineTuning;
import io.carillon.workflows.ids.AccountId;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.OrganizationId;
import io.carillon.workflows.phone.PhoneNumber;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Valid things of Twilio's, for tests to say only what matters. */
final class Twilios {
    static final String TOKEN = "12345";
    static final String ACCOUNT_SID = "AC0123456789abcdef0123456789abcdef";
    static final String CALL_SID = "CA0123456789abcdef0123456789abcdef";
    static final Map<String, String> CREDENTIALS =
            Map.of("account_sid", ACCOUNT_SID, "auth_token", TOKEN);
    static final String ADDRESS = "https://dialer.example/callbacks/twilio/token?tag=T_g-1";
    static final PhoneNumber TO = new PhoneNumber("+12025550101");
    static final PhoneNumber FROM = new PhoneNumber("+12025550100");
    static final Instant AT = Instant.parse("2026-11-22T21:00:00Z");

    private Twilios() {}

    static TwilioDriver driver() {
        return new TwilioDriver(
                new TwilioSettings(
                        "http://127.0.0.1:9", Duration.ofSeconds(1), Duration.ofMillis(500)));
    }

    static CarrierAccount account(@Nullable String url) {
        return new CarrierAccount(
                new AccountId(UuidV7.next()),
                new OrganizationId(UuidV7.next()),
                TwilioDriver.CARRIER,
                url,
                CREDENTIALS);
    }

    static CallOnCarrier.Dialed dialed() {
        return new CallOnCarrier.Dialed(ADDRESS, TO, FROM, AT);
    }

    static CallOnCarrier named() {
        return new CallOnCarrier(new CallId(UuidV7.next()), CALL_SID, dialed());
    }

    static CallOnCarrier unnamed() {
        return new CallOnCarrier(new CallId(UuidV7.next()), null, dialed());
    }

    static DialRequest request(
            Detection detection, boolean record, Script first, BooleanSupplier lastCheck) {
        return new DialRequest(
                new CallId(UuidV7.next()),
                TO,
                FROM,
                ADDRESS,
                Duration.ofSeconds(30),
                Duration.ofSeconds(600),
                detection,
                record,
                first,
                lastCheck);
    }

    static DialRequest tuned(Detection detection, @Nullable MachineTuning tuning) {
        return new DialRequest(
                new CallId(UuidV7.next()),
                TO,
                FROM,
                ADDRESS,
                Duration.ofSeconds(30),
                Duration.ofSeconds(600),
                detection,
                tuning,
                false,
                null,
                hello(),
                () -> true);
    }

    static DialRequest about(String reason) {
        return new DialRequest(
                new CallId(UuidV7.next()),
                TO,
                FROM,
                ADDRESS,
                Duration.ofSeconds(30),
                Duration.ofSeconds(600),
                Detection.NONE,
                null,
                false,
                reason,
                hello(),
                () -> true);
    }

    static Script hello() {
        return new Script(0, List.of(say("Hello."), new Script.HangUp("bye")));
    }

    static Script.Say say(String text) {
        return new Script.Say("greet", text, "default-en", "en-US");
    }

    /** Twilio's own error document. */
    static String error(int status, int code) {
        return """
        {"code":%d,"message":"no","more_info":"https://www.twilio.com/docs/errors/%d","status":%d}"""
                .formatted(code, code, status);
    }
}
