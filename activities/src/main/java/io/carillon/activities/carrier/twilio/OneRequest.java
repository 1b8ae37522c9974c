package io.carillon.activities.carrier.twilio;

import com.twilio.http.HttpClient;
import com.twilio.http.HttpMethod;
import com.twilio.http.Request;
import com.twilio.http.Response;

import io.carillon.activities.carrier.http.CarrierHttp;
import io.carillon.activities.carrier.http.Sent;

import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.URL;
import java.util.function.BooleanSupplier;

/**
 * What the SDK sends through: one request, once. The SDK's own client sends a request three times
 * on a 5xx, whatever its method (com.twilio.http.HttpClient, RETRIES), and the HTTP client below it
 * repeats again; a repeated call creation rings the phone again. It remembers what is known of the
 * request, which the SDK's exceptions do not tell.
 */
final class OneRequest extends HttpClient {
    private final CarrierHttp http;
    private final String base;
    private final BooleanSupplier lastCheck;
    private @Nullable Sent sent;

    /**
     * @param base scheme and host, in place of the SDK's, which knows regions and edges only
     */
    OneRequest(CarrierHttp http, String base, BooleanSupplier lastCheck) {
        this.http = http;
        this.base = base;
        this.lastCheck = lastCheck;
    }

    /** What is known of the request; nothing left us where the SDK did not come so far. */
    Sent sent() {
        return sent == null ? new Sent.Not("not_built") : sent;
    }

    @Override
    public Response reliableRequest(Request request) {
        return makeRequest(request);
    }

    @Override
    public Response reliableRequest(Request request, int[] codes, int retries, long delayMillis) {
        return makeRequest(request);
    }

    @Override
    public Response makeRequest(Request request) {
        if (sent != null) {
            throw new IllegalStateException("a second request to Twilio where one was meant");
        }
        Sent told = http.send(built(request), lastCheck);
        sent = told;
        if (told instanceof Sent.Answered answered) {
            return new Response(new ByteArrayInputStream(answered.body()), answered.status());
        }
        throw new NoAnswer();
    }

    private HttpUriRequestBase built(Request request) {
        URL wanted = request.constructURL();
        HttpMethod method = request.getMethod();
        var built = new HttpUriRequestBase(method.name(), URI.create(base + wanted.getFile()));
        built.setHeader(HttpHeaders.AUTHORIZATION, request.getAuthString());
        built.setHeader(HttpHeaders.ACCEPT, "application/json");
        if (method == HttpMethod.POST) {
            built.setEntity(
                    new StringEntity(
                            request.encodeFormBody(), ContentType.APPLICATION_FORM_URLENCODED));
        }
        return built;
    }

    /** Said to the SDK only; {@link #sent} knows more. */
    private static final class NoAnswer extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NoAnswer() {
            super("Twilio did not answer");
        }
    }
}
