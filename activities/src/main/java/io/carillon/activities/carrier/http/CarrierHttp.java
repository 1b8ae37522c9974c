package io.carillon.activities.carrier.http;

import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import javax.net.ssl.SSLException;

/**
 * Sends each request once: no retry, no redirect. The last act before the first byte is a check of
 * the caller's, made when the connection stands, so that "certainly not sent" is certain. Safe for
 * many threads.
 */
public final class CarrierHttp implements AutoCloseable {
    private static final String ATTEMPT = "carillon.attempt";

    /** More at once than a worker has dials and controls under way. */
    private static final int CONNECTIONS = 256;

    /** Servers commonly close an idle connection after 30 s or more; we are first. */
    private static final TimeValue KEEP_ALIVE = TimeValue.ofSeconds(15);

    private static final class Attempt {
        final BooleanSupplier lastCheck;
        boolean begun;

        Attempt(BooleanSupplier lastCheck) {
            this.lastCheck = lastCheck;
        }
    }

    private static final class TooLate extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private final CloseableHttpClient client;

    /**
     * @param connectTimeout for a connection to stand, also for one from the pool
     * @param answerTimeout between two bytes of the answer
     */
    public CarrierHttp(Duration connectTimeout, Duration answerTimeout) {
        ConnectionConfig connections =
                ConnectionConfig.custom()
                        .setConnectTimeout(timeout(connectTimeout))
                        .setSocketTimeout(timeout(answerTimeout))
                        // A connection the other side has closed is found out before, not by,
                        // sending.
                        .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
                        .setTimeToLive(TimeValue.ofMinutes(5))
                        .build();
        client =
                HttpClients.custom()
                        .setConnectionManager(
                                PoolingHttpClientConnectionManagerBuilder.create()
                                        .setDefaultConnectionConfig(connections)
                                        .setMaxConnTotal(CONNECTIONS)
                                        .setMaxConnPerRoute(CONNECTIONS)
                                        .build())
                        .setDefaultRequestConfig(
                                RequestConfig.custom()
                                        .setConnectionRequestTimeout(timeout(connectTimeout))
                                        .setResponseTimeout(timeout(answerTimeout))
                                        .build())
                        .setKeepAliveStrategy((response, context) -> KEEP_ALIVE)
                        .disableAutomaticRetries()
                        .disableRedirectHandling()
                        .disableCookieManagement()
                        .disableAuthCaching()
                        .disableContentCompression()
                        .addExecInterceptorBefore(
                                ChainElement.MAIN_TRANSPORT.name(), "last-check", CarrierHttp::pass)
                        .build();
    }

    private static Timeout timeout(Duration duration) {
        return Timeout.of(duration.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static ClassicHttpResponse pass(
            ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        Object attribute = scope.clientContext.getAttribute(ATTEMPT);
        if (attribute instanceof Attempt attempt) {
            if (!attempt.lastCheck.getAsBoolean()) {
                throw new TooLate();
            }
            attempt.begun = true;
        }
        return chain.proceed(request, scope);
    }

    /**
     * Sends the request once, or not at all.
     *
     * @param lastCheck may wait; false: not a byte is sent. Run at most once, when the connection
     *     stands
     */
    public Sent send(ClassicHttpRequest request, BooleanSupplier lastCheck) {
        Attempt attempt = new Attempt(lastCheck);
        HttpClientContext context = HttpClientContext.create();
        context.setAttribute(ATTEMPT, attempt);
        try {
            return client.execute(request, context, CarrierHttp::answered);
        } catch (TooLate e) {
            return new Sent.Not(Sent.Not.LATE);
        } catch (IOException | RuntimeException e) {
            return attempt.begun ? new Sent.Unanswered(code(e)) : new Sent.Not(code(e));
        }
    }

    private static Sent answered(ClassicHttpResponse response) throws IOException, HttpException {
        byte[] body =
                response.getEntity() == null
                        ? new byte[0]
                        : EntityUtils.toByteArray(response.getEntity());
        return new Sent.Answered(response.getCode(), body == null ? new byte[0] : body);
    }

    /** Texts of network errors name hosts and sometimes more; a code does not. */
    private static String code(Exception problem) {
        if (problem instanceof UnknownHostException) {
            return "unknown_host";
        }
        if (problem instanceof SSLException) {
            return "tls_failed";
        }
        if (problem instanceof ConnectException) {
            return "connection_refused";
        }
        if (problem instanceof java.io.InterruptedIOException) {
            return "timeout";
        }
        return "connection_lost";
    }

    /** A request that may be repeated; an IOException when it is not known whether it arrived. */
    public Sent.Answered ask(ClassicHttpRequest request) throws IOException {
        return switch (send(request, () -> true)) {
            case Sent.Answered answered -> answered;
            case Sent.Not(String cause) -> throw new IOException("carrier not reached: " + cause);
            case Sent.Unanswered(String cause) ->
                    throw new IOException("carrier did not answer: " + cause);
        };
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
