package io.carillon.activities.carrier;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A host that speaks just enough HTTP to misbehave, and remembers every request it was sent. */
public final class TroubledHost implements Closeable {
    /** What it does once it has read a request. */
    public sealed interface Trouble {}

    public record Answer(int status, String body) implements Trouble {}

    /** Keeps the connection open and says nothing. */
    public record Hang() implements Trouble {}

    /** Closes the connection without a word. */
    public record Cut() implements Trouble {}

    /** Closes it with a TCP reset. */
    public record Reset() implements Trouble {}

    /** Promises a body and closes in the middle. */
    public record CutInBody(int status) implements Trouble {}

    /** Says something that is no HTTP. */
    public record Garbage() implements Trouble {}

    private final ServerSocket socket;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private volatile Trouble trouble = new Cut();

    public TroubledHost() throws IOException {
        socket = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        threads.execute(this::accept);
    }

    public String url() {
        return "http://127.0.0.1:" + socket.getLocalPort();
    }

    public void meetEveryRequestWith(Trouble next) {
        trouble = next;
    }

    /** First lines of the POSTs that came, in order. */
    public List<String> posts() {
        return requests.stream()
                .map(Request::first)
                .filter(line -> line.startsWith("POST "))
                .toList();
    }

    /** What the last request said. */
    public String lastBody() {
        return requests.getLast().body();
    }

    private record Request(String first, String body) {}

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                threads.execute(() -> serve(connection));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            InputStream in = connection.getInputStream();
            for (Request next = request(in); next != null; next = request(in)) {
                requests.add(next);
                if (!meet(connection)) {
                    return;
                }
            }
        } catch (IOException | InterruptedException e) {
            // The other side has gone, or the test is over.
        }
    }

    /** False: the connection is over. */
    private boolean meet(Socket connection) throws IOException, InterruptedException {
        OutputStream out = connection.getOutputStream();
        switch (trouble) {
            case Answer(int status, String body) -> {
                write(out, status, body.length(), body);
                return true;
            }
            case Hang() -> Thread.sleep(60_000);
            case Cut() -> {}
            case Reset() -> connection.setSoLinger(true, 0);
            case CutInBody(int status) -> write(out, status, 1000, "{\"half\":");
            case Garbage() -> out.write("who is there?\r\n\r\n".getBytes(StandardCharsets.UTF_8));
        }
        return false;
    }

    private static void write(OutputStream out, int status, int length, String body)
            throws IOException {
        String head =
                "HTTP/1.1 %d Whatever\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
                        .formatted(status, length);
        out.write((head + body).getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** A request read to its end; null when there is none. */
    private static @org.jspecify.annotations.Nullable Request request(InputStream in)
            throws IOException {
        String first = line(in);
        if (first.isEmpty()) {
            return null;
        }
        int length = 0;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(header.substring(header.indexOf(':') + 1).trim());
            }
        }
        return new Request(first, new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
        threads.shutdownNow();
    }
}
