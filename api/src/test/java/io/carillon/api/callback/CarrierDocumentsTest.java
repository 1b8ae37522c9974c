package io.carillon.api.callback;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.blob.BlobPurpose;
import io.carillon.activities.blob.Blobs;
import io.carillon.activities.carrier.CarrierAccounts;
import io.carillon.api.testing.ApiClient;
import io.carillon.api.testing.ApiClient.Answer;
import io.carillon.api.testing.ApiServer;
import io.carillon.api.testing.DialedCalls;
import io.carillon.workflows.ids.BlobId;
import io.carillon.workflows.ids.OrganizationId;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.net.URLDecoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What a carrier that is answered with documents gets, at an address behind a proxy. */
class CarrierDocumentsTest {
    private static final String PUBLIC = "https://dialer.example/behind";
    private static final String SECRET = "12345";

    private static ApiServer server;
    private static DialedCalls calls;
    private static ApiClient user;
    private static ApiClient carrier;

    @BeforeAll
    static void start() {
        server = ApiServer.start("--carillon.public-url=" + PUBLIC + "/");
        calls = new DialedCalls(server);
        user = calls.organization("documents", "calls:dial", "calls:read");
        carrier = server.anyone();
    }

    @AfterAll
    static void close() {
        calls.close();
        server.close();
    }

    @Test
    void isAnsweredWithADocumentOnceItIsKept() throws Exception {
        String call = onTwilio();

        Answer answer =
                tell(call, "&kind=gathered&script=0&step=menu&try=1&max=1", "CallSid=CA1&Digits=7");

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.header("content-type")).startsWith("text/xml");
        assertThat(answer.header("cache-control")).contains("no-store");
        assertThat(answer.text())
                .startsWith("<Response><Pause")
                .contains(PUBLIC + "/callbacks/twilio/" + token(call) + "?tag=")
                .contains("kind=waiting");
        assertThat(
                        calls.one(
                                String.class,
                                "SELECT data->>'digits' FROM events WHERE type = 'call.digits' AND subject_id = '%s'"
                                        .formatted(call)))
                .isEqualTo("7");
    }

    @Test
    void isToldNothingButThatAStatusIsKept() throws Exception {
        String call = onTwilio();

        Answer answer = tell(call, "&kind=status", "CallSid=CA1&CallStatus=ringing");

        assertThat(answer.status()).as(answer.toString()).isEqualTo(204);
        assertThat(user.get("/calls/" + call).at("/status")).isEqualTo("ringing");
    }

    @Test
    void isNotBelievedWithoutItsSignature() throws Exception {
        String call = onTwilio();
        String path = path(call) + "&kind=status";
        String form = "CallSid=CA1&CallStatus=ringing";

        Answer unsigned = post(carrier, path, form);
        Answer overTheHost =
                post(
                        carrier.with("X-Twilio-Signature", signature(carrier.base() + path, form)),
                        path,
                        form);

        assertThat(unsigned.status()).isEqualTo(403);
        assertThat(overTheHost.status()).isEqualTo(403);
        assertThat(user.get("/calls/" + call).at("/status")).isEqualTo("dialing");
    }

    @Test
    void fetchesAScriptThatWasKeptForIt() throws Exception {
        String call = onTwilio();
        calls.set(
                call,
                """
                script_kept = '{"sequence":0,"verbs":[{"verb":"say","step":"s","text":"A & B","voice":"default-en","language":"en-US"}]}'
                """);
        String path = path(call) + "&kind=document&script=0&CallSid=CA1";
        String signature = signature(PUBLIC + path, "");

        Answer fetched = carrier.with("X-Twilio-Signature", signature).get("/" + path);
        Answer posted = tell(call, "&kind=document&script=0", "CallSid=CA1");
        Answer other = tell(call, "&kind=document&script=1", "CallSid=CA1");

        assertThat(fetched.text())
                .contains("<Say voice=\"Polly.Joanna\" language=\"en-US\">A &amp; B</Say>")
                .contains("kind=script_ended&amp;script=0");
        assertThat(posted.text()).contains("A &amp; B");
        assertThat(other.text()).doesNotContain("A &amp; B").contains("kind=waiting");
    }

    @Test
    void fetchesAudioOfItsOwnOrganization() throws Exception {
        String call = onTwilio();
        UUID organization = UUID.fromString(calls.column(call, "organization_id"));
        BlobId ours = audio(organization, BlobPurpose.AUDIO);
        BlobId recording = audio(organization, BlobPurpose.RECORDING);
        String address = "//callbacks/twilio/" + token(call) + "/audio/";

        Answer played = carrier.get(address + ours + "?tag=" + calls.tag(call));

        assertThat(played.status()).isEqualTo(200);
        assertThat(played.header("content-type")).isEqualTo("audio/wav");
        assertThat(played.text()).isEqualTo("RIFF");
        assertThat(carrier.get(address + recording).status()).isEqualTo(404);
        assertThat(carrier.get(address + "blob_1").status()).isEqualTo(404);
        var music = carrier.get(address + "hold_music");
        assertThat(music.status()).isEqualTo(200);
        assertThat(music.header("content-type")).isEqualTo("audio/wav");
        assertThat(carrier.get("//callbacks/twilio/" + "x".repeat(43) + "/audio/" + ours).status())
                .isEqualTo(404);
    }

    private static BlobId audio(UUID organization, BlobPurpose purpose) throws Exception {
        return server.bean(Blobs.class)
                .write(
                        new OrganizationId(organization),
                        purpose,
                        "audio/wav",
                        new ByteArrayInputStream("RIFF".getBytes(StandardCharsets.UTF_8)),
                        100);
    }

    /** A call that was dialed with the organization's account at Twilio. */
    private static String onTwilio() {
        server.database().asSuperuser("UPDATE carrier_accounts SET carrier = 'simulator'");
        String call = calls.dialed(user);
        byte[] credentials =
                server.bean(CarrierAccounts.class)
                        .seal(Map.of("account_sid", "AC1", "auth_token", SECRET));
        server.database()
                .asSuperuser(
                        "UPDATE carrier_accounts SET carrier = 'twilio', credentials_sealed = '\\x%s' WHERE id = '%s'"
                                .formatted(
                                        HexFormat.of().formatHex(credentials),
                                        calls.column(call, "account_id")));
        calls.set(call, "carrier = 'twilio'");
        return call;
    }

    private static String token(String call) {
        return calls.column(call, "callback_token");
    }

    private static String path(String call) {
        return "/callbacks/twilio/" + token(call) + "?tag=" + calls.tag(call);
    }

    private static Answer tell(String call, String kind, String form) throws Exception {
        String path = path(call) + kind;
        return post(carrier.with("X-Twilio-Signature", signature(PUBLIC + path, form)), path, form);
    }

    private static Answer post(ApiClient client, String path, String form) {
        return client.send(
                "POST",
                "/" + path,
                BodyPublishers.ofString(form),
                "application/x-www-form-urlencoded");
    }

    /** Twilio docs, Webhooks security. */
    private static String signature(String url, String form) throws Exception {
        var signed = new StringBuilder(url);
        Arrays.stream(form.split("&"))
                .sorted()
                .forEach(
                        pair ->
                                signed.append(
                                        URLDecoder.decode(pair, StandardCharsets.UTF_8)
                                                .replaceFirst("=", "")));
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
        return Base64.getEncoder()
                .encodeToString(mac.doFinal(signed.toString().getBytes(StandardCharsets.UTF_8)));
    }
}
