package io.carillon.activities.carrier.ilyost;

import io.carillon.activities.carrier.CarrierAccount;
import io.carillon.activities.carrier.http.CarrierHttp;
import io.carillon.activities.carrier.http.Sent;

import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.StringEntity;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Requests to Ilyost, each of them sent once. */
final class IlyostApi implements AutoCloseable {
    static final String API_KEY = "api_key";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final CarrierHttp http;

    /** For what is answered when it is over: only a refusal comes at once. */
    private final CarrierHttp impatient;

    private final String defaultUrl;

    IlyostApi(IlyostSettings settings) {
        this.http = new CarrierHttp(settings.connectTimeout(), settings.answerTimeout());
        this.impatient = new CarrierHttp(settings.connectTimeout(), settings.gatherTimeout());
        this.defaultUrl = settings.url();
    }

    Sent dial(CarrierAccount account, Map<String, Object> body, BooleanSupplier lastCheck) {
        return http.send(request(account, "/v2/create-call", body), lastCheck);
    }

    /** A request that may be repeated. */
    IlyostAnswer ask(CarrierAccount account, String path, Map<String, Object> body)
            throws IOException {
        return IlyostAnswer.of(http.ask(request(account, path, body)));
    }

    /** As {@link #ask}; silence is an answer too, since it is held until the keys are there. */
    IlyostAnswer begin(CarrierAccount account, String path, Map<String, Object> body)
            throws IOException {
        return switch (impatient.send(request(account, path, body), () -> true)) {
            case Sent.Answered answered -> IlyostAnswer.of(answered);
            case Sent.Unanswered(String cause) when cause.equals("timeout") -> IlyostAnswer.HELD;
            case Sent.Unanswered(String cause) ->
                    throw new IOException("Ilyost did not answer: " + cause);
            case Sent.Not(String cause) -> throw new IOException("Ilyost not reached: " + cause);
        };
    }

    Sent.Answered get(CarrierAccount account, String path) throws IOException {
        return http.ask(new HttpGet(base(account) + path));
    }

    private HttpPost request(CarrierAccount account, String path, Map<String, Object> body) {
        var post = new HttpPost(base(account) + path);
        post.setEntity(
                new StringEntity(JSON.writeValueAsString(body), ContentType.APPLICATION_JSON));
        return post;
    }

    /** Empty when it was not entered: Ilyost then says what is wrong with it. */
    static String apiKey(CarrierAccount account) {
        return account.credentials().getOrDefault(API_KEY, "");
    }

    private String base(CarrierAccount account) {
        String own = account.baseUrl();
        String url = own == null || own.isBlank() ? defaultUrl : own;
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    @Override
    public void close() throws IOException {
        try (impatient) {
            http.close();
        }
    }
}
