package io.carillon.dev.standin;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** HTTP/1.1, redirects not followed. */
public final class HttpWeb implements Web, AutoCloseable {
    private final HttpClient http;

    public HttpWeb(Duration connectTimeout) {
        http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(connectTimeout)
                        .build();
    }

    @Override
    public Reply send(Letter letter, Duration patience) throws InterruptedException {
        try {
            HttpResponse<byte[]> answer =
                    http.send(request(letter, patience), HttpResponse.BodyHandlers.ofByteArray());
            String type = answer.headers().firstValue("Content-Type").orElse("");
            return new Reply.Answered(answer.statusCode(), type, answer.body());
        } catch (ConnectException | HttpConnectTimeoutException e) {
            return new Reply.NotConnected(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return new Reply.NoAnswer(String.valueOf(e.getMessage()));
        }
    }

    private static HttpRequest request(Letter letter, Duration patience) {
        HttpRequest.Builder request = HttpRequest.newBuilder(letter.url()).timeout(patience);
        letter.headers().forEach(request::header);
        return letter.method().equals("GET")
                ? request.GET().build()
                : request.method(
                                letter.method(), HttpRequest.BodyPublishers.ofString(letter.body()))
                        .build();
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
