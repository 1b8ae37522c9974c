package io.carillon.activities.webhook;

import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import javax.net.ssl.SSLException;

/**
 * HTTP to addresses that users name. It reaches the public internet only (loopback under a
 * development setting), follows no redirect, uses no proxy, keeps no cookie, reads no more than it
 * was told to, and each request ends after 15 seconds however slowly the other side drips.
 */
public final class GuardedHttp implements AutoCloseable {
    /** From the first look-up to the last byte. */
    public static final Duration TOTAL = Duration.ofSeconds(15);

    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final GuardedUrls urls;
    private final CloseableHttpClient client;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Duration total;

    public GuardedHttp(WebhookSettings settings) {
        this(settings, TOTAL);
    }

    GuardedHttp(WebhookSettings settings, Duration total) {
        var guard = new AddressGuard(settings.allowLocalWebhooks());
        this.urls = new GuardedUrls(guard, settings.allowLocalWebhooks());
        this.client = client(guard);
        this.total = total;
    }

    private static CloseableHttpClient client(AddressGuard guard) {
        return HttpClients.custom()
                .setConnectionManager(
                        PoolingHttpClientConnectionManagerBuilder.create()
                                .setDnsResolver(guard)
                                .setMaxConnPerRoute(32)
                                .setMaxConnTotal(512)
                                .setDefaultConnectionConfig(
                                        ConnectionConfig.custom()
                                                .setConnectTimeout(Timeout.of(CONNECT))
                                                .setSocketTimeout(Timeout.of(TOTAL))
                                                .setTimeToLive(TimeValue.ofSeconds(60))
                                                // Each look costs a millisecond; what is lost
                                                // with a connection is delivered again.
                                                .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                                                .build())
                                .build())
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAutomaticRetries()
                .disableContentCompression()
                .disableAuthCaching()
                .setUserAgent("Carillon")
                .build();
    }

    /**
     * Reads a URL a user wrote: https (http too under the development setting), a host, no
     * credentials, no fragment.
     *
     * @throws UrlRefused with code URL_INVALID, URL_SCHEME or URL_ADDRESS; an unknown host is not
     *     refused, it may be known later
     */
    public URI check(String url) {
        return urls.check(url);
    }

    /**
     * Posts JSON once. Never throws for what the other side does.
     *
     * @param keep how many bytes of the answer to read; more are not fetched
     */
    public Answer post(URI url, Map<String, String> headers, String json, int keep) {
        var request = new HttpPost(url);
        headers.forEach(request::setHeader);
        request.setEntity(new StringEntity(json, ContentType.APPLICATION_JSON));
        return send(request, keep);
    }

    /**
     * Fetches a file once.
     *
     * @param maxBytes a longer file is refused, not cut
     * @throws UrlRefused always with a code; whether trying again helps only URL_UNREACHABLE leaves
     *     open
     */
    public Fetched fetch(String url, int maxBytes) {
        Answer answer = send(new HttpGet(check(url)), maxBytes);
        return switch (answer) {
            case Answer.Answered got when got.status() != 200 ->
                    throw new UrlRefused(
                            "URL_ANSWER", "answered %d (expected: 200)".formatted(got.status()));
            case Answer.Answered got when got.cut() ->
                    throw new UrlRefused(
                            "URL_TOO_LARGE", "is larger than %d bytes".formatted(maxBytes));
            case Answer.Answered got -> new Fetched(got.contentType(), got.body());
            case Answer.Failed failed when failed.cause() == Answer.Cause.ADDRESS_REFUSED ->
                    throw new UrlRefused("URL_ADDRESS", failed.detail());
            case Answer.Failed failed -> throw new UrlRefused("URL_UNREACHABLE", failed.detail());
        };
    }

    /**
     * @param contentType as sent; null when not said
     */
    public record Fetched(@Nullable String contentType, byte[] bytes) {}

    /** The other thread may hang in a look-up; this one answers in time all the same. */
    private Answer send(HttpUriRequestBase request, int keep) {
        Future<Answer> running = threads.submit(() -> exchange(request, keep));
        try {
            return running.get(total.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            return new Answer.Failed(
                    Answer.Cause.TIMEOUT, "no whole answer within " + total.toSeconds() + " s");
        } catch (ExecutionException broken) {
            throw new IllegalStateException("request failed unexpectedly", broken.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new Answer.Failed(Answer.Cause.INTERRUPTED, "stopped while sending");
        } finally {
            request.cancel();
            running.cancel(true);
        }
    }

    private Answer exchange(HttpUriRequestBase request, int keep) {
        try {
            ClassicHttpResponse response = client.executeOpen(null, request, null);
            Answer.Answered answered = read(response, keep);
            if (answered.cut()) {
                // Closing an answer reads it to its end; an endless one is hung up on instead.
                request.cancel();
            } else {
                response.close();
            }
            return answered;
        } catch (AddressGuard.AddressRefused refused) {
            return new Answer.Failed(
                    Answer.Cause.ADDRESS_REFUSED,
                    request.getAuthority().getHostName()
                            + " is not an address of the public internet");
        } catch (UnknownHostException unknown) {
            return new Answer.Failed(Answer.Cause.UNKNOWN_HOST, "host name is not known");
        } catch (SSLException untrusted) {
            return new Answer.Failed(Answer.Cause.TLS_FAILED, "no trusted TLS connection");
        } catch (IOException failed) {
            return new Answer.Failed(
                    Answer.Cause.CONNECTION_FAILED, failed.getClass().getSimpleName());
        }
    }

    /** One byte more than asked for tells that it was cut. */
    private static Answer.Answered read(ClassicHttpResponse response, int keep) throws IOException {
        InputStream content =
                response.getEntity() == null ? null : response.getEntity().getContent();
        byte[] body = content == null ? new byte[0] : content.readNBytes(keep + 1);
        return new Answer.Answered(
                response.getCode(),
                header(response, "Content-Type"),
                header(response, "Retry-After"),
                body.length > keep ? Arrays.copyOf(body, keep) : body,
                body.length > keep);
    }

    private static @Nullable String header(ClassicHttpResponse response, String name) {
        Header header = response.getFirstHeader(name);
        return header == null ? null : header.getValue();
    }

    @Override
    public void close() {
        threads.shutdownNow();
        client.close(org.apache.hc.core5.io.CloseMode.IMMEDIATE);
    }
}
