package io.carillon.activities.carrier.twilio;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.twilio.http.TwilioRestClient;

import io.carillon.activities.carrier.CarrierAccount;
import io.carillon.activities.carrier.http.CarrierHttp;
import io.carillon.activities.carrier.http.Sent;

import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.core5.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/** Requests to Twilio, each of them sent once. */
final class TwilioApi implements AutoCloseable {
    static final String ACCOUNT_SID = "account_sid";
    static final String AUTH_TOKEN = "auth_token";

    private final CarrierHttp http;
    private final String defaultUrl;

    // Made once: what it learns of a class it keeps.
    private final ObjectMapper mapper = new ObjectMapper().registerModule(new JavaTimeModule());

    TwilioApi(TwilioSettings settings) {
        this.http = new CarrierHttp(settings.connectTimeout(), settings.answerTimeout());
        this.defaultUrl = settings.url();
    }

    /** Twilio said no, in its own words. */
    static final class Rejected extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient TwilioError error;

        Rejected(TwilioError error) {
            super(error.cause());
            this.error = error;
        }

        TwilioError error() {
            return error;
        }
    }

    /** What is known of one request, whatever the SDK makes of its answer. */
    Sent send(
            CarrierAccount account, Consumer<TwilioRestClient> request, BooleanSupplier lastCheck) {
        var one = new OneRequest(http, base(account), lastCheck);
        try {
            request.accept(client(account, one));
        } catch (RuntimeException unhappy) {
            // What is known of the request says more than the SDK's exception.
            return one.sent();
        }
        return one.sent();
    }

    /**
     * A request that may be repeated.
     *
     * @throws Rejected when Twilio itself said no
     * @throws IOException when it is not known whether it arrived, or the answer says nothing
     */
    <T> T ask(CarrierAccount account, Function<TwilioRestClient, T> request)
            throws IOException, Rejected {
        var one = new OneRequest(http, base(account), () -> true);
        try {
            return request.apply(client(account, one));
        } catch (RuntimeException unhappy) {
            throw refused(one.sent());
        }
    }

    /** Its texts name what was asked; ours do not. */
    private static IOException refused(Sent sent) throws Rejected {
        return switch (sent) {
            case Sent.Not(String cause) -> new IOException("Twilio was not reached: " + cause);
            case Sent.Unanswered(String cause) ->
                    new IOException("Twilio did not answer: " + cause);
            case Sent.Answered(int status, byte[] body) -> {
                TwilioError error = TwilioError.read(status, body);
                if (error != null && status < 500) {
                    throw new Rejected(error);
                }
                yield new IOException("Twilio answered with " + status);
            }
        };
    }

    /** A file beside the API, which the SDK does not fetch. */
    byte[] file(CarrierAccount account, String path) throws IOException {
        var get = new HttpGet(base(account) + path);
        get.setHeader(HttpHeaders.AUTHORIZATION, basic(account));
        Sent.Answered answer = http.ask(get);
        if (answer.status() != 200) {
            throw new IOException("Twilio answered with " + answer.status());
        }
        return answer.body();
    }

    private static String basic(CarrierAccount account) {
        String both = sid(account) + ":" + credential(account, AUTH_TOKEN);
        return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
    }

    private TwilioRestClient client(CarrierAccount account, OneRequest request) {
        return new TwilioRestClient.Builder(sid(account), credential(account, AUTH_TOKEN))
                .accountSid(sid(account))
                .httpClient(request)
                .objectMapper(mapper)
                .build();
    }

    static String sid(CarrierAccount account) {
        return credential(account, ACCOUNT_SID);
    }

    /** Empty when it was not entered: Twilio then says what is wrong with it. */
    private static String credential(CarrierAccount account, String name) {
        return account.credentials().getOrDefault(name, "");
    }

    static @Nullable String authToken(CarrierAccount account) {
        return account.credentials().get(AUTH_TOKEN);
    }

    private String base(CarrierAccount account) {
        String own = account.baseUrl();
        String url = own == null || own.isBlank() ? defaultUrl : own;
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    @Override
    public void close() throws IOException {
        http.close();
    }
}
